package import Model

/// A log and a service of it where a roll can be called.
package struct CampaignPlace: Equatable, Sendable {
  package var log: LabLog
  package var service: Service
}

extension CampaignScenario {
  /// Where among `logs` the scenario makes sense.
  package func places(in logs: [LabLog]) -> [CampaignPlace] {
    logs.flatMap { log in log.campaignServices.map { CampaignPlace(log: log, service: $0) } }
      .filter { fits($0.service) }
  }

  private func fits(_ service: Service) -> Bool {
    switch self {
    case .authorNumbers: service == .httpWordPress
    case .mailFollows, .nullSender: service == .postfixRecipient
    case .invisible: service == .entraInteractive || service == .entraNonInteractive
    // The service must know the honest people behind the address.
    case .behindCarrierNAT, .behindOfficeNAT, .signsInFirst: service.takesPassword
    case .alphabetical, .alphabeticalDistributed, .canary, .clockwork, .dailyFromThousands,
      .distributed, .fastSingle, .fewHits, .followOn, .goodList, .insideHost, .nearMisses,
      .onePerAddress10, .onePerAddress30, .onePerAddress50, .sameClient, .sameNetwork,
      .sameSubnet4, .sameSubnet6, .sharedList, .simultaneous, .slowSingle:
      service != .httpWordPress
    }
  }
}
