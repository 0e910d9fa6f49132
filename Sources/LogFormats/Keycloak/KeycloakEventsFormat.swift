import LogBytes
import Model

/// Keycloak's stored events in a JSON array, from the admin API or an export.
package struct KeycloakEventsFormat: LogFormat {
  package static let facts = FormatFacts(
    id: "keycloak-events",
    title: "Keycloak stored events as a JSON array",
    framing: .jsonArray,
    services: KeycloakService.facts,
    examples: [
      FormatExample(
        #"[{"id":"0b8f0c6e-0000-4000-8000-000000000001","time":1772435529120,"type":"LOGIN_ERROR","realmId":"office","clientId":"intranet","userId":null,"sessionId":null,"ipAddress":"203.0.113.7","error":"user_not_found","details":{"auth_method":"openid-connect","auth_type":"code","username":"Oracle"}}]"#,
        ExampleAttempt(
          "oracle",
          from: "203.0.113.7",
          Outcome(.keycloakLogin, .absent, .hidden, .none)
        )
      ),
      FormatExample(
        """
        [
          {
            "time": 1772435569120,
            "type": "REGISTER_ERROR",
            "realmId": "office",
            "clientId": "intranet",
            "ipAddress": "2001:db8::7",
            "error": "email_in_use",
            "details": { "register_method": "form", "username": "x1", "email": "anna.keller@corp.example" }
          }
        ]
        """,
        ExampleAttempt(
          "anna.keller@corp.example",
          from: "2001:db8::7",
          Outcome(.keycloakRegister, .present, .disclosed, .none)
        )
      ),
      FormatExample(
        #"[{"time":1772435529120,"type":"CODE_TO_TOKEN","realmId":"office","clientId":"intranet","ipAddress":"198.51.100.4","details":{"token_id":"1"}}]"#,
        nil
      ),
    ]
  )

  package static func confidence(in sample: Span<UInt8>) -> Double {
    var index = sample.has("\u{feff}", at: 0) ? 3 : 0
    while index < sample.count, sample[index] <= 0x20 { index += 1 }
    let opensArray = sample.firstIndex(of: 0x5b, in: 0..<min(1024, sample.count)) != nil
    guard index < sample.count, sample[index] == 0x5b || sample[index] == 0x7b && opensArray,
      sample.firstIndex(of: "\"realmId\"", from: 0) != nil,
      sample.firstIndex(of: "\"type\"", from: 0) != nil
    else { return 0 }
    return sample[index] == 0x5b ? 0.95 : 0.7
  }

  private var event = KeycloakStoredEvent()

  package init(context: FormatContext) {}

  package mutating func decode(
    _ record: Span<UInt8>,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    event.decode(record, into: &sink)
  }
}
