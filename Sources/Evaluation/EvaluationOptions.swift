import Detection
package import Lab

/// What is evaluated.
package struct EvaluationOptions: Codable, Equatable, Sendable {
  package var seeds: [UInt64]
  /// Per lab, over all its logs.
  package var benignEvents: Int
  package var days: Int
  package var scenarios: [CampaignScenario]
  package var threads: Int
  /// The level of the findings that are scored.
  package var expectedFalseFindings: Double

  /// Parameters were tuned on these and on no others.
  package static let tuningSeeds: ClosedRange<UInt64> = 1...100

  package init(
    seeds: [UInt64],
    benignEvents: Int = 500_000,
    days: Int = 30,
    scenarios: [CampaignScenario] = CampaignScenario.allCases,
    threads: Int = 1,
    expectedFalseFindings: Double = AlertLevel().expectedFalseFindings
  ) {
    self.seeds = seeds
    self.benignEvents = benignEvents
    self.days = days
    self.scenarios = scenarios
    self.threads = threads
    self.expectedFalseFindings = expectedFalseFindings
  }

  var parameters: [LabParameters] {
    seeds.map {
      LabParameters(seed: $0, benignEvents: benignEvents, days: days, scenarios: scenarios)
    }
  }
}
