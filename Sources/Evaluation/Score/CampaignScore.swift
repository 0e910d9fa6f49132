package import Lab
package import Model

/// How well the findings of one scan tell of one campaign.
package struct CampaignScore: Codable, Equatable, Sendable {
  package var seed: UInt64
  package var campaign: String
  package var scenario: CampaignScenario
  package var service: String
  package var format: String
  package var isExpected: Bool
  package var isVisible: Bool
  /// Probes that left a line; the others cannot be found by anybody.
  package var probes: Int
  package var sources: Int
  /// Part of the list that exists.
  package var hitShare: Double
  package var unknownNameShare: Double

  /// Findings about it; more than one are fragments.
  package var findings: Int
  package var patterns: [String]
  /// Whether a finding about other campaigns has part of it.
  package var isMerged: Bool
  /// Probes up to and with the one that crossed the line, in the earliest finding; `nil` if missed.
  package var probesToDetection: Int?
  package var secondsToDetection: Double?
  /// Sources that are in the truth, out of those the findings attribute.
  package var sourcePrecision = Proportion()
  /// Sources that the findings attribute, out of those in the truth that left a line.
  package var sourceRecall = Proportion()
  package var confirmedPrecision = Proportion()
  /// Out of the confirmed accounts whose disclosure the log shows.
  package var confirmedRecall = Proportion()
  package var stages: [StageScore]
  /// Stages that its findings name of sources that took no part in it, and those of them that nothing in the
  /// truth answers to.
  package var strangerStages = 0
  package var strayStages = 0

  package var isFound: Bool { findings > 0 }
  package var fragments: Int { max(0, findings - 1) }

  package struct StageScore: Codable, Equatable, Sendable {
    package var kind: StageTruth.Kind
    package var technique: TechniqueID
    /// Whether a finding of the campaign names a stage of the same technique with one of its accounts.
    package var isLinked: Bool
  }
}

extension CampaignScore {
  /// A source that a finding believes in at least this much is attributed.
  static let attributedPosterior = 0.5

  package init(
    _ truth: CampaignTruth,
    seed: UInt64,
    findings: [Finding],
    isMerged: Bool
  ) {
    let logged = truth.probes.filter { $0.line != nil }
    let detections = findings.map { DetectionMoment(of: logged, by: $0) }
    let earliest = detections.min { $0.probes < $1.probes }
    self.init(
      seed: seed,
      campaign: truth.id,
      scenario: truth.scenario,
      service: truth.service,
      format: truth.format,
      isExpected: truth.isExpected,
      isVisible: truth.isVisible,
      probes: logged.count,
      sources: Set(logged.map(\.source)).count,
      hitShare: truth.names.isEmpty
        ? 0 : Double(truth.existing.count) / Double(truth.names.count),
      unknownNameShare: truth.unknownNameShare,
      findings: findings.count,
      patterns: Set(findings.map(\.pattern.rawValue)).sorted(),
      isMerged: isMerged,
      probesToDetection: earliest?.probes,
      secondsToDetection: earliest?.seconds,
      stages: truth.stages.map { Self.score($0, findings) }
    )
    if !findings.isEmpty { attribute(findings, truth, logged: logged) }
    countStages(findings, truth)
  }

  private mutating func countStages(_ findings: [Finding], _ truth: CampaignTruth) {
    for finding in findings {
      let own = Set(finding.sources.map(\.ip))
      for stage in finding.stages where !own.isSuperset(of: stage.sources) {
        strangerStages += 1
        let isTrue = truth.stages.contains { known in
          stage.technique.isNear(known.technique)
            && !Set(stage.accounts).isDisjoint(with: known.accounts)
        }
        if !isTrue { strayStages += 1 }
      }
    }
  }

  /// Found, and the log shows so many of the accounts that it was told of that something could follow from
  /// them.
  package var canBeFollowed: Bool { isFound && confirmedRecall.total >= Self.fewestToFollow }

  static let fewestToFollow = 5

  private mutating func attribute(
    _ findings: [Finding],
    _ truth: CampaignTruth,
    logged: [CampaignTruth.Probe]
  ) {
    let attributed = Set(
      findings.flatMap(\.sources).filter { $0.posterior >= Self.attributedPosterior }.map(\.ip)
    )
    let trueSources = Set(logged.map(\.source))
    let everSources = trueSources.union(truth.sources.map(\.ip)).union(
      truth.stages.flatMap(\.sources)
    )
    sourcePrecision = Proportion(
      attributed.intersection(everSources).count,
      of: attributed.count
    )
    sourceRecall = Proportion(attributed.intersection(trueSources).count, of: trueSources.count)
    let confirmed = Set(findings.flatMap(\.accounts.confirmed))
    let visible = Set(truth.visiblyConfirmed)
    confirmedPrecision = Proportion(
      confirmed.intersection(truth.confirmed).count,
      of: confirmed.count
    )
    confirmedRecall = Proportion(confirmed.intersection(visible).count, of: visible.count)
  }

  private static func score(_ stage: StageTruth, _ findings: [Finding]) -> StageScore {
    let isLinked = findings.flatMap(\.stages).contains { found in
      found.technique.isNear(stage.technique)
        && !Set(found.accounts).isDisjoint(with: stage.accounts)
    }
    return StageScore(kind: stage.kind, technique: stage.technique, isLinked: isLinked)
  }
}

/// When a finding stood, measured on the campaign it is about.
private struct DetectionMoment {
  var probes: Int
  var seconds: Double

  /// Logs that cut times to the second leave open which probe of the second it was. The finding's own
  /// count of probes decides, as far as the time allows.
  init(of logged: [CampaignTruth.Probe], by finding: Finding) {
    let detected = finding.detectedAt.millisecondsSince1970
    let end = detected % 1000 == 0 ? detected + 999 : detected
    let start = finding.firstSeen.millisecondsSince1970
    func probes(where test: (Int64) -> Bool) -> Int {
      logged.count { test($0.time.millisecondsSince1970) }
    }
    let told = probes { $0 < start } + finding.probesAtDetection
    self.probes = max(1, min(max(probes { $0 < detected } + 1, told), probes { $0 <= end }))
    let first = logged.first?.time.millisecondsSince1970 ?? detected
    seconds = max(0, Double(detected - first) / 1000)
  }
}

extension TechniqueID {
  /// Whether one is the other or its parent.
  fileprivate func isNear(_ other: TechniqueID) -> Bool {
    self == other || rawValue.hasPrefix(other.rawValue + ".")
      || other.rawValue.hasPrefix(rawValue + ".")
  }
}
