import Model

/// What a domain controller's Security log holds of an event, in whichever form the log is kept.
struct WindowsRecord {
  enum Kind {
    case hexadecimal
    case number
    case securityID
    case text
  }

  struct Field {
    var name: String
    var kind: Kind
    /// As shown in text.
    var value: String
  }

  static let provider = "Microsoft-Windows-Security-Auditing"
  static let computer = "dc1.corp.example"
  private static let domain = "S-1-5-21-310711042-2206940117-1490325518-"

  let number: Int
  private(set) var fields: [Field] = []

  /// `nil` if no event is written. `port` is the client's.
  init?(_ event: LabEvent, _ world: World, port: Int) {
    guard let number = Self.number(of: event) else { return nil }
    self.number = number
    add("TargetUserName", world.names.text(event.name, at: event.service))
    add("TargetDomainName", "CORP")
    add("IpPort", String(port))
    let sid = event.isUnknown ? "S-1-0-0" : Self.domain + String(1104 + Int(event.name))
    let source = world.sources.text(event.source)
    if event.service == .windowsKerberos {
      add("TargetSid", sid, .securityID)
      addTicket(event)
      let isIPv4 = world.sources.addresses[Int(event.source)].ipv4 != nil
      add("IpAddress", isIPv4 ? "::ffff:" + source : source)
    } else {
      add("TargetUserSid", sid, .securityID)
      addLogon(event)
      add("IpAddress", source)
    }
  }

  /// A name that exists and is asked for without a secret is answered with error 25, which no event
  /// records.
  private static func number(of event: LabEvent) -> Int? {
    switch (event.service == .windowsKerberos, event.answer) {
    case (true, .there): nil
    case (true, .wrong): 4771
    case (true, _): 4768
    case (false, .accepted), (false, .secondFactor): 4624
    case (false, _): 4625
    }
  }

  private mutating func addTicket(_ event: LabEvent) {
    add("ServiceName", "krbtgt")
    add("TicketOptions", "0x40810010", .hexadecimal)
    let status =
      switch event.answer {
      case .accepted, .secondFactor, .there: "0x0"
      case .wrong: "0x18"
      case .unknown, .elsewhere: "0x6"
      case .locked, .blockedSource: "0x12"
      }
    add("Status", status, .hexadecimal)
    add("PreAuthType", event.answer == .unknown ? "-" : "2")
  }

  private mutating func addLogon(_ event: LabEvent) {
    if number == 4625 {
      add("Status", "0xc000006d", .hexadecimal)
      let status =
        switch event.answer {
        case .unknown, .elsewhere: "0xc0000064"
        case .locked, .blockedSource: "0xc0000234"
        case .wrong, .there, .accepted, .secondFactor: "0xc000006a"
        }
      add("SubStatus", status, .hexadecimal)
    }
    add("LogonType", "3", .number)
    add("LogonProcessName", "NtLmSsp ")
    add("AuthenticationPackageName", "NTLM")
    add("WorkstationName", "WKS" + String(event.source % 900 + 100))
  }

  private mutating func add(_ name: String, _ value: String, _ kind: Kind = .text) {
    fields.append(Field(name: name, kind: kind, value: value))
  }
}
