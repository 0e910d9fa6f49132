import LogBytes
import Model

/// Keycloak's server log: text lines, JSON console lines, or stored events one a line.
package struct KeycloakLogFormat: LogFormat {
  package static let facts = FormatFacts(
    id: "keycloak-log",
    title: "Keycloak server log",
    framing: .lines,
    services: KeycloakService.facts,
    examples: [
      FormatExample(
        #"2026-03-02 07:12:09,120 WARN  [org.keycloak.events] (executor-thread-3) type="LOGIN_ERROR", realmId="office", realmName="office", clientId="intranet", userId="null", ipAddress="203.0.113.7", error="user_not_found", auth_method="openid-connect", auth_type="code", redirect_uri="https://intranet.corp.example/", username="Oracle""#,
        ExampleAttempt(
          "oracle",
          from: "203.0.113.7",
          Outcome(.keycloakLogin, .absent, .hidden, .none)
        )
      ),
      FormatExample(
        "2026-03-02 07:13:00,004+01:00 WARN  [org.keycloak.events] (default task-8) type=LOGIN_ERROR, realmId=office, clientId=intranet, userId=7b1f0d4e-0000-4000-8000-000000000001, ipAddress=198.51.100.4, error=invalid_user_credentials, auth_method=openid-connect, custom='two words', username=anna.keller, authSessionTabId=Xk2",
        ExampleAttempt(
          "anna.keller",
          from: "198.51.100.4",
          Outcome(.keycloakLogin, .present, .hidden, .wrong)
        )
      ),
      FormatExample(
        #"{"timestamp":"2026-03-02T07:14:00.120Z","sequence":71,"loggerName":"org.keycloak.events","level":"WARN","message":"type=\"RESET_PASSWORD_ERROR\", realmId=\"office\", clientId=\"account\", userId=\"null\", ipAddress=\"2001:db8::7\", error=\"user_not_found\", username=\"oracle@corp.example\"","threadName":"executor-thread-3"}"#,
        ExampleAttempt(
          "oracle@corp.example",
          from: "2001:db8::7",
          Outcome(.keycloakReset, .absent, .undetermined, .none)
        )
      ),
      FormatExample(
        #"{"time":1772435529120,"type":"SEND_RESET_PASSWORD","realmId":"office","clientId":"account","ipAddress":"203.0.113.7","details":{"email":"ben.ode@corp.example","username":"ben.ode"}}"#,
        ExampleAttempt(
          "ben.ode",
          from: "203.0.113.7",
          Outcome(.keycloakReset, .present, .hidden, .none)
        )
      ),
      FormatExample(
        "2026-03-02 07:00:01,001 INFO  [io.quarkus] (main) Keycloak started in 6.102s.",
        nil
      ),
    ]
  )

  package static func confidence(in sample: Span<UInt8>) -> Double {
    if sample.firstIndex(of: "org.keycloak.events", from: 0) != nil { return 0.97 }
    // Events of our own alone, as somebody's filter leaves them; quotes may be escaped in JSON.
    if sample.firstIndex(of: "type=LOGIN", from: 0) != nil
      || sample.firstIndex(of: "type=\"LOGIN", from: 0) != nil,
      sample.firstIndex(of: "realmId=", from: 0) != nil
    {
      return 0.9
    }
    if sample.has("{", at: 0), sample.firstIndex(of: "\"realmId\"", from: 0) != nil,
      sample.firstIndex(of: "\"type\"", from: 0) != nil
    {
      return 0.8
    }
    return sample.firstIndex(of: "[org.keycloak.", from: 0) != nil ? 0.6 : 0
  }

  private var reader = KeycloakLineReader()
  private var storedEvent = KeycloakStoredEvent()

  package init(context: FormatContext) {}

  package mutating func decode(
    _ record: Span<UInt8>,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    switch reader.read(record) {
    case .text(let range, let time):
      return KeycloakMessage.event(record, in: range).add(record, time: time, to: &sink)
    case .wrapped(let time):
      let text = reader.message.span
      return KeycloakMessage.event(text, in: text.indices).add(text, time: time, to: &sink)
    case .stored: return storedEvent.decode(record, into: &sink)
    case .other: return .notAttempt
    case .broken: return .notUnderstood(.brokenJSON)
    }
  }
}
