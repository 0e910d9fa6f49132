import Foundation
import LogBytes
import LogFormats
import Model
import Testing

/// What other programs read in the same lines: time, source and user of every line that one of them
/// takes for a sign-in or a refused recipient, against what we decode.
struct ConformanceTests {
  /// A line of a test collection with what its owner expects of it.
  struct Line {
    var service: String
    var record: String
    var format: any LogFormat.Type
    /// The owner's program takes the line for one that counts.
    var isMatch: Bool
    var address: String?
    var user: String?
    var time: String?
  }

  struct Agreement {
    var lines = 0
    var attempts = 0
    var alike = 0
    var explained: [String: Int] = [:]
    var unexplained: [String] = []
  }

  /// Where we differ on purpose: how the difference begins, part of the line, and why. The first that
  /// fits counts.
  static let reasons: [(difference: String, part: String, why: String)] = [
    ("no attempt", "<invalid username>", "the server put these words in place of the name"),
    ("no attempt", "Invalid user  from", "the name is empty"),
    ("no attempt", "closed by invalid user  ", "the name is empty"),
    ("no attempt", "user=<>", "the name is empty"),
    (
      "no attempt", "Too many authentication failures for",
      "no source; the connection's other lines have it"
    ),
    ("no attempt", "kernel:", "no message of sshd: a kernel tag in front"),
    ("no attempt", "refused connect from", "an ident answer, not an account"),
    ("no attempt", "authentication failure; logname=", "pam_unix leaves an unknown name out"),
    ("no attempt", "(auth failed, 1 attempts): method=", "names no account"),
    ("no attempt", "plaintext auth): rip=", "names no account"),
    ("no attempt", "Received disconnect from", "names no account"),
    ("no attempt", "Did not receive identification string", "names no account"),
    ("no attempt", "Bad protocol version", "names no account"),
    ("no attempt", "kex_exchange_identification", "names no account"),
    ("no attempt", "banner exchange", "names no account"),
    ("no attempt", "ssh_dispatch_run_fatal", "names no account"),
    ("no attempt", "Unable to negotiate", "names no account"),
    ("no attempt", "no matching mac found", "names no account"),
    ("no attempt", "Timeout before authentication", "names no account"),
    ("no attempt", "Read from socket failed", "names no account"),
    ("no attempt", "Too many authentication failures [preauth]", "names no account"),
    ("no attempt", "Connection closed by", "names no account"),
    ("no attempt", "Connection reset by", "names no account"),
    ("no attempt", "Disconnected from", "names no account"),
    (
      "source", " ssh2: from ",
      "no text follows a password line: what is before the last from is the name"
    ),
    ("time", "@4000", "the label counts ten seconds of TAI before UTC"),
  ]

  /// The reason for a difference. A line that does name an account is never excused as naming none.
  static func reason(for difference: String, _ line: Line) -> String? {
    let namesAccount =
      line.record.contains("invalid user ") || line.record.contains("authenticating user ")
    return reasons.first { reason in
      difference.hasPrefix(reason.difference) && line.record.contains(reason.part)
        && !(namesAccount && reason.why == "names no account")
    }?
    .why
  }

