package import Model

/// One operator with one list: what was asked, from where, and what came of it.
package struct CampaignTruth: Codable, Equatable, Sendable, Identifiable {
  /// `campaign-1`, in the order of the parameters.
  package var id: String
  package var scenario: CampaignScenario
  /// As in findings, for example `postfix.recipient`.
  package var service: String
  package var fileName: String
  package var format: String
  package var firstProbe: Timestamp
  package var lastProbe: Timestamp
  /// Every first contact of a source with a name, in order of time.
  package var probes: [Probe]
  /// By number of probes, most first, then by address as text.
  package var sources: [Source]
  package var names: [String]
  /// Probed names that exist, whether or not the campaign could tell.
  package var existing: [String]
  /// Existing names whose existence the campaign was told.
  package var confirmed: [String]
  /// Those of `confirmed` whose disclosure the log shows.
  package var visiblyConfirmed: [String]
  /// Canary names among the probed.
  package var canaries: [String]
  /// Whether a log of the lab can show misses of the campaign at all.
  package var isVisible: Bool
  /// Whether a detector is expected to find it, and the reason.
  package var isExpected: Bool
  package var expectation: String
  /// Its part of its own and the honest attempts on unknown names at its service, in all logs, from its
  /// first probe to its last.
  package var unknownNameShare: Double
  package var stages: [StageTruth]

  package struct Probe: Codable, Equatable, Sendable {
    package var time: Timestamp
    package var source: String
    package var name: String
    package var exists: Bool
    /// Whether the requester could tell from the answer.
    package var disclosed: Bool
    /// The line of the log that shows it, from 1; `nil` if it leaves none.
    package var line: Int?
  }

  package struct Source: Codable, Equatable, Sendable {
    package var ip: String
    package var probes: Int
  }
}

/// What was done after a campaign with what it learned.
package struct StageTruth: Codable, Equatable, Sendable {
  package enum Kind: String, Codable, CaseIterable, Sendable {
    /// T1586.002: the account is used, from where its owner never was.
    case abuse
    /// T1110: many passwords for a few accounts.
    case bruteForce = "brute-force"
    /// T1133: sign-ins at another service than the one that was asked.
    case externalService = "external-service"
    /// T1078: the first sign-in that succeeds from a new source.
    case firstSuccess = "first-success"
    /// T1566: mail to confirmed names.
    case inboundMail = "inbound-mail"
    /// Accounts that end up locked.
    case lockout
    /// T1110.003: one password for many accounts.
    case spray
  }

  package var kind: Kind
  package var technique: TechniqueID
  package var fileName: String
  package var service: String
  package var accounts: [String]
  package var sources: [String]
  package var events: Int
  package var first: Timestamp
  package var last: Timestamp
}
