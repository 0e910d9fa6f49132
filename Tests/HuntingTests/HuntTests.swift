import Foundation
import Model
import Scan
import Sigma
import Testing

@testable import Hunting

/// Rules run over logs in a temporary folder.
struct HuntTests {
  private final class Logs {
    let path: String

    init(_ files: [String: String]) throws {
      path = FileManager.default.temporaryDirectory.path + "/rollcall-hunt-" + UUID().uuidString
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      for (name, text) in files {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
      }
    }

    deinit {
      // Left for the system to clear away if it fails.
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  private static func hunt(
    _ rules: String,
    in files: [String: String],
    threads: Int = 2,
    limit: Int? = nil
  ) async throws -> HuntReport {
    let logs = try Logs(files)
    let read = RuleReader().read(rules, file: "r.yml")
    try #require(read.errors.isEmpty, "\(read.errors.map(\.text))")
    let (plan, errors) = HuntPlan.make(read.rules)
    try #require(errors.isEmpty, "\(errors.map(\.text))")
    let options = ScanOptions(paths: [logs.path], threads: threads)
    return try await HuntRun(plan, options, lineLimit: limit).run()
  }

  private static func rule(_ logSource: String, _ selection: String) -> String {
    "title: t\nlogsource: {\(logSource)}\ndetection:\n  sel: {\(selection)}\n  condition: sel\n"
  }

  private static let shapes = [
    ##"{"Event":{"System":{"Provider":{"#attributes":{"Name":"P"}},"EventID":4625,"Channel":"Security","TimeCreated":{"#attributes":{"SystemTime":"2026-03-02T07:12:09.120Z"}}},"EventData":{"TargetUserName":"CORP\\anna","SubStatus":"0xc000006a"}}}"##,
    #"{"EventTime":"2026-03-02 07:12:09","EventID":4625,"SourceName":"P","Channel":"Security","TargetUserName":"CORP\\anna"}"#,
    #"{"@timestamp":"2026-03-02T07:12:09.000Z","event_id":4625,"log_name":"Security","source_name":"Microsoft-Windows-Security-Auditing","event_data":{"TargetUserName":"CORP\\anna"}}"#,
    #"{"@timestamp":"2026-03-02T07:12:09.000Z","event":{"code":"4625"},"winlog":{"channel":"Security","event_id":"4625","event_data":{"TargetUserName":"CORP\\anna"}}}"#,
  ]

  @Test(arguments: shapes)
  func `a Windows rule reads every shape of JSON, and says line and byte`(shape: String)
    async throws
  {
    let other = shape.replacingOccurrences(of: "4625", with: "4624")
    let rule = Self.rule(
      "product: windows, service: security",
      #"EventID: 4625, TargetUserName|endswith: '\anna'"#
    )
    let report = try await Self.hunt(rule, in: ["w.jsonl": "\(other)\n\(shape)\n"])
    let hunt = try #require(report.hunts.first)
    #expect(hunt.count == 1)
    #expect(hunt.eventCount == 2)
    let line = try #require(hunt.lines.first)
    #expect(line.line == 2)
    #expect(line.byteOffset == UInt64(other.utf8.count + 1))
    #expect(line.text == shape)
    #expect(line.time?.rfc3339.hasPrefix("2026-03-02T07:12:09") == true)
  }

  private static func sshd(_ second: Int, _ name: String, _ address: String) -> String {
    let time =
      "2026-03-02T08:\(second / 60 < 10 ? "0" : "")\(second / 60):\(second % 60 < 10 ? "0" : "")\(second % 60)Z"
    return "\(time) gate sshd[1]: Invalid user \(name) from \(address) port 40022\n"
  }

  private static let count = """
    title: misses
    name: miss
    logsource: {category: authentication}
    detection:
      sel: {rollcall.existence: absent}
      condition: sel
    ---
    title: many
    correlation:
      type: value_count
      rules: miss
      group-by: source.ip
      timespan: 60s
      condition: {gte: 3, field: user.name}
    """

  @Test(arguments: [([0, 30, 60], 1), ([0, 30, 61], 0), ([0, 30], 0), ([60, 0, 30], 1)])
  func `a correlation over attempts counts names in a window that slides`(
    seconds: [Int],
    groups: Int
  ) async throws {
    let log = seconds.enumerated().map { Self.sshd($1, "name\($0)", "203.0.113.7") }.joined()
    let report = try await Self.hunt(Self.count, in: ["auth.log": log])
    #expect(report.hunts.map(\.title) == ["many"])
    #expect(report.hunts.first?.groups.count == groups)
    if groups == 1 {
      #expect(report.hunts.first?.groups.first?.fields.map(\.value) == ["203.0.113.7"])
      #expect(report.hunts.first?.groups.first?.lines.compactMap(\.line).sorted() == [1, 2, 3])
    }
  }

  @Test
  func `one name three times is one value, and two files are one stream of time`() async throws {
    let same = (0..<3).map { Self.sshd($0, "oracle", "203.0.113.7") }.joined()
    #expect(try await Self.hunt(Self.count, in: ["a.log": same]).hunts.first?.count == 0)
    let report = try await Self.hunt(
      Self.count,
      in: [
        "b.log": Self.sshd(50, "a", "203.0.113.7") + Self.sshd(10, "b", "203.0.113.7"),
        "a.log": Self.sshd(30, "c", "203.0.113.7"),
      ]
    )
    #expect(report.hunts.first?.count == 1)
  }

  @Test(arguments: [1, 2, 3])
  func `the number of workers changes nothing`(threads: Int) async throws {
    let log = (0..<400).map { number in
      Self.sshd(number % 50, "n\(number % 7)", "203.0.113.\(number % 11)")
    }.joined()
    let report = try await Self.hunt(Self.count, in: ["auth.log": log], threads: threads)
    #expect(report.hunts.first?.groups.count == 11)
    #expect(report.hunts.first?.groups.map(\.peak) == Array(repeating: 7, count: 11))
  }

  private static let failures = """
    title: failures
    name: failure
    logsource: {product: linux}
    detection:
      sel: ['Failed password']
      condition: sel
    ---
    title: many
    correlation: {type: event_count, rules: failure, timespan: 60s, condition: {gte: 3}}
    """

  @Test(arguments: [
    (["Mar  2 07:12:09", "Mar  2 07:12:59", "Mar  2 07:13:09"], 1),
    (["Mar  2 07:12:09", "Mar  2 07:12:59", "Mar  2 07:13:10"], 0),
    (["Mar  2 07:13:09", "Mar  2 07:12:09", "Mar  2 07:12:59"], 1),
    (["Dec 31 23:59:30", "Dec 31 23:59:59", "Jan  1 00:00:30"], 1),
    (["Dec 31 23:59:29", "Dec 31 23:59:59", "Jan  1 00:00:30"], 0),
  ])
  func `lines of syslog without a year are brought together, over New Year too`(
    times: [String],
    groups: Int
  ) async throws {
    let log = times.map {
      "\($0) gate sshd[1]: Failed password for ada from 192.0.2.1 port 1 ssh2\n"
    }.joined()
    let report = try await Self.hunt(Self.failures, in: ["auth.log": log])
    let many = try #require(report.hunts.first { $0.title == "many" })
    #expect(many.unplacedCount == 0)
    #expect(many.groups.count == groups)
    #expect(many.firstTime.map { $0.rfc3339 > "2020" } ?? true)
  }

  private static let access =
    #"198.51.100.4 - - [02/Mar/2026:10:00:00 +0000] "GET /wp-json/wp/v2/users?page=2 HTTP/1.1" 200 91 "https://s.example/?q=site:corp" "nikto/2" "#
    + "\n"

  @Test(arguments: [
    ("url.path: /wp-json/wp/v2/users", true), ("cs-uri-query|startswith: page", true),
    ("cs-method: POST", false), ("sc-status|gte: 200", true), ("c-ip|cidr: 198.51.100.0/24", true),
    ("user_agent.original|contains: NIKTO", true), ("cs-referer|contains: 'site:'", true),
  ])
  func `a web rule reads the fields of an access line`(selection: String, holds: Bool) async throws
  {
    let rule = Self.rule("category: webserver", selection)
    let report = try await Self.hunt(rule, in: ["access.log": Self.access])
    #expect(report.hunts.first?.count == (holds ? 1 : 0))
  }

  @Test
  func `Entra is read in its own and in Sentinel's names`() async throws {
    let records = [
      #"{"time":"2026-03-02T07:13:00Z","category":"NonInteractiveUserSignInLogs","resultType":"50034","properties":{"createdDateTime":"2026-03-02T07:12:58Z","userPrincipalName":"a@corp.example","ipAddress":"192.0.2.1","status":{"errorCode":50034}}}"#,
      #"{"TimeGenerated":"2026-03-02T07:19:00Z","Category":"SignInLogs","ResultType":"50034","CreatedDateTime":"2026-03-02T07:14:00Z","IPAddress":"192.0.2.1","UserPrincipalName":"b@corp.example"}"#,
    ]
    let rule = Self.rule(
      "product: azure, service: signinlogs",
      "ResultType: 50034, IPAddress: 192.0.2.1, UserPrincipalName: '*@corp.example'"
    )
    let report = try await Self.hunt(rule, in: ["e.ndjson": records.joined(separator: "\n")])
    #expect(report.hunts.first?.count == 2)
  }

  @Test
  func `a rule for records that no log here holds is not run, and says so`() async throws {
    let rule = Self.rule("product: windows", "EventID: 1")
    let report = try await Self.hunt(rule, in: ["auth.log": Self.sshd(0, "a", "192.0.2.1")])
    #expect(report.hunts.first?.eventCount == 0)
    #expect(
      report.hunts.first.map { HuntText(showsText: false).text(of: $0) }?.contains("not run")
        == true
    )
  }

