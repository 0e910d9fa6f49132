package import Lab

/// All campaigns of one scenario over all labs, those that a detector can be expected to find apart from
/// the others.
package struct ScenarioSummary: Sendable {
  package var scenario: CampaignScenario
  package var isExpected: Bool
  package var campaigns: [CampaignScore]
  package var found: Proportion
  /// Probes to detection, with the spread over labs; a missed campaign counts as infinitely many.
  package var medianProbes: Double
  package var medianInterval: Interval?
  package var lateProbes: Double
  /// Of those found.
  package var medianSeconds: Double?

  init(scenario: CampaignScenario, isExpected: Bool, labs: [LabScore]) {
    func campaigns(_ labs: [LabScore]) -> [CampaignScore] {
      labs.flatMap(\.campaigns).filter { $0.scenario == scenario && $0.isExpected == isExpected }
    }
    func probes(_ labs: [LabScore]) -> [Double] {
      campaigns(labs).map { $0.probesToDetection.map(Double.init) ?? .infinity }
    }
    let all = campaigns(labs)
    self.scenario = scenario
    self.isExpected = isExpected
    self.campaigns = all
    found = Proportion(all.count(where: \.isFound), of: all.count)
    medianProbes = probes(labs).quantile(0.5) ?? .infinity
    lateProbes = probes(labs).quantile(0.95) ?? .infinity
    medianInterval = Bootstrap.interval(of: labs) { probes($0).quantile(0.5) }
    medianSeconds = all.compactMap(\.secondsToDetection).quantile(0.5)
  }

  package var sourcePrecision: Proportion { campaigns.map(\.sourcePrecision).sum }
  package var sourceRecall: Proportion { campaigns.map(\.sourceRecall).sum }
  package var confirmedPrecision: Proportion { campaigns.map(\.confirmedPrecision).sum }
  package var confirmedRecall: Proportion { campaigns.map(\.confirmedRecall).sum }
  package var fragments: Int { campaigns.map(\.fragments).reduce(0, +) }
  package var merged: Int { campaigns.count(where: \.isMerged) }
}

extension LabEvaluation {
  /// Scenarios in the order of their names; the expected campaigns of one before the others.
  package var scenarioSummaries: [ScenarioSummary] {
    CampaignScenario.allCases.flatMap { scenario in
      [true, false].map { isExpected in
        ScenarioSummary(scenario: scenario, isExpected: isExpected, labs: labs)
      }
    }
    .filter { !$0.campaigns.isEmpty }
  }

  /// The rule that, as it is used, finds most; the first of equals.
  package var bestRule: OperatingPoint? {
    usualPoints.filter { $0.detector != Self.rollcall }
      .max { $0.found(in: labs).hits < $1.found(in: labs).hits }
  }
}

extension OperatingPoint {
  /// As `found`, for the campaigns of one scenario, expected or not.
  package func found(_ summary: ScenarioSummary, in labs: [LabScore]) -> Proportion {
    zip(labs, probesToDetection).flatMap { zip($0.campaigns, $1) }
      .filter { campaign, _ in
        campaign.scenario == summary.scenario && campaign.isExpected == summary.isExpected
      }
      .map { _, detected in Proportion(detected == nil ? 0 : 1, of: 1) }
      .sum
  }
}
