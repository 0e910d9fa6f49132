package import Model

/// What is true of a lab: `truth.json`, beside its logs.
///
/// Names and addresses are written as in findings: names in lower case, addresses in their shortest
/// form.
package struct LabTruth: Codable, Equatable, Sendable {
  package static let schema = "rollcall.lab/1"
  package static let fileName = "truth.json"

  package var schema = LabTruth.schema
  package var parameters: LabParameters
  package var people: Int
  /// Accounts that nobody uses, planted to be touched; without a domain.
  package var canaries: [String]
  package var logs: [Log]
  /// What honest people and programs did, over all logs.
  package var benignEvents: Int
  package var campaigns: [CampaignTruth]
  package var situations: [SituationTruth]

  package struct Log: Codable, Equatable, Sendable {
    package var fileName: String
    package var format: String
    package var benignEvents: Int
    /// Events of campaigns and of what follows them.
    package var campaignEvents: Int
    package var lines: Int
    /// Of the honest events, those that ask for a name that does not exist.
    package var benignUnknown: Int
    /// Of the campaigns' events, those that ask for a name that does not exist.
    package var campaignUnknown: Int
  }
}

/// An honest situation that was planted.
package struct SituationTruth: Codable, Equatable, Sendable {
  package var situation: BenignSituation
  package var fileName: String
  package var service: String
  package var sources: [String]
  /// Names that do not exist when they are asked for.
  package var unknownNames: [String]
  package var events: Int
  package var first: Timestamp
  package var last: Timestamp
  /// Announced beforehand: a finding is right, and is to be kept as authorised.
  package var isDeclared: Bool
}
