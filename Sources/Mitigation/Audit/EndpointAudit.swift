package import Model

/// What an endpoint's answers tell of names, as it is shown and kept.
package struct EndpointAudit: Codable, Equatable, Sendable {
  package enum Verdict: String, Codable, Sendable {
    case differs
    /// No difference, with enough requests to have seen one.
    case alike
    case notEnough = "not-enough"
  }

  package enum Channel: String, Codable, CaseIterable, Sendable {
    case status
    case length
    case time
  }

  /// One way in which answers can differ.
  package struct Difference: Codable, Equatable, Sendable {
    package var channel: Channel
    /// What differs, for people.
    package var statement: String
    /// After correction for all channels of all endpoints.
    package var adjustedP: Double
    /// Of the effect: a share of answers, or milliseconds; with its interval of 95 %.
    package var effect: Double
    package var low: Double
    package var high: Double
    package var unit: String
    package var bits: Double
    package var probesPerName: Double
  }

  package var endpoint: String
  package var verdict: Verdict
  /// Requests that could be compared: first ones of a source on a name, beside others of the source.
  package var existing: Int
  package var absent: Int
  /// Different names among them.
  package var existingNames: Int
  package var sources: Int
  package var differences: [Difference]
  /// Requests that show it: of names that exist first.
  package var citations: [ControlCitation]

  /// How much one request tells, over the channels that differ.
  package var bits: Double { differences.map(\.bits).max() ?? 0 }
  package var probesPerName: Double? { differences.map(\.probesPerName).min() }
}

/// All that one audit says.
package struct ExposureAudit: Codable, Equatable, Sendable {
  /// Those that tell most first.
  package var endpoints: [EndpointAudit]
  /// Posted forms whose names stand in bodies, with their requests: no log of the server shows them.
  package var unnamed: [String: Int]
  package var requests: Int
  /// Requests on names of which nothing is known.
  package var unlabelled: Int
  /// Names left out because logs say that they exist and that they do not.
  package var contradictedNames: Int
}
