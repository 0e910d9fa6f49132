import Foundation
import Model
import Scan
import Testing

@testable import Mitigation

/// Audits of logs in a temporary folder.
struct ExposureAuditTests {
  private static func audit(
    _ files: [String: String],
    names: String? = nil,
    since: Timestamp? = nil
  ) async throws -> ExposureAuditRun.Result {
    let folder = try CheckFolder(files)
    return try await ExposureAuditRun(
      paths: [folder.path],
      options: ScanOptions(paths: [], threads: 2),
      labels: ExistenceLabels(directory: names),
      since: since
    ).run()
  }

  private static let names = (0..<60).map { "n\($0)@corp.example\n" }.joined()

  /// One source asks for 120 names, every other of which exists.
  private static func lines(
    day: Int = 2,
    _ line: (_ number: Int, _ name: String, _ exists: Bool) -> String
  ) -> String {
    (0..<120).map { number in
      let exists = number % 2 == 0
      let name = exists ? "n\(number / 2)@corp.example" : "x\(number)@corp.example"
      let seconds =
        number < 60
        ? "12:\(String(format: "%02d", number))" : "13:\(String(format: "%02d", number - 60))"
      return "203.0.113.7 - - [0\(day)/Mar/2026:07:\(seconds) +0000] " + line(number, name, exists)
        + "\n"
    }.joined()
  }

  private static func reset(_ name: String, _ status: Int, _ size: Int, _ rest: String = "")
    -> String
  {
    "\"GET /account/forgot-password?email=\(name) HTTP/1.1\" \(status) \(size) \"-\" \"curl\"\(rest)"
  }

  private static let endpoint = "GET /account/forgot-password?email={name}"