  @Test
  func `lines of sshd, Dovecot and their PAM modules agree with fail2ban's expectations`() throws {
    guard let lines = try Self.read("conformance/fail2ban-lines.jsonl.gz", Self.fail2ban) else {
      return
    }
    let table = Self.compare(lines)
    Self.show("fail2ban", table)
    for (service, agreement) in table { #expect(agreement.unexplained.isEmpty, "\(service)") }
    #expect((table["sshd"]?.alike ?? 0) > 60)
    #expect((table["dovecot"]?.alike ?? 0) > 30)
  }

  @Test
  func `lines of sshd, Dovecot and web servers agree with CrowdSec's expectations`() throws {
    guard let lines = try Self.read("conformance/crowdsec-lines.jsonl.gz", Self.crowdSec) else {
      return
    }
    let table = Self.compare(lines)
    Self.show("CrowdSec", table)
    for (service, agreement) in table { #expect(agreement.unexplained.isEmpty, "\(service)") }
    #expect(table.values.reduce(0) { $0 + $1.alike } > 30)
  }

  @Test
  func `Postfix messages agree with the fields of its grok patterns`() throws {
    guard let objects = try Self.objects("conformance/postfix-grok.jsonl.gz") else { return }
    var (recipients, attempts, others) = (0, 0, 0)
    for object in objects {
      guard let service = object["service"] as? String, let text = object["raw_line"] as? String,
        let expected = object["expected"] as? [String: Any]
      else { continue }
      let line = "Mar  2 07:12:09 mx postfix/\(service)[77]: " + text.replacing("\n", with: " ")
      let decoded = Decoded(line, as: SyslogFormat.self)
      if case .notUnderstood = decoded.verdict { Issue.record("not understood: \(line)") }
      attempts += decoded.attempts.count
      let code = expected["enhanced"] as? String
      if expected["action"] as? String == "reject", service == "smtpd", code == "5.1.1" {
        recipients += 1
        let attempt = try #require(decoded.attempts.first)
        #expect(attempt.source == (expected["ip"] as? String).map(Self.address))
        #expect(attempt.outcome.existence == .absent)
        #expect(text.contains("to=<\(attempt.name)>"))
      } else if !decoded.attempts.isEmpty {
        others += 1
        #expect(text.contains("status=sent") || text.contains("status=bounced"), "\(text)")
        #expect(
          service == "local" || service == "virtual" || service == "lmtp" || service == "pipe"
        )
      }
    }
    print(
      "postfix-grok: \(objects.count) messages, \(recipients) refused recipients alike, \(others) deliveries"
    )
    #expect(recipients == 2)
    #expect(others >= 5)
  }

  // MARK: Comparing

  static func compare(_ lines: [Line]) -> [String: Agreement] {
    var table: [String: Agreement] = [:]
    for line in lines {
      let decoded = Decoded(line.record, as: line.format)
      var agreement = table[line.service] ?? Agreement()
      agreement.lines += 1
      agreement.attempts += decoded.attempts.count
      if let difference = difference(line, decoded) {
        if let why = reason(for: difference, line) {
          agreement.explained[why, default: 0] += 1
        } else {
          agreement.unexplained.append("\(difference): \(line.record)")
        }
      } else if !decoded.attempts.isEmpty {
        agreement.alike += 1
      }
      table[line.service] = agreement
    }
    return table
  }

  /// What we read otherwise than the line's owner; `nil` if nothing.
  static func difference(_ line: Line, _ decoded: Decoded) -> String? {
    guard let attempt = decoded.attempts.first else {
      return line.isMatch ? "no attempt" : nil
    }
    if let address = line.address, attempt.source != Self.address(address) {
      return "source \(attempt.source ?? "none")"
    }
    if let user = line.user, attempt.name != user.lowercased() { return "name \(attempt.name)" }
    if let time = line.time, let ours = decoded.times.first.map(dayAndClock), ours != time {
      return "time \(ours) for \(time)"
    }
    return nil
  }

  /// The address as we write it, or the host's name in lower case.
  static func address(_ text: String) -> String {
    let bytes = Array(text.utf8)
    return IPAddress(bytes.span, in: 0..<bytes.count)?.description ?? text.lowercased()
  }

  /// `03-02T07:12:09`, in the zone of the line or UTC if it names one.
  static func dayAndClock(_ time: EventTime) -> String {
    let startOf2000 = 946_684_800
    let seconds = YearlessTime.decode(time.seconds).map { startOf2000 + $0.secondsInYear }
    let date = Date(timeIntervalSince1970: Double(seconds ?? Int(time.seconds)))
    return String(date.ISO8601Format().dropFirst(5).prefix(14))
  }

  static func show(_ title: String, _ table: [String: Agreement]) {
    for (service, row) in table.sorted(by: { $0.key < $1.key }) {
      print(
        "\(title) \(service): \(row.lines) lines, \(row.attempts) attempts, \(row.alike) alike, "
          + "\(row.unexplained.count) differ without a reason"
      )
      for (why, count) in row.explained.sorted(by: { $0.key < $1.key }) {
        print("  \(count) differ: \(why)")
      }
      for text in row.unexplained { print("  " + text) }
    }
  }

  // MARK: Reading

  static func objects(_ path: String) throws -> [[String: Any]]? {
    guard let url = SharedData.find(path) else { return nil }
    let text = String(decoding: try Unpacked.bytes(of: url), as: UTF8.self)
    return try text.split(separator: "\n").compactMap {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }

  static func read(_ path: String, _ convert: ([String: Any]) -> Line?) throws -> [Line]? {
    try objects(path)?.compactMap(convert)
  }

  static func fail2ban(_ object: [String: Any]) -> Line? {
    guard let service = object["service"] as? String, var record = object["raw_line"] as? String,
      let expected = object["expected"] as? [String: Any],
      ["sshd", "sshd-journal", "dovecot", "pam-generic"].contains(service)
    else { return nil }
    var format: any LogFormat.Type = SyslogFormat.self
    var time = (expected["time"] as? String).map { String($0.dropFirst(5).prefix(14)) }
    if service == "sshd-journal" {
      // The collection writes a journal entry as `HOST PROGRAM[PID]: MESSAGE`.
      guard let colon = record.firstRange(of: ": ") else { return nil }
      let entry: [String: Any] = [
        "__REALTIME_TIMESTAMP": "1772435529120000", "SYSLOG_IDENTIFIER": "sshd",
        "MESSAGE": String(record[colon.upperBound...]),
      ]
      guard let data = try? JSONSerialization.data(withJSONObject: entry) else { return nil }
      record = String(decoding: data, as: UTF8.self)
      format = JournalFormat.self
      time = nil
    } else if record.contains("Z ") || record.contains("+00:00 ") || record.hasPrefix("<")
      || record.hasPrefix("@")
    {
      time = (expected["time_utc"] as? String).map { String($0.dropFirst(5).prefix(14)) }
    }
    // Lines of other programs' PAM modules are nobody's here.
    if service == "pam-generic", !record.contains("sshd") { return nil }
    return Line(
      service: service,
      record: record,
      format: format,
      isMatch: expected["match"] as? Bool ?? false,
      address: expected["ip"] as? String,
      user: (expected["user"] as? String).flatMap { $0.isEmpty ? nil : $0 },
      time: time
    )
  }

  static func crowdSec(_ object: [String: Any]) -> Line? {
    guard let record = object["raw_line"] as? String,
      let expected = object["expected"] as? [String: Any], let log = object["log_type"] as? String
    else { return nil }
    let owner = object["service"] as? String ?? ""
    let isWeb =
      (log == "nginx" || log == "apache2") && expected["event_type"] as? String == "http_access-log"
    guard isWeb || owner.contains("sshd") || owner.contains("dovecot") else { return nil }
    // A log format of somebody's own, not one of the common ones.
    if isWeb, record.hasPrefix("[") { return nil }
    return Line(
      service: isWeb ? log : owner,
      // Signed in as somebody, a line on any page has a source and a time to compare.
      record: isWeb ? record.replacing(" - - [", with: " - anna [", maxReplacements: 1) : record,
      format: isWeb ? AccessLogFormat.self : SyslogFormat.self,
      isMatch: expected["parsed"] as? Bool ?? false,
      address: expected["ip"] as? String,
      user: isWeb ? "anna" : expected["user"] as? String,
      time: dayAndClock(text: expected["time"] as? String)
    )
  }

  /// `Jan 24 15:32:31`, `25/Oct/2021:11:05:52 +0200` and `2022-01-19T14:23:55Z` as `dayAndClock`
  /// writes them.
  static func dayAndClock(text: String?) -> String? {
    guard let text else { return nil }
    let bytes = Array(text.utf8)
    var calendar = YearlessCalendar()
    let found =
      bytes.span.syslogTime(at: 0, calendar: &calendar) ?? bytes.span.iso8601Time(at: 0)
      ?? bytes.span.accessLogTime(at: 0)
    return found.map { dayAndClock($0.time) }
  }
}
