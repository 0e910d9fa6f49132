/// The figures of a scenario. What is drawn from the ranges differs from seed to seed.
struct CampaignShape {
  enum Sources {
    case one, perName, office, carrier, insideHost
    case several(ClosedRange<Int>)
    case subnet4(ClosedRange<Int>)
    case subnet6(ClosedRange<Int>)
    case network(ClosedRange<Int>)
  }

  var names = 40...120
  /// The share of names that exist.
  var hits = 0.05...0.4
  /// Seconds from one probe to the next, on average.
  var gap = 60.0...3600
  var sources = Sources.one
  var isSorted = false
}

extension CampaignScenario {
  var shape: CampaignShape {
    switch self {
    case .alphabetical: CampaignShape(names: 60...200, gap: 120...1800, isSorted: true)
    case .alphabeticalDistributed:
      CampaignShape(names: 80...250, gap: 120...1800, sources: .several(6...20), isSorted: true)
    case .authorNumbers: CampaignShape(names: 20...60, gap: 5...300)
    case .behindCarrierNAT: CampaignShape(hits: 0.1...0.3, gap: 600...7200, sources: .carrier)
    case .behindOfficeNAT: CampaignShape(hits: 0.1...0.3, gap: 600...7200, sources: .office)
    case .canary: CampaignShape(gap: 300...3600)
    case .clockwork: CampaignShape(hits: 0.05...0.3, gap: 300...3600)
    case .dailyFromThousands: CampaignShape(names: 20...40, hits: 0.4...0.6, sources: .perName)
    case .distributed:
      CampaignShape(names: 150...400, hits: 0.1...0.5, gap: 60...1200, sources: .several(20...60))
    case .fastSingle: CampaignShape(names: 60...500, hits: 0.05...0.5, gap: 0.2...3)
    case .fewHits: CampaignShape(names: 30...120, hits: 0...0.3)
    case .followOn:
      CampaignShape(names: 80...150, hits: 0.3...0.6, gap: 600...3600, sources: .several(1...3))
    case .goodList: CampaignShape(names: 60...200, hits: 0.6...0.9)
    case .insideHost: CampaignShape(names: 40...200, gap: 2...600, sources: .insideHost)
    case .invisible: CampaignShape(hits: 0.3...0.6, gap: 1...60)
    case .mailFollows: CampaignShape(names: 40...150, gap: 30...900)
    case .nearMisses: CampaignShape(hits: 0...0, gap: 600...3600)
    case .nullSender: CampaignShape(hits: 0.1...0.4, gap: 60...1800)
    case .onePerAddress10, .onePerAddress30, .onePerAddress50:
      CampaignShape(names: 60...250, hits: 0.1...0.4, sources: .perName)
    case .sameClient: CampaignShape(names: 60...200, hits: 0.1...0.4, sources: .several(15...50))
    case .sameNetwork: CampaignShape(names: 60...200, hits: 0.1...0.4, sources: .network(15...60))
    case .sameSubnet4: CampaignShape(names: 60...200, hits: 0.1...0.4, sources: .subnet4(10...60))
    case .sameSubnet6: CampaignShape(names: 60...200, hits: 0.1...0.4, sources: .subnet6(15...100))
    case .sharedList: CampaignShape(names: 50...80, hits: 0.05...0.2, gap: 2...60)
    case .signsInFirst: CampaignShape(hits: 0.1...0.3, gap: 300...3600)
    case .simultaneous: CampaignShape(gap: 120...1800, sources: .several(1...10))
    case .slowSingle: CampaignShape(names: 40...90, gap: 10_800...86_400)
    }
  }

  /// The part of the unknown names of the log, for those scenarios that are made by it.
  var unknownNameShare: Double? {
    switch self {
    case .onePerAddress10: 0.1
    case .onePerAddress30: 0.3
    case .onePerAddress50: 0.5
    case .alphabetical, .alphabeticalDistributed, .authorNumbers, .behindCarrierNAT,
      .behindOfficeNAT, .canary, .clockwork, .dailyFromThousands, .distributed, .fastSingle,
      .fewHits, .followOn, .goodList, .insideHost, .invisible, .mailFollows, .nearMisses,
      .nullSender, .sameClient, .sameNetwork, .sameSubnet4, .sameSubnet6, .sharedList,
      .signsInFirst, .simultaneous, .slowSingle:
      nil
    }
  }
}
