import LogBytes
import LogFormats
import Model
import Testing

struct WindowsJSONTests {
  private static let security = "Microsoft-Windows-Security-Auditing"

  /// One flat record with these members after the usual ones.
  private func flat(_ number: Int, _ members: String) -> Decoded {
    Decoded(
      #"{"EventID":\#(number),"SourceName":"\#(Self.security)","Channel":"Security","#
        + #""@timestamp":"2026-03-02T07:00:00Z",\#(members)}"#,
      as: WindowsJSONFormat.self
    )
  }

  // MARK: Outcomes

  @Test(arguments: [
    ("0xC0000064", Existence.absent, Credential.none),
    ("0xc000006a", .present, .wrong),
    ("0xC000006E", .undetermined, .blocked),
    ("0xC000006F", .present, .blocked),
    ("0xC0000070", .present, .blocked),
    ("0xC0000071", .present, .blocked),
    ("0xC0000072", .present, .blocked),
    ("0xC000015B", .present, .blocked),
    ("0xC0000193", .present, .blocked),
    ("0xC0000224", .present, .blocked),
    ("0xC0000234", .present, .blocked),
    ("0xC000005E", .undetermined, .none),
    ("3221225572", .absent, .none),
    ("-1073741724", .absent, .none),
  ])
  func `a failed logon is judged by its sub-status`(
    subStatus: String,
    existence: Existence,
    credential: Credential
  ) throws {
    let decoded = flat(
      4625,
      #""TargetUserName":"anna","Status":"0xc000006d","SubStatus":"\#(subStatus)","LogonType":"3","#
        + #""AuthenticationPackageName":"NTLM","IpAddress":"198.51.100.9","WorkstationName":"-""#
    )
    let attempt = try #require(decoded.attempts.first)
    #expect(attempt.outcome.existence == existence)
    #expect(attempt.outcome.credential == credential)
    #expect(attempt.outcome.disclosure == (existence == .undetermined ? .undetermined : .disclosed))
    #expect(attempt.source == "198.51.100.9")
    #expect(attempt.client == nil)
  }

  @Test(arguments: [
    ("0xc0000234", Outcome(.windowsLogon, .present, .disclosed, .blocked)),
    ("0xc000006d", Outcome(.windowsLogon, .undetermined, .undetermined, .wrong)),
    ("0x0", Outcome(.windowsLogon, .undetermined, .undetermined, .none)),
  ])
  func `a failed logon without a sub-status is judged by its status`(
    status: String,
    outcome: Outcome
  ) {
    let decoded = flat(
      4625,
      #""TargetUserName":"anna","Status":"\#(status)","SubStatus":"0x0","LogonType":3,"#
        + #""AuthenticationPackageName":"Kerberos","IpAddress":"198.51.100.9""#
    )
    #expect(decoded.attempts.first?.outcome == outcome)
  }