  @Test(arguments: [
    "group-by: TargetUserName", "group-by: source.ip\n  aliases: {source.ip: {one: IpAddress}}",
  ])
  func `a correlation by a field that the records do not have is refused`(group: String) {
    let rules =
      "name: one\n" + Self.rule("category: authentication", "user.name: ada") + "---\n"
      + "title: many\ncorrelation:\n  type: event_count\n  rules: one\n  \(group)\n"
      + "  timespan: 1m\n  condition: {gte: 2}\n"
    let read = RuleReader().read(rules, file: "r.yml")
    let (plan, errors) = HuntPlan.make(read.rules)
    #expect(read.errors.isEmpty, "\(read.errors)")
    #expect(errors.count == 1)
    #expect(errors.first?.text.contains("have no field") == true, "\(errors)")
    #expect(plan.rules.rules.map(\.key) == ["one"])
  }

  @Test(arguments: [
    ("product: macos", "A: x", "product macos"),
    ("product: windows, service: frob", "A: x", "frob"),
    ("category: authentication", "TargetUserName: x", "TargetUserName"),
    ("category: webserver", "EventID: x", "EventID"),
  ])
  func `records and fields that are not known are refused`(
    logSource: String,
    selection: String,
    message: String
  ) {
    let rules = RuleReader().read(Self.rule(logSource, selection), file: "r.yml").rules
    let errors = HuntPlan.make(rules).errors
    #expect(errors.count == 1)
    #expect(errors.first?.text.hasPrefix("r.yml:1:") == true)
    #expect(errors.first?.text.contains(message) == true)
  }
}
