import Model

/// Plants honest situations: what `EverydayLife` does not do by itself.
struct SituationPlanner {
  var random: SeededGenerator

  /// The logs that can show a situation.
  static func logs(for situation: BenignSituation) -> [LabLog] {
    switch situation {
    case .crawler: [.access]
    case .backscatter, .mailingList, .partnerGateway, .senderCallout: [.mail]
    case .maliciousSourceBlock, .wrongTenant: [.entraCSV, .entraGraph, .entraNDJSON]
    case .domainRename: [.entraCSV, .entraGraph, .entraNDJSON, .mail]
    case .internetNoise: [.journal, .mail, .sshd]
    case .helpDesk: [.access, .keycloak, .keycloakEvents]
    case .accountImport:
      [.access, .entraGraph, .entraNDJSON, .keycloak, .keycloakEvents, .windows, .windowsEVTX]
    case .passwordAsName:
      [.journal, .keycloak, .keycloakEvents, .sshd, .windows, .windowsEVTX]
    case .carrierNAT, .declaredScanner, .leaver, .monitor, .newStaff, .officeNAT, .passwordExpiry,
      .passwordManager, .privacyRelay, .relay, .serviceAccount, .stalePhone, .teachingLab,
      .terminalServer, .typo:
      [
        .entraCSV, .entraGraph, .entraNDJSON, .journal, .keycloak, .keycloakEvents, .mail, .sshd,
        .windows, .windowsEVTX, .rollcall,
      ]
    }
  }

  /// Noise is everywhere; the rest is told once.
  static func isEverywhere(_ situation: BenignSituation) -> Bool { situation == .internetNoise }

  mutating func script(
    for situation: BenignSituation,
    in log: LabLog,
    _ world: inout World
  ) -> Script {
    var script = Script(log, service(for: situation, in: log))
    switch situation {
    case .accountImport: accountImport(&script, &world)
    case .backscatter: backscatter(&script, &world)
    case .carrierNAT: crowd(.carrier, &script, &world)
    case .crawler: crawler(&script, &world)
    case .declaredScanner: declaredScanner(&script, &world)
    case .domainRename: domainRename(&script, &world)
    case .helpDesk: helpDesk(&script, &world)
    case .internetNoise: internetNoise(&script, &world)
    case .leaver: leaver(&script, &world)
    case .mailingList: mailingList(&script, &world)
    case .maliciousSourceBlock: maliciousSourceBlock(&script, &world)
    case .monitor: monitor(&script, &world)
    case .newStaff: newStaff(&script, &world)
    case .officeNAT: crowd(.office, &script, &world)
    case .partnerGateway: partnerGateway(&script, &world)
    case .passwordAsName: passwordAsName(&script, &world)
    case .passwordExpiry: passwordExpiry(&script, &world)
    case .passwordManager: passwordManager(&script, &world)
    case .privacyRelay: crowd(.privacyRelay, &script, &world)
    case .relay: crowd(.relay, &script, &world)
    case .senderCallout: senderCallout(&script, &world)
    case .serviceAccount: serviceAccount(&script, &world)
    case .stalePhone: stalePhone(&script, &world)
    case .teachingLab: crowd(.teachingLab, &script, &world)
    case .terminalServer: crowd(.terminalServer, &script, &world)
    case .typo: typo(&script, &world)
    case .wrongTenant: wrongTenant(&script, &world)
    }
    return script
  }

  private func service(for situation: BenignSituation, in log: LabLog) -> Service {
    switch situation {
    case .crawler: return .httpWordPress
    case .backscatter, .mailingList, .partnerGateway, .senderCallout: return .postfixRecipient
    case .accountImport where log == .access: return .httpAutodiscover
    case .helpDesk: return log == .access ? .httpAutodiscover : .keycloakReset
    default: return log.signInServices[0]
    }
  }

  // MARK: Moments

  /// A moment of the first `share` of the lab's time.
  mutating func moment(in share: Double = 0.9, _ world: World) -> Int64 {
    world.start + Int64(random.unit() * share * Double(world.end - world.start))
  }

  /// A morning of a working day of the lab; of a weekend if it has no other.
  mutating func morning(_ world: World) -> Int64 {
    let rhythm = DailyRhythm(start: world.start, days: world.parameters.days)
    let workdays = (0..<world.parameters.days).filter { !rhythm.isWeekend($0) }
    let day = workdays.isEmpty ? 0 : random.pick(workdays)
    return world.start + Int64(day) * Clock.day + 7 * Clock.hour
      + Int64(random.below(Int(2 * Clock.hour)))
  }

  mutating func staff(_ count: Int, at time: Int64, _ world: World) -> [Person] {
    random.sample(world.company.people.filter { $0.isEmployed(at: time) }, count)
  }
}
