package import Model

/// What a lab is made from. The same parameters make the same bytes.
package struct LabParameters: Codable, Equatable, Sendable {
  package var seed: UInt64
  /// What honest people and programs do, over all logs; a campaign's attempts come on top. The
  /// planted situations count too, so a very small number is exceeded.
  package var benignEvents: Int
  /// The company's life is simulated for so long.
  package var days: Int
  /// Midnight UTC of the first day.
  package var start: Timestamp
  /// The logs to write, the usual ones of the seed if `nil` was given. Each takes an equal share of the honest events.
  package var logs: [LabLog]
  /// Campaigns to plant, one for each entry (a name may stand twice).
  package var scenarios: [CampaignScenario]
  /// Honest situations to plant, as far as the logs can show them.
  package var situations: [BenignSituation]
  /// People of the company; drawn from the seed between 60 and 900 if `nil`.
  package var people: Int?

  /// Monday, 2 March 2026.
  package static let usualStart = Timestamp(year: 2026, month: 3, day: 2)

  package init(
    seed: UInt64,
    benignEvents: Int = 200_000,
    days: Int = 30,
    start: Timestamp = usualStart,
    logs: [LabLog]? = nil,
    scenarios: [CampaignScenario] = CampaignScenario.allCases,
    situations: [BenignSituation] = BenignSituation.allCases,
    people: Int? = nil
  ) {
    self.seed = seed
    self.benignEvents = benignEvents
    self.days = days
    self.start = start
    self.logs = logs ?? LabLog.usual(seed: seed)
    self.scenarios = scenarios
    self.situations = situations
    self.people = people
  }
}
