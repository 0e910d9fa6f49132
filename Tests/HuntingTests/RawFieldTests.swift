import Foundation
import Model
import Scan
import Sigma
import Testing

@testable import Hunting

/// Fields of records in the forms that their logs have.
struct RawFieldTests {
  private static let fixtures =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().path + "/Fixtures"

  private static func hunt(
    _ logSource: String,
    _ selection: String,
    _ paths: [String]
  ) async throws -> HuntResult {
    let text =
      "title: t\nlogsource: {\(logSource)}\ndetection:\n  sel: \(selection)\n  condition: sel\n"
    let read = RuleReader().read(text, file: "r.yml")
    try #require(read.errors.isEmpty, "\(read.errors.map(\.text))")
    let (plan, errors) = HuntPlan.make(read.rules)
    try #require(errors.isEmpty, "\(errors.map(\.text))")
    let report = try await HuntRun(plan, ScanOptions(paths: paths, threads: 2)).run()
    #expect(report.unreadRecords == 0)
    return try #require(report.hunts.first)
  }

  private static func hunt(
    _ logSource: String,
    _ selection: String,
    in name: String,
    _ log: String
  ) async throws -> HuntResult {
    let folder = FileManager.default.temporaryDirectory.path + "/rollcall-raw-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // Left for the system to clear away if it fails.
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(log.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
    return try await hunt(logSource, selection, [folder])
  }

  private static let keycloak = """
    2026-03-02 07:00:01,001 INFO  [io.quarkus] (main) Keycloak started in 6.102s.
    2026-03-02 07:12:09,120 WARN  [org.keycloak.events] (executor-thread-3) type="LOGIN_ERROR", realmId="office", clientId="intranet", userId="null", ipAddress="203.0.113.7", error="user_not_found", auth_method="openid-connect", redirect_uri="https://intranet.corp.example/", username="Ora\\"cle"
    2026-03-02 07:13:00,004+01:00 WARN  [org.keycloak.events] (default task-8) type=LOGIN_ERROR, realmId=office, clientId=intranet, userId=7b1f0d4e-0000-4000-8000-000000000001, ipAddress=198.51.100.4, error=invalid_user_credentials, custom='two words', username=anna.keller
    {"timestamp":"2026-03-02T07:14:00.120Z","sequence":71,"loggerName":"org.keycloak.events","level":"WARN","message":"type=\\"RESET_PASSWORD_ERROR\\", realmId=\\"office\\", clientId=\\"account\\", userId=\\"null\\", ipAddress=\\"2001:db8::7\\", error=\\"user_not_found\\", username=\\"oracle@corp.example\\"","threadName":"executor-thread-3"}
    {"time":1772435529120,"type":"SEND_RESET_PASSWORD","realmId":"office","clientId":"account","ipAddress":"203.0.113.7","details":{"email":"ben.ode@corp.example","username":"ben.ode"}}

    """

  @Test(arguments: [
    ("{type: LOGIN_ERROR}", 2, "2026-03-02T06:13:00.004Z"),
    ("{error: user_not_found, clientId: account}", 1, "2026-03-02T07:14:00.120Z"),
    (#"{username: 'ora"cle'}"#, 1, "2026-03-02T07:12:09.120Z"),
    ("{custom: two words}", 1, "2026-03-02T06:13:00.004Z"),
    ("{details.auth_method: openid-connect}", 1, "2026-03-02T07:12:09.120Z"),
    ("{userId: null, error: user_not_found}", 2, "2026-03-02T07:12:09.120Z"),
    ("{username: ben.ode}", 1, "2026-03-02T07:12:09.120Z"),
    ("[intranet.corp]", 1, "2026-03-02T07:12:09.120Z"),
    ("{ipAddress|cidr: '203.0.113.0/24'}", 2, "2026-03-02T07:12:09.120Z"),
  ])
  func `Keycloak's server log has the fields of stored events, in every form`(
    selection: String,
    count: Int,
    time: String
  ) async throws {
    let hunt = try await Self.hunt("product: keycloak", selection, in: "kc.log", Self.keycloak)
    #expect(hunt.count == count)
    #expect(hunt.firstTime?.rfc3339 == time)
    // The start of the server is no event.
    #expect(hunt.eventCount == 4)
  }

  private static let portal =
    "\u{feff}\"Date (UTC)\",\"Request ID\",\"User agent\",\"User\",\"Username\",\"Application\",\"Application ID \",\"IP address\",\"Location\",\"Status\",\"Sign-in error code\",\"Failure reason\",\"Client app\"\n"
    + "2026-03-02T07:12:09Z,r1,\"Mozilla/5.0 (X11; \"\"Linux\"\")\",oracle@corp.example,oracle@corp.example,Mail,6b2c,203.0.113.7,\"Bern, Bern, CH\",Failure,50034,\"The user does not exist,\nor not here.\",Browser\n"
    + "2026-03-02T07:13:09Z,r2,,Anna,anna.keller@corp.example,Mail,6b2c,198.51.100.4,\"Bern, Bern, CH\",Success,0,,Browser\n"

  @Test(arguments: [
    ("{ResultType: 50034}", 1), ("{'Sign-in error code': 50034}", 1),
    ("{status.errorCode: '50034'}", 1), ("{userPrincipalName|startswith: anna}", 1),
    ("{AppDisplayName: mail, AppId: 6b2c}", 2), (#"{UserAgent|contains: '"Linux"'}"#, 1),
    ("{UserAgent: null}", 1), ("{Location: 'Bern, Bern, CH'}", 2),
    ("{ResultDescription|endswith: 'or not here.'}", 1), ("{IPAddress|cidr: 203.0.113.0/24}", 1),
    ("[oracle@corp]", 1),
  ])
  func `the portal's CSV has the fields of Log Analytics`(selection: String, count: Int)
    async throws
  {
    let hunt = try await Self.hunt(
      "product: azure, service: signinlogs",
      selection,
      in: "signins.csv",
      Self.portal
    )
    #expect(hunt.count == count)
    #expect(hunt.eventCount == 2)
    #expect(hunt.lastTime == nil || hunt.lastTime?.rfc3339.hasPrefix("2026-03-02T07:1") == true)
  }

  @Test
  func `a row of CSV is cited with the line that it begins on`() async throws {
    let hunt = try await Self.hunt(
      "product: azure, service: signinlogs",
      "{ResultType: 0}",
      in: "signins.csv",
      Self.portal
    )
    #expect(hunt.lines.map(\.line) == [4])
    #expect(hunt.lines.first?.text.hasPrefix("2026-03-02T07:13:09Z,r2,") == true)
  }

  private static let userData = [
    ##"{"Event":{"System":{"Provider":{"#attributes":{"Name":"P"}},"EventID":1102,"Channel":"Security","TimeCreated":{"#attributes":{"SystemTime":"2026-03-02T09:00:01Z"}}},"UserData":{"LogFileCleared":{"#attributes":{"xmlns":"e"},"SubjectUserName":"oracle.dba","SubjectDomainName":"CORP"}}}}"##,
    ##"{"Event":{"System":{"Provider":{"#attributes":{"Name":"P"}},"EventID":1149,"Channel":"Security","TimeCreated":{"#attributes":{"SystemTime":"2026-03-02T09:00:02Z"}}},"UserData":{"EventXML_attributes":{"xmlns":"E"},"EventXML":{"Param1":"anna.keller","Param2":"CORP","Param3":"203.0.113.77"}}}}"##,
  ]

  @Test(arguments: [
    ("{EventID: 1102, SubjectUserName|startswith: Oracle}", 1), ("{Param1: anna.keller}", 1),
    ("{Param3|cidr: '203.0.113.0/24', EventID: 1149}", 1), ("{SubjectUserName: anna.keller}", 0),
    ("{Param2: corp}", 1), ("{SubjectDomainName: null, EventID: 1149}", 1),
  ])
  func `user data is read by name, in EVTX and in JSON`(selection: String, count: Int)
    async throws
  {
    let logSource = "product: windows, service: security"
    let binary = try await Self.hunt(
      logSource,
      selection,
      [Self.fixtures + "/user-data.evtx.gz"]
    )
    #expect(binary.count == count)
    #expect(binary.eventCount == 2)
    let json = try await Self.hunt(
      logSource,
      selection,
      in: "w.jsonl",
      Self.userData.joined(separator: "\n") + "\n"
    )
    #expect(json.count == count)
  }

  @Test(arguments: [("[oracle.DBA]", 1), ("['203.0.113']", 1), ("[nobody]", 0), ("[CORP]", 2)])
  func `keywords are found among the values of EVTX`(selection: String, count: Int) async throws {
    let hunt = try await Self.hunt(
      "product: windows",
      selection,
      [Self.fixtures + "/user-data.evtx.gz"]
    )
    #expect(hunt.count == count)
  }

  @Test(arguments: ["category: authentication", "product: rollcall, category: finding"])
  func `keywords are refused where records have no text`(logSource: String) {
    let text =
      "title: t\nlogsource: {\(logSource)}\ndetection:\n  sel: [word]\n  condition: sel\n"
    let errors = HuntPlan.make(RuleReader().read(text, file: "r.yml").rules).errors
    #expect(errors.map(\.text).first?.contains("keywords") == true)
  }
}