  @Test
  func `what a program in between answered is not known`() {
    let decoded = flat(
      4625,
      #""TargetUserName":"anna","Status":"0xc000006d","SubStatus":"0xc0000064","LogonType":"8","#
        + #""AuthenticationPackageName":"Negotiate","IpAddress":"-","WorkstationName":"WEB1""#
    )
    #expect(
      decoded.attempts == [
        ExampleAttempt(
          "anna",
          from: "web1",
          Outcome(.windowsLogon, .absent, .undetermined, .none)
        )
      ]
    )
  }

  @Test(arguments: [
    (4768, "0x6", "-", Outcome(.windowsKerberos, .absent, .disclosed, .none)),
    (4768, "0x0", "2", Outcome(.windowsKerberos, .present, .disclosed, .accepted)),
    (4768, "0x0", "0", Outcome(.windowsKerberos, .present, .disclosed, .none)),
    (4768, "0x12", "-", Outcome(.windowsKerberos, .present, .disclosed, .blocked)),
    (4768, "18", "-", Outcome(.windowsKerberos, .present, .disclosed, .blocked)),
    (4768, "0xe", "-", Outcome(.windowsKerberos, .undetermined, .undetermined, .none)),
    (4771, "0x18", "2", Outcome(.windowsKerberos, .present, .disclosed, .wrong)),
    (4771, "0x17", "2", Outcome(.windowsKerberos, .present, .disclosed, .blocked)),
    (4771, "0x10", "15", Outcome(.windowsKerberos, .undetermined, .undetermined, .none)),
  ])
  func `a Kerberos request is judged by its error`(
    number: Int,
    status: String,
    preauthentication: String,
    outcome: Outcome
  ) {
    let decoded = flat(
      number,
      #""TargetUserName":"anna","Status":"\#(status)","PreAuthType":"\#(preauthentication)","#
        + #""IpAddress":"::ffff:203.0.113.7""#
    )
    #expect(decoded.attempts == [ExampleAttempt("anna", from: "203.0.113.7", outcome)])
  }

  @Test
  func `NTLM has no address, only the name that the client gave`() {
    let decoded = flat(4776, #""TargetUserName":"anna","Workstation":"\\\\KIOSK7","Status":"0x0""#)
    #expect(
      decoded.attempts == [
        ExampleAttempt(
          "anna",
          from: "kiosk7",
          Outcome(.windowsNTLM, .present, .disclosed, .accepted)
        )
      ]
    )
    let nameless = flat(4776, #""TargetUserName":"anna","Workstation":"","Status":"0xC000006A""#)
    #expect(nameless.attempts.map(\.source) == [nil])
  }

  @Test
  func `explicit credentials say that a name was used and no more`() {
    let decoded = flat(
      4648,
      #""SubjectUserName":"berta","TargetUserName":"anna","IpAddress":"-""#
    )
    #expect(
      decoded.attempts == [
        ExampleAttempt(
          "anna",
          from: nil,
          Outcome(.windowsExplicitLogon, .undetermined, .undetermined, .none)
        )
      ]
    )
  }

  // MARK: Names and sources

  @Test(arguments: [
    "WKS001$", "ANONYMOUS LOGON", "SYSTEM", "System", "LOCAL SERVICE", "NETWORK SERVICE", "DWM-3",
    "UMFD-0", "sshd_4711", "-", "", "NT AUTHORITY\\\\SYSTEM",
  ])
  func `accounts that Windows signs in by itself are no attempts`(name: String) {
    let decoded = flat(
      4624,
      #""TargetUserName":"\#(name)","LogonType":"3","IpAddress":"192.0.2.7""#
    )
    #expect(decoded.verdict == .notAttempt)
    #expect(decoded.attempts.isEmpty)
  }

  @Test(arguments: ["S-1-5-18", "S-1-5-7", "S-1-5-90-0-3", "S-1-5-111-38478-5848"])
  func `such accounts are known by their identifier in other languages`(sid: String) {
    let decoded = flat(
      4624,
      #""TargetUserName":"Système","TargetUserSid":"\#(sid)","LogonType":"3","IpAddress":"192.0.2.7""#
    )
    #expect(decoded.verdict == .notAttempt)
  }

  @Test(arguments: [
    ("dwm", "dwm"), ("systems", "systems"), ("sshd_x", "sshd_x"), ("CORP\\\\Anna", "anna"),
    ("anna@corp.example", "anna@corp.example"), ("CORP\\u005canna", "anna"),
    ("J\\u00fcrgen", "jürgen"), ("o'brien", "o'brien"),
  ])
  func `other names are kept without their domain`(written: String, name: String) {
    let decoded = flat(
      4624,
      #""TargetUserName":"\#(written)","TargetUserSid":"S-1-5-21-1-2-3-1104","LogonType":"3","#
        + #""IpAddress":"192.0.2.7""#
    )
    #expect(decoded.attempts.map(\.name) == [name])
  }

  @Test(arguments: [
    ("192.0.2.7", "WKS1", "192.0.2.7", "WKS1"),
    ("::ffff:192.0.2.7", "-", "192.0.2.7", nil),
    ("2001:db8::7", "", "2001:db8::7", nil),
    ("127.0.0.1", "WKS1", "wks1", nil),
    ("::1", "WKS1", "wks1", nil),
    ("::1", "-", nil, nil),
    ("-", "WKS1", "wks1", nil),
    ("", "-", nil, nil),
    ("0.0.0.0", "-", nil, nil),
    ("LOCAL", "WKS1", "wks1", nil),
  ])
  func `the source is the address, or else the name of the workstation`(
    address: String,
    workstation: String,
    source: String?,
    client: String?
  ) {
    let decoded = flat(
      4624,
      #""TargetUserName":"anna","LogonType":"2","IpAddress":"\#(address)","#
        + #""WorkstationName":"\#(workstation)""#
    )
    #expect(
      decoded.attempts == [
        ExampleAttempt(
          "anna",
          from: source,
          client: client,
          Outcome(.windowsLogon, .present, .disclosed, .accepted)
        )
      ]
    )
  }

  @Test
  func `a service that starts on its own machine is no attempt`() {
    let members = #""TargetUserName":"svc-backup","LogonType":"5","WorkstationName":"-""#
    #expect(flat(4624, members + #","IpAddress":"-""#).verdict == .notAttempt)
    #expect(flat(4624, members + #","IpAddress":"192.0.2.7""#).verdict == .attempt)
  }

  // MARK: Shapes

  @Test(arguments: ["4768", "\"4768\"", ##"{"#attributes":{"Qualifiers":0},"#text":4768}"##])
  func `the number may be a number, text or an object`(number: String) {
    let decoded = Decoded(
      ##"{"Event":{"System":{"Provider":{"#attributes":{"Name":"\##(Self.security)"}},"##
        + ##""EventID":\##(number),"TimeCreated":{"#attributes":{"SystemTime":"2026-03-02T07:00:00Z"}},"##
        + ##""Channel":"Security"},"EventData":{"TargetUserName":"anna","Status":"0x6","##
        + ##""IpAddress":"203.0.113.7"}}}"##,
      as: WindowsJSONFormat.self
    )
    #expect(decoded.attempts.map(\.name) == ["anna"])
  }

  @Test
  func `attributes beside their elements are read too`() {
    let decoded = Decoded(
      #"{"Event":{"System":{"Provider_attributes":{"Name":"\#(Self.security)"},"EventID":4768,"#
        + #""TimeCreated_attributes":{"SystemTime":"2026-03-02T07:00:00Z"}},"#
        + #""EventData":{"TargetUserName":"anna","Status":"0x6","IpAddress":"203.0.113.7"}}}"#,
      as: WindowsJSONFormat.self
    )
    #expect(decoded.attempts.map(\.name) == ["anna"])
  }

  @Test
  func `a number that only event.code carries is found`() {
    let decoded = Decoded(
      #"{"@timestamp":"2026-03-02T07:00:00Z","event":{"code":"4771"},"winlog":{"channel":"Security","#
        + #""event_data":{"TargetUserName":"anna","Status":"0x18","IpAddress":"203.0.113.7"}}}"#,
      as: WindowsJSONFormat.self
    )
    #expect(decoded.attempts.map(\.name) == ["anna"])
  }

  @Test(arguments: [
    ("Microsoft-Windows-Sysmon", "Microsoft-Windows-Sysmon/Operational", false),
    ("Microsoft-Windows-Sysmon", "Security", false),
    ("Microsoft-Windows-Security-Auditing", "ForwardedEvents", true),
    ("Microsoft-Windows-Security-Auditing", "security", true),
  ])
  func `the provider decides whose number it is`(provider: String, channel: String, isOurs: Bool) {
    let decoded = Decoded(
      #"{"EventID":4624,"SourceName":"\#(provider)","Channel":"\#(channel)","#
        + #""EventTime":"2026-03-02T07:00:00Z","TargetUserName":"anna","IpAddress":"192.0.2.7"}"#,
      as: WindowsJSONFormat.self
    )
    #expect(decoded.verdict == (isOurs ? .attempt : .notAttempt))
  }

  @Test
  func `sshd's own channel is read as sshd`() {
    let decoded = Decoded(
      #"{"@timestamp":"2026-03-02T07:00:00Z","winlog":{"event_id":4,"provider_name":"OpenSSH","#
        + #""channel":"OpenSSH/Operational","event_data":{"process":"sshd","#
        + #""payload":"Invalid user CORP\\oracle from 203.0.113.7 port 40022"}}}"#,
      as: WindowsJSONFormat.self
    )
    #expect(
      decoded.attempts == [
        ExampleAttempt(
          "corp\\oracle",
          from: "203.0.113.7",
          Outcome(.sshd, .absent, .hidden, .none)
        )
      ]
    )
  }

  // MARK: Time

  @Test
  func `a local time gets its zone from when the record was received`() {
    let members =
      #""TargetUserName":"anna","Status":"0x6","EventTime":"2026-03-02 08:12:59","#
      + #""EventReceivedTime":"2026-03-02 08:30:01""#
    // Half past five in the east: received at 03:00:02 UTC.
    let decoded = Decoded(
      #"{"EventID":4768,"SourceName":"\#(Self.security)","@timestamp":"2026-03-02T03:00:02Z",\#(members)}"#,
      as: WindowsJSONFormat.self
    )
    #expect(decoded.times == [EventTime(seconds: 1_772_419_379)])
    let alone = Decoded(
      #"{"EventID":4768,"SourceName":"\#(Self.security)",\#(members)}"#,
      as: WindowsJSONFormat.self
    )
    #expect(alone.times == [EventTime(seconds: 1_772_439_179, isZoneless: true)])
  }

  @Test
  func `a record that arrived late keeps its local time`() {
    let decoded = Decoded(
      #"{"EventID":4768,"SourceName":"\#(Self.security)","@timestamp":"2026-03-02T09:06:40Z","#
        + #""EventTime":"2026-03-02 08:12:59","EventReceivedTime":"2026-03-02 08:13:00","#
        + #""TargetUserName":"anna","Status":"0x6"}"#,
      as: WindowsJSONFormat.self
    )
    #expect(decoded.times == [EventTime(seconds: 1_772_439_179, isZoneless: true)])
  }

  // MARK: Broken input

  @Test(arguments: [
    (#"{"EventID":4768,"SourceName":"Microsoft-Windows-Security-Auditing"}"#, "missingTime"),
    (
      #"{"EventID":4768,"SourceName":"Microsoft-Windows-Security-Auditing","EventTime":"2026-03-02 07:00:00"}"#,
      "missingName"
    ),
    (
      #"{"EventID":4768,"SourceName":"Microsoft-Windows-Security-Auditing","EventTime":"2026-03-02 07:00:00","TargetUserName":"anna","Status":"six"}"#,
      "unknownShape"
    ),
    (#"{"EventID":4768,"SourceName":"Microsoft-Win"#, "brokenJSON"),
    (#"{"EventID":13,"SourceName":"Microsoft-Windows-Sysm"#, "brokenJSON"),
    (#"{"level":"info","message":"hello"}"#, "unknownShape"),
    ("hello", "brokenJSON"),
  ])
  func `a record that cannot be read says why`(record: String, reason: String) {
    guard case .notUnderstood(let found) = Decoded(record, as: WindowsJSONFormat.self).verdict
    else {
      Issue.record("understood: \(record)")
      return
    }
    #expect("\(found)" == reason)
  }

  @Test
  func `20,000 mutated records do not crash and each gets a verdict`() {
    var random = SeededRandom(seed: 4625)
    let examples = WindowsJSONFormat.facts.examples.map { Array($0.record.utf8) }
    let marks = Array("\"\\{}[]:,-0x$9".utf8)
    var block: [UInt8] = []
    for round in 0..<20_000 {
      var record = examples[round % examples.count]
      for _ in 0..<Int.random(in: 1...5, using: &random) {
        let index = Int.random(in: record.indices, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: record.remove(at: index)
        case 1: record.insert(marks[Int.random(in: marks.indices, using: &random)], at: index)
        case 2: record[index] = UInt8.random(in: 0x0b ... .max, using: &random)
        default: record.removeSubrange(index..<min(record.count, index + 20))
        }
      }
      block += record.map { $0 == 0x0a ? 0x20 : $0 } + [0x0a]
    }
    let log = DecodedLog(block, as: WindowsJSONFormat.self)
    #expect(log.tally.records == 20_000)
    #expect(log.tally.attempts > 1_000)
    #expect(log.notUnderstood > 1_000)
  }

  // MARK: Whole logs

  @Test
  func `the example file holds an office and one slow roll call`() throws {
    let log = DecodedLog(
      try WindowsSamples.example("security-winlogbeat.jsonl"),
      as: WindowsJSONFormat.self
    )
    #expect(log.tally.records == 192)
    #expect(log.notUnderstood == 0)
    let asked = log.attempts.filter { $0.source == "203.0.113.77" }
    #expect(asked.count == 34)
    #expect(asked.filter { $0.outcome.existence == .absent }.count == 30)
    #expect(
      Set(asked.filter { $0.outcome.existence == .present }.map(\.name)) == [
        "berta.lang", "emil.ott", "jana.ulrich", "karl.vogt",
      ]
    )
  }

  @Test
  func `the Kerberos run is 46 absent names from one address`() throws {
    guard let file = try WindowsSamples.shared("windows-json", "4768-4771") else { return }
    try WindowsExpectations.kerberosRun(DecodedLog(file, as: WindowsJSONFormat.self))
  }

  @Test
  func `JSON and binary logs of the same events give the same attempts`() throws {
    guard SharedData.find("logs/windows-json") != nil else { return }
    for (part, attempts, expected) in WindowsExpectations.samples {
      let text = try #require(try WindowsSamples.shared("windows-json", part))
      let binary = try #require(try WindowsSamples.shared("windows-evtx", part))
      let fromText = DecodedLog(text, as: WindowsJSONFormat.self)
      let fromBinary = DecodedLog(binary, as: WindowsEVTXFormat.self)
      #expect(fromText.notUnderstood == 0, "\(part)")
      #expect(fromText.attempts.count == attempts, "\(part)")
      #expect(fromText.attempts == fromBinary.attempts, "\(part)")
      #expect(fromText.times == fromBinary.times, "\(part)")
      #expect(fromText.tally.records == fromBinary.tally.records, "\(part)")
      if let expected { #expect(fromText.attempts.first == expected, "\(part)") }
    }
  }

  /// 160 MB unpacked: a debug build reads the smallest only.
  private static let hosts: [(String, records: Int, attempts: Int)] = {
    let smallest = [("covenant", 5504, 4)]
    #if DEBUG
    return smallest
    #else
    return smallest + [
      ("cmd_dumping", 16843, 0), ("dcsync", 8465, 1), ("backupkeys", 7887, 1),
      ("scm_dll", 14722, 4),
    ]
    #endif
  }()

  @Test(arguments: hosts)
  func `hosts without a roll call give few attempts and no riddles`(
    part: String,
    records: Int,
    attempts: Int
  ) throws {
    guard let file = try WindowsSamples.shared("windows-json", "otrf", part) else { return }
    #expect(LogFormats.detect(file.span.extracting(0..<65536))?.format.facts.id == "windows-json")
    let log = DecodedLog(file, as: WindowsJSONFormat.self)
    #expect(log.tally.records == records)
    #expect(log.notUnderstood == 0)
    #expect(log.attempts.count == attempts)
    #expect(Set(log.attempts.map(\.name)).isSubset(of: ["pgustavo"]))
    #expect(log.times.allSatisfy { !$0.isZoneless })
  }
}
