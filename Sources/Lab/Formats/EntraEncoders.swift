import Model

/// What the three forms of Entra's sign-in log have in common.
enum EntraSignIn {
  static func code(_ event: LabEvent) -> Int {
    switch event.answer {
    case .accepted: 0
    case .wrong, .there: 50126
    case .unknown: 50034
    case .locked, .blockedSource: 50053
    case .secondFactor: 50074
    // A user of another provider, or a guest who was not added here.
    case .elsewhere: event.name % 2 == 0 ? 50020 : 50014
    }
  }

  static func reason(_ code: Int) -> String {
    switch code {
    case 0: "Other."
    case 50014, 50020: "The user belongs to another directory."
    case 50034: "There is no such user account in this directory."
    case 50053: "The account is locked, or the address is blocked."
    case 50074: "A second factor is required."
    default: "The user name or the password is wrong."
    }
  }

  static func id(_ text: inout LogText) {
    text.append("5f8c2c6e-")
    text.append(hexadecimal: text.serial >> 48, width: 4)
    text.append("-4f0e-9d6e-")
    text.append(hexadecimal: text.serial, width: 12)
  }

  /// Accounts that do not exist have no id.
  static func userID(_ event: LabEvent, _ text: inout LogText) {
    text.append(event.isUnknown ? "00000000-0000-0000-0000-" : "a0000000-0000-4000-8000-")
    text.append(hexadecimal: event.isUnknown ? 0 : UInt64(event.name) + 1, width: 12)
  }

  /// The members from the name on, which the two JSON forms share.
  static func members(_ event: LabEvent, _ world: World, _ text: inout LogText) {
    let code = code(event)
    let client = Clients.all[Int(event.client)]
    text.append(#""userDisplayName":""#)
    text.append(nameOf: event, world)
    text.append(#"","userPrincipalName":""#)
    text.append(nameOf: event, world)
    text.append(#"","userId":""#)
    userID(event, &text)
    text.append(
      #"","appId":"6b2c0a1e-5d44-4f0a-9c1d-0a1b2c3d4e02","appDisplayName":"Corp Files","ipAddress":""#
    )
    text.append(sourceOf: event, world)
    text.append(#"","status":{"errorCode":"#)
    text.append(number: code)
    text.append(#","failureReason":""#)
    text.append(reason(code))
    text.append(#"","additionalDetails":null},"clientAppUsed":""#)
    text.append(client.app)
    text.append(#"","userAgent":""#)
    text.append(client.agent)
    text.append(#"","isInteractive":"#)
    text.append(event.service == .entraInteractive ? "true" : "false")
    text.append(
      #","authenticationProtocol":"none","authenticationRequirement":"singleFactorAuthentication","userType":"Member","autonomousSystemNumber":"#
    )
    text.append(number: world.sources.provider(event.source))
  }
}

/// The diagnostic settings' JSON lines.
struct EntraNDJSONEncoder: LogEncoder {
  mutating func encode(_ event: LabEvent, _ world: World, to text: inout LogText) {
    text.cite()
    let code = EntraSignIn.code(event)
    text.append(#"{"time":""#)
    time(event, &text)
    text.append(
      #"Z","resourceId":"/tenants/3d5f0c7a-1b2e-4c6d-8f90-a1b2c3d4e5f6/providers/Microsoft.aadiam","operationName":"Sign-in activity","category":""#
    )
    text.append(
      event.service == .entraInteractive ? "SignInLogs" : "NonInteractiveUserSignInLogs"
    )
    text.append(#"","resultType":""#)
    text.append(number: code)
    text.append(code == 0 ? #"","resultSignature":"SUCCESS","# : #"","resultSignature":"FAILURE","#)
    text.append(#""Level":4,"properties":{"id":""#)
    EntraSignIn.id(&text)
    text.append(#"","createdDateTime":""#)
    time(event, &text)
    text.append(#"+00:00","#)
    EntraSignIn.members(event, world, &text)
    text.append("}}")
    text.endLine()
  }

  private func time(_ event: LabEvent, _ text: inout LogText) {
    text.append(time: event.time)
    text.append(0x2e)
    text.append(milliseconds: event.time)
    text.append("0000")
  }
}

/// An answer of Microsoft Graph, one sign-in a line.
struct EntraGraphEncoder: LogEncoder {
  private var isFirst = true

  mutating func begin(_ text: inout LogText) {
    text.append(
      #"{"@odata.context":"https://graph.example/v1.0/$metadata#auditLogs/signIns","value":["#
    )
  }

  mutating func encode(_ event: LabEvent, _ world: World, to text: inout LogText) {
    if !isFirst { text.append(",") }
    isFirst = false
    text.endLine()
    text.cite()
    text.append(#"{"id":""#)
    EntraSignIn.id(&text)
    text.append(#"","createdDateTime":""#)
    text.append(time: event.time)
    text.append(0x2e)
    text.append(milliseconds: event.time)
    text.append(#"0000Z","#)
    EntraSignIn.members(event, world, &text)
    text.append(
      event.service == .entraInteractive
        ? #","signInEventTypes":["interactiveUser"]}"#
        : #","signInEventTypes":["nonInteractiveUser"]}"#
    )
  }

  mutating func end(_ text: inout LogText) {
    text.endLine()
    text.append("]}")
    text.endLine()
  }
}

/// The portal's download of interactive sign-ins.
struct EntraCSVEncoder: LogEncoder {
  mutating func begin(_ text: inout LogText) {
    text.append("\u{feff}Date (UTC),Request ID,User agent,User ID,User,Username,User type,")
    text.append("Authentication Protocol,Application,IP address,Status,Sign-in error code,")
    text.append("Failure reason,Client app")
    text.endLine()
  }

  mutating func encode(_ event: LabEvent, _ world: World, to text: inout LogText) {
    text.cite()
    let code = EntraSignIn.code(event)
    let client = Clients.all[Int(event.client)]
    text.append(time: event.time)
    text.append("Z,")
    EntraSignIn.id(&text)
    text.append(#",""#)
    text.append(client.agent)
    text.append(#"","#)
    EntraSignIn.userID(event, &text)
    text.append(0x2c)
    text.append(nameOf: event, world)
    text.append(0x2c)
    text.append(nameOf: event, world)
    text.append(",Member,none,Corp Files,")
    text.append(sourceOf: event, world)
    text.append(code == 0 ? ",Success," : code == 50074 ? ",Interrupted," : ",Failure,")
    text.append(number: code)
    text.append(#",""#)
    text.append(EntraSignIn.reason(code))
    text.append(#"","#)
    text.append(client.app)
    text.endLine()
  }
}
