import Foundation
import LogBytes
import LogFormats
import Model
import Testing

struct KeycloakTests {
  private static let prefix =
    "2026-03-02 07:12:09,120 WARN  [org.keycloak.events] (executor-thread-3) "

  @Test(arguments: [
    ("LOGIN", "", Outcome(.keycloakLogin, .present, .disclosed, .accepted)),
    ("LOGIN_ERROR", "user_not_found", Outcome(.keycloakLogin, .absent, .hidden, .none)),
    ("LOGIN_ERROR", "invalid_user_credentials", Outcome(.keycloakLogin, .present, .hidden, .wrong)),
    ("LOGIN_ERROR", "user_disabled", Outcome(.keycloakLogin, .present, .hidden, .blocked)),
    (
      "LOGIN_ERROR", "user_temporarily_disabled",
      Outcome(.keycloakLogin, .present, .hidden, .blocked)
    ),
    (
      "RESET_PASSWORD_ERROR", "user_not_found",
      Outcome(.keycloakReset, .absent, .undetermined, .none)
    ),
    ("SEND_RESET_PASSWORD", "", Outcome(.keycloakReset, .present, .hidden, .none)),
    ("REGISTER_ERROR", "username_in_use", Outcome(.keycloakRegister, .present, .disclosed, .none)),
    ("LOGIN_ERROR", "expired_code", nil), ("CODE_TO_TOKEN", "", nil), ("LOGOUT", "", nil),
    ("REGISTER_ERROR", "invalid_registration", nil), ("REGISTER", "", nil),
  ])
  func `type and error decide, with quotes and without`(
    type: String,
    error: String,
    outcome: Outcome?
  ) {
    let attempts = outcome.map { [ExampleAttempt("x", from: "192.0.2.1", $0)] } ?? []
    let plainError = error.isEmpty ? "" : ", error=\(error)"
    let plain =
      "type=\(type), realmId=r, clientId=c, userId=null, ipAddress=192.0.2.1\(plainError), auth_type=code, username=x"
    #expect(Decoded(Self.prefix + plain, as: KeycloakLogFormat.self).attempts == attempts)
    let quotedError = error.isEmpty ? "" : ", error=\"\(error)\""
    let quoted =
      #"type="\#(type)", realmId="r", userId="null", ipAddress="192.0.2.1"\#(quotedError), username="x", authSessionTabId="t""#
    #expect(Decoded(Self.prefix + quoted, as: KeycloakLogFormat.self).attempts == attempts)
    let storedError = error.isEmpty ? "" : #""error":"\#(error)","#
    let stored =
      #"{"time":1772435529120,"type":"\#(type)","ipAddress":"192.0.2.1",\#(storedError)"details":{"username":"x"}}"#
    #expect(Decoded(stored, as: KeycloakLogFormat.self).attempts == attempts)
    #expect(Decoded("[\(stored)]", as: KeycloakEventsFormat.self).attempts == attempts)
  }

  @Test
  func `an address in use is named by the address`() {
    let record =
      Self.prefix
      + #"type="REGISTER_ERROR", ipAddress="192.0.2.1", error="email_in_use", username="new", email="a@corp.example""#
    #expect(Decoded(record, as: KeycloakLogFormat.self).attempts.first?.name == "a@corp.example")
  }

  @Test(arguments: [
    (#"username="o\"brien, jr""#, #"o"brien, jr"#), (#"username="corp\anna""#, #"corp\anna"#),
    (#"username="x", error="user_not_found", ipAddress="198.51.100.9"#, "x"),
    ("username='anna keller'", "anna keller"),
    ("username=anna, error=x, ipAddress=198.51.100.9", "anna"),
  ])
  func `a name cannot change what stands before it`(field: String, name: String) {
    let record =
      Self.prefix
      + #"type="LOGIN_ERROR", ipAddress="192.0.2.1", error="invalid_user_credentials", "# + field
    let attempt = Decoded(record, as: KeycloakLogFormat.self).attempts.first
    #expect(attempt?.name == name)
    #expect(attempt?.source == "192.0.2.1")
    #expect(attempt?.outcome.existence == .present)
  }

  @Test(arguments: [
    ("2026-03-02 07:12:09,120 WARN ", true), ("2026-03-02 07:12:09,120+0000 WARN ", false),
    ("2026-03-02T08:12:09.120+01:00 WARN ", false),
    ("auth-1  | 2026-03-02 07:12:09,120 WARN ", true),
  ])
  func `the time is found with a zone, without, and behind a container's name`(
    start: String,
    isZoneless: Bool
  ) {
    let record = start + "[org.keycloak.events] (t) type=LOGIN, ipAddress=192.0.2.1, username=x"
    #expect(
      Decoded(record, as: KeycloakLogFormat.self).times
        == [EventTime(seconds: 1_772_435_529, milliseconds: 120, isZoneless: isZoneless)]
    )
  }

  @Test
  func `a JSON console line carries the event in its message`() {
    let record =
      #"{"@timestamp":"2026-03-02T07:12:09.120Z","log.level":"WARN","message":"type=\"LOGIN_ERROR\", ipAddress=\"192.0.2.1\", error=\"user_not_found\", username=\"x\""}"#
    let decoded = Decoded(record, as: KeycloakLogFormat.self)
    #expect(
      decoded.attempts
        == [
          ExampleAttempt("x", from: "192.0.2.1", Outcome(.keycloakLogin, .absent, .hidden, .none))
        ]
    )
    #expect(decoded.times == [EventTime(seconds: 1_772_435_529, milliseconds: 120)])
  }

  @Test(arguments: [
    (
      "07:12:09,120 WARN  [org.keycloak.events] (t) type=LOGIN, username=x",
      RecordVerdict.notUnderstood(.missingTime)
    ),
    (prefix + "type=LOGIN, ipAddress=192.0.2.1", .notUnderstood(.missingName)),
    ("\tat org.example.Main(Main.java:1)", .notAttempt), (prefix, .notAttempt),
    (prefix + "type=", .notAttempt), (#"{"time":1"#, .notUnderstood(.brokenJSON)),
    (#"{"a":1}"#, .notUnderstood(.unknownShape)),
    (#"{"time":-1,"type":"LOGIN","details":{"username":"x"}}"#, .notUnderstood(.missingTime)),
  ])
  func `a line that holds no event says why`(line: String, verdict: RecordVerdict) {
    #expect(Decoded(line, as: KeycloakLogFormat.self).verdict == verdict)
  }

  @Test
  func `mutated records get one verdict each`() {
    expectVerdicts(ofMutated: KeycloakLogFormat.self, count: 10_000)
    expectVerdicts(ofMutated: KeycloakEventsFormat.self, count: 10_000)
  }

  @Test
  func `lines of another project's tests decode as it expects`() throws {
    guard let file = SharedData.find("conformance/crowdsec-lines.jsonl.gz") else { return }
    var lines = 0
    for row in try gunzippedLines(of: file) where row["log_type"] as? String == "keycloak" {
      lines += 1
      let line = try #require(row["raw_line"] as? String)
      let expected = try #require(row["expected"] as? [String: Any])
      let decoded = Decoded(line, as: KeycloakLogFormat.self)
      let attempt = try #require(decoded.attempts.first)
      #expect(attempt.name == expected["user"] as? String)
      #expect(attempt.source == expected["ip"] as? String)
      let time = decoded.times.first.map {
        Timestamp(millisecondsSince1970: Int64($0.seconds) * 1000 + Int64($0.milliseconds))
      }
      #expect(time?.rfc3339 == expected["time"] as? String)
    }
    #expect(lines == 7)
  }
}
