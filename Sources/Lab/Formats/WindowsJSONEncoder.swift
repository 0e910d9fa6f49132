import Model

/// A domain controller's Security log as Winlogbeat 7 and later ship it.
struct WindowsJSONEncoder: LogEncoder {
  private static let domain = "S-1-5-21-310711042-2206940117-1490325518-"

  mutating func encode(_ event: LabEvent, _ world: World, to text: inout LogText) {
    if event.service == .windowsKerberos {
      kerberos(event, world, &text)
    } else {
      logon(event, world, &text)
    }
  }

  private func open(_ event: LabEvent, _ number: Int, _ world: World, _ text: inout LogText) {
    text.cite()
    text.append(#"{"@timestamp":""#)
    text.append(time: event.time)
    text.append(0x2e)
    text.append(milliseconds: event.time)
    text.append(#"Z","event":{"code":""#)
    text.append(number: number)
    text.append(
      #"","provider":"Microsoft-Windows-Security-Auditing"},"host":{"name":"dc1.corp.example"},"winlog":{"channel":"Security","computer_name":"dc1.corp.example","event_id":""#
    )
    text.append(number: number)
    text.append(#"","provider_name":"Microsoft-Windows-Security-Auditing","record_id":"#)
    text.append(number: Int(text.serial))
    text.append(#","event_data":{"TargetUserName":""#)
    text.append(nameOf: event, world)
    text.append(#"","TargetDomainName":"CORP","IpPort":""#)
    text.append(number: text.port)
  }

  private func close(_ text: inout LogText) {
    text.append(#""}}}"#)
    text.endLine()
  }

  private func targetSID(_ event: LabEvent, _ key: String, _ text: inout LogText) {
    text.append(#"",""#)
    text.append(key)
    text.append(#"":""#)
    if event.isUnknown {
      text.append("S-1-0-0")
    } else {
      text.append(Self.domain)
      text.append(number: 1104 + Int(event.name))
    }
  }

  /// A name that exists and is asked for without a secret is answered with error 25, which no event
  /// records.
  private func kerberos(_ event: LabEvent, _ world: World, _ text: inout LogText) {
    let (number, status): (Int, String)
    switch event.answer {
    case .there: return
    case .accepted, .secondFactor: (number, status) = (4768, "0x0")
    case .wrong: (number, status) = (4771, "0x18")
    case .unknown, .elsewhere: (number, status) = (4768, "0x6")
    case .locked, .blockedSource: (number, status) = (4768, "0x12")
    }
    open(event, number, world, &text)
    targetSID(event, "TargetSid", &text)
    text.append(#"","ServiceName":"krbtgt","TicketOptions":"0x40810010","Status":""#)
    text.append(status)
    text.append(event.answer == .unknown ? #"","PreAuthType":"-"# : #"","PreAuthType":"2"#)
    let isIPv4 = world.sources.addresses[Int(event.source)].ipv4 != nil
    text.append(isIPv4 ? #"","IpAddress":"::ffff:"# : #"","IpAddress":""#)
    text.append(sourceOf: event, world)
    close(&text)
  }

  private func logon(_ event: LabEvent, _ world: World, _ text: inout LogText) {
    let isAccepted = event.answer == .accepted || event.answer == .secondFactor
    open(event, isAccepted ? 4624 : 4625, world, &text)
    targetSID(event, "TargetUserSid", &text)
    if !isAccepted {
      text.append(#"","Status":"0xc000006d","SubStatus":""#)
      switch event.answer {
      case .unknown, .elsewhere: text.append("0xc0000064")
      case .locked, .blockedSource: text.append("0xc0000234")
      case .wrong, .there, .accepted, .secondFactor: text.append("0xc000006a")
      }
    }
    text.append(
      #"","LogonType":"3","LogonProcessName":"NtLmSsp ","AuthenticationPackageName":"NTLM","WorkstationName":"WKS"#
    )
    text.append(number: Int(event.source % 900) + 100)
    text.append(#"","IpAddress":""#)
    text.append(sourceOf: event, world)
    close(&text)
  }
}