  @Test
  func `a status that goes with existence is named, with its lines and one probe a name`()
    async throws
  {
    let log = Self.lines { Self.reset($1, $2 ? 200 : 404, 100) }
    let audit = try await Self.audit(["a.log": log], names: Self.names).whole
    let found = try #require(audit.endpoints.first)
    #expect(found.endpoint == Self.endpoint)
    #expect(found.verdict == .differs)
    #expect(found.differences.map(\.channel) == [.status])
    #expect(abs(found.differences[0].effect) == 1)
    #expect(found.probesPerName == 1)
    #expect(found.citations.count == 4)
    for citation in found.citations {
      let start = Int(try #require(citation.offset))
      let end = start + (citation.length ?? 0)
      #expect(log.utf8.count == end || Array(log.utf8)[end] == 0x0a)
      #expect(start == 0 || Array(log.utf8)[start - 1] == 0x0a)
    }
  }

  @Test
  func `answers that differ by chance only are alike`() async throws {
    let log = Self.lines { number, name, _ in
      Self.reset(name, 200, 100, " 0.0\(10 + number * 7 % 80)")
    }
    let audit = try await Self.audit(["a.log": log], names: Self.names).whole
    #expect(audit.endpoints.map(\.verdict) == [.alike], "\(audit)")
  }

  @Test(arguments: [" 0.%03d", " %d000", " rt=0.%03d uct=0.001", " \"0.%03d\""])
  func `time that goes with existence is named in each way that servers write it`(form: String)
    async throws
  {
    let log = Self.lines { number, name, exists in
      let time = 110 + number * 7 % 20 + (exists ? 30 : 0)
      return Self.reset(name, 200, 100, String(format: form, time))
    }
    let audit = try await Self.audit(["a.log": log], names: Self.names).whole
    let difference = try #require(audit.endpoints.first?.differences.first)
    #expect(difference.channel == .time)
    #expect(difference.unit == "ms")
    #expect(abs(difference.effect - 30) < 5)
    #expect(difference.low <= 30 && 30 <= difference.high)
  }

  @Test
  func `a page that repeats the name tells nothing by its length`() async throws {
    let log = Self.lines { _, name, _ in Self.reset(name, 200, 500 + 2 * name.utf8.count) }
    let long =
      log.replacing("email=x", with: "email=x.with.a.longer.name.")
      .split(separator: "\n").map { line -> String in
        guard let start = line.range(of: "email=x.with") else { return String(line) }
        let name = line[start.lowerBound...].dropFirst(6).prefix { $0 != " " }
        let parts = line.components(separatedBy: " 200 ")
        return parts[0] + " 200 \(500 + 2 * name.utf8.count) \"-\" \"curl\""
      }.joined(separator: "\n") + "\n"
    let audit = try await Self.audit(["a.log": long], names: Self.names).whole
    #expect(audit.endpoints.map(\.verdict) == [.alike], "\(audit)")
  }

  @Test
  func `sources that ask for one kind of name only are not compared with others`() async throws {
    let log = (0..<200).map { number in
      let exists = number % 2 == 0
      let name = exists ? "n\(number % 60)@corp.example" : "x\(number)@corp.example"
      return "198.51.100.\(number) - - [02/Mar/2026:07:12:09 +0000] "
        + Self.reset(name, exists ? 200 : 404, 100) + "\n"
    }.joined()
    let audit = try await Self.audit(["a.log": log], names: Self.names).whole
    #expect(audit.endpoints.map(\.verdict) == [.notEnough])
  }

  @Test
  func `who exists is known by another log, not by the answer itself`() async throws {
    let web = Self.lines { Self.reset($1, $2 ? 200 : 404, 100) }
    #expect(try await Self.audit(["a.log": web]).whole.unlabelled == 120)
    let mail = (0..<120).map { number in
      let exists = number % 2 == 0
      let name = exists ? "n\(number / 2)@corp.example" : "x\(number)@corp.example"
      return exists
        ? "2026-03-02T07:15:00Z mx postfix/smtps/smtpd[9]: 4Zb3k45R2y: client=d[198.51.100.20], sasl_method=PLAIN, sasl_username=\(name)\n"
        : "2026-03-02T07:15:00Z mx postfix/smtpd[9]: NOQUEUE: reject: RCPT from p[198.51.100.20]: 550 5.1.1 <\(name)>: Recipient address rejected: User unknown; from=<a@b.example> to=<\(name)> proto=ESMTP helo=<p>\n"
    }.joined()
    let audit = try await Self.audit(["a.log": web, "mail.log": mail]).whole
    #expect(audit.endpoints.first { $0.endpoint == Self.endpoint }?.verdict == .differs)
  }

  @Test
  func `a sign-in that succeeded is no answer about a name`() async throws {
    let log =
      Self.lines { number, name, exists in
        "\"GET /private/ HTTP/1.1\" \(exists ? 200 : 401) 100"
      }.split(separator: "\n").enumerated().map { number, line in
        let name = number % 2 == 0 ? "n\(number / 2)" : "x\(number)"
        return line.replacing(" - - [", with: " - \(name) [")
      }.joined(separator: "\n") + "\n"
    let audit = try await Self.audit(["a.log": log], names: (0..<60).map { "n\($0)\n" }.joined())
      .whole
    #expect(audit.endpoints.allSatisfy { $0.verdict != .differs })
  }

  @Test
  func `IIS with time-taken is read, also where its fields change`() async throws {
    let body = (0..<120).map { number in
      let exists = number % 2 == 0
      let name = exists ? "n\(number / 2)@corp.example" : "x\(number)@corp.example"
      let time = 110 + number * 7 % 20 + (exists ? 30 : 0)
      return
        "2026-03-02 07:12:\(String(format: "%02d", number / 2)) 203.0.113.7 GET /owa/auth/logon.aspx username=\(name) 302 \(time)\n"
    }
    let head = "#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status time-taken\n"
    let log =
      "#Software: Microsoft Internet Information Services 10.0\n" + head
      + body.prefix(60).joined() + head + body.dropFirst(60).joined() + "broken line\n"
    let result = try await Self.audit(["u_ex.log": log], names: Self.names)
    let found = try #require(result.whole.endpoints.first)
    #expect(found.endpoint == "GET /owa/auth/logon.aspx?username={name}")
    #expect(found.differences.map(\.channel) == [.time])
    #expect(found.citations.allSatisfy { $0.sha256 != nil })
    #expect(result.notes.map(\.message) == ["1 lines could not be read"])
  }

  @Test
  func `lines of an application prove that it answers alike`() async throws {
    func log(_ shown: (Bool) -> String) -> String {
      (0..<120).map { number in
        let exists = number % 2 == 0
        return
          #"{"ts":"2026-03-02T07:12:09Z","route":"POST /reset","src":"203.0.113.7","ua":"c","name_hmac":"h\#(number)","outcome_internal":"\#(exists ? "mail_sent" : "user_not_found")","outcome_shown":"\#(shown(exists))","latency_ms":\#(40 + number * 7 % 20)}"#
          + "\n"
      }.joined()
    }
    let alike = try await Self.audit(["app.jsonl": log { _ in "accepted" }]).whole
    #expect(alike.endpoints.map(\.verdict) == [.alike])
    let told = try await Self.audit(["app.jsonl": log { $0 ? "accepted" : "no account" }]).whole
    #expect(told.endpoints.map(\.verdict) == [.differs])
  }

  @Test
  func `a fix shows before and after`() async throws {
    let log =
      Self.lines(day: 2) { Self.reset($1, $2 ? 200 : 404, 100) }
      + Self.lines(day: 9) { _, name, _ in Self.reset(name, 200, 100) }
      .replacing("203.0.113.7", with: "203.0.113.8")
    let fix = Timestamp(year: 2026, month: 3, day: 5)
    let result = try await Self.audit(["a.log": log], names: Self.names, since: fix)
    #expect(result.before?.endpoints.first?.verdict == .differs)
    #expect(result.since?.endpoints.first?.verdict == .alike)
    let changes = try #require(result.since).changes(since: try #require(result.before))
    #expect(changes.count == 1)
    #expect(changes.first?.contains("now alike") == true)
  }

  @Test(arguments: [(0, ControlState.on), (30, .off)])
  func `a check of controls measures whether answers are uniform`(
    milliseconds: Int,
    state: ControlState
  ) async throws {
    let log = Self.lines { number, name, exists in
      let time = 110 + number * 7 % 20 + (exists ? milliseconds : 0)
      return Self.reset(name, 200, 100, " 0.\(time)")
    }
    let result = try await CheckFolder(["a.log": log]).check(directory: Self.names)
    let record = try #require(result.records.first { $0.id == Control.uniformAnswers.id })
    #expect(record.state == state, "\(record)")
    #expect(record.scopes == [Self.endpoint: state])
    #expect(record.observations.first?.citations.count == 4)
  }

  @Test
  func `what a mail server tells at RCPT is no evidence on sign-in and reset`() async throws {
    let mail = (0..<60).map { number in
      let queue = "4Zb3k45R\(10 + number)"
      return
        "2026-03-02T07:15:00Z mx postfix/smtpd[9]: NOQUEUE: reject: RCPT from p[203.0.113.7]: 550 5.1.1 <x\(number)@corp.example>: Recipient address rejected: User unknown; from=<a@b.example> to=<x\(number)@corp.example> proto=ESMTP helo=<p>\n"
        + "2026-03-02T07:15:00Z mx postfix/smtpd[9]: \(queue): client=p[203.0.113.7]\n"
        + "2026-03-02T07:15:00Z mx postfix/lmtp[9]: \(queue): to=<n\(number)@corp.example>, relay=mx[private/dovecot-lmtp], delay=0.2, delays=0.1/0/0/0.1, dsn=2.0.0, status=sent (250 2.0.0 Saved)\n"
    }.joined()
    let audit = try await Self.audit(["mail.log": mail], names: Self.names).whole
    #expect(audit.endpoints.map(\.endpoint) == ["postfix.recipient"])
    #expect(audit.endpoints.map(\.verdict) == [.differs])
    let result = try await CheckFolder(["mail.log": mail]).check(directory: Self.names)
    let record = try #require(result.records.first { $0.id == Control.uniformAnswers.id })
    #expect(record.state == .unknown)
  }

  @Test
  func `a log that only the audit reads is no failure of a check`() async throws {
    let log = "#Software: Microsoft Internet Information Services 10.0\n#Fields: date time\n"
    let folder = try CheckFolder(["u_ex.log": log])
    let check = MitigationCheck(
      paths: [folder.path + "/u_ex.log"],
      options: ScanOptions(paths: [], threads: 1)
    )
    #expect(try await check.run().failures == [])
  }

  @Test
  func `a posted form is counted as what cannot be seen`() async throws {
    let log = Self.lines { _, _, _ in "\"POST /login HTTP/1.1\" 200 100" }
    let audit = try await Self.audit(["a.log": log], names: Self.names).whole
    #expect(audit.unnamed == ["POST /login": 120])
  }
}
