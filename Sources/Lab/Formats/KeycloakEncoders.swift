import Model

/// Type and error of a Keycloak event.
enum KeycloakAnswer {
  static func type(_ event: LabEvent) -> (type: String, error: String?) {
    if event.service == .keycloakReset {
      switch event.answer {
      case .unknown, .elsewhere: return ("RESET_PASSWORD_ERROR", "user_not_found")
      case .locked, .blockedSource: return ("RESET_PASSWORD_ERROR", "user_disabled")
      case .accepted, .there, .wrong, .secondFactor: return ("SEND_RESET_PASSWORD", nil)
      }
    }
    switch event.answer {
    case .accepted, .secondFactor: return ("LOGIN", nil)
    case .wrong, .there: return ("LOGIN_ERROR", "invalid_user_credentials")
    case .unknown, .elsewhere: return ("LOGIN_ERROR", "user_not_found")
    case .locked, .blockedSource: return ("LOGIN_ERROR", "user_temporarily_disabled")
    }
  }

  static func userID(_ event: LabEvent, _ text: inout LogText) {
    text.append("b0000000-0000-4000-8000-")
    text.append(hexadecimal: UInt64(event.name) + 1, width: 12)
  }
}

/// The server's log, with successful events shown.
struct KeycloakLogEncoder: LogEncoder {
  mutating func encode(_ event: LabEvent, _ world: World, to text: inout LogText) {
    let (type, error) = KeycloakAnswer.type(event)
    text.cite()
    text.append(time: event.time, separator: 0x20)
    text.append(0x2c)
    text.append(milliseconds: event.time)
    text.append(error == nil ? " INFO " : " WARN ")
    text.append(" [org.keycloak.events] (executor-thread-")
    text.append(number: text.number(3, below: 90))
    text.append(#") type=""#)
    text.append(type)
    text.append(
      #"", realmId="5d0c9a4e-7c1b-4d6a-9a3f-0123456789ab", realmName="office", clientId="intranet", userId=""#
    )
    if event.isUnknown { text.append("null") } else { KeycloakAnswer.userID(event, &text) }
    text.append(#"", ipAddress=""#)
    text.append(sourceOf: event, world)
    if let error {
      text.append(#"", error=""#)
      text.append(error)
    }
    text.append(#"", auth_method="openid-connect", auth_type="code", username=""#)
    text.append(nameOf: event, world)
    text.append(0x22)
    text.endLine()
  }
}

/// Stored events as the admin API gives them, one a line.
struct KeycloakEventsEncoder: LogEncoder {
  private var isFirst = true

  mutating func begin(_ text: inout LogText) { text.append("[") }

  mutating func encode(_ event: LabEvent, _ world: World, to text: inout LogText) {
    let (type, error) = KeycloakAnswer.type(event)
    if !isFirst { text.append(",") }
    isFirst = false
    text.endLine()
    text.cite()
    text.append(#"{"time":"#)
    text.append(number: Int(event.time))
    text.append(#","type":""#)
    text.append(type)
    text.append(#"","realmId":"office","clientId":"intranet","userId":"#)
    if event.isUnknown {
      text.append("null")
    } else {
      text.append(0x22)
      KeycloakAnswer.userID(event, &text)
      text.append(0x22)
    }
    text.append(#","ipAddress":""#)
    text.append(sourceOf: event, world)
    text.append(0x22)
    if let error {
      text.append(#","error":""#)
      text.append(error)
      text.append(0x22)
    }
    text.append(#","details":{"auth_method":"openid-connect","username":""#)
    text.append(nameOf: event, world)
    text.append(#""}}"#)
  }

  mutating func end(_ text: inout LogText) {
    text.endLine()
    text.append("]")
    text.endLine()
  }
}
