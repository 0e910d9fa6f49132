package import Model
import Sigma

/// Hands over every finding of a workspace, one at a time.
package typealias FindingReader = @Sendable ((Finding) throws -> Void) throws -> Void

/// What rules may ask of a finding: the names of its JSON, with dots between levels. A field of a list
/// has all its values; correlations group by the first one.
package enum FindingField: String, CaseIterable, Sendable {
  case absent = "accounts.absent"
  case confirmed = "accounts.confirmed"
  case confirmedVisibility = "accounts.confirmed_visibility"
  case present = "accounts.present"
  case probed = "accounts.probed"
  case owner = "authorised_by.owner"
  case clients
  case id
  case kind
  case pattern
  case probes
  case strength = "score.log10_e"
  case services
  case networks = "sources.asn"
  /// Those with the most probes first.
  case addresses = "sources.ip"
  case stageAccounts = "stages.accounts"
  case stageKinds = "stages.kind"
  case stageSources = "stages.sources"
  case stageTechniques = "stages.technique"
  case status
  case technique
  case visibility

  /// Nothing where the finding has no value.
  func values(of finding: Finding) -> [String] {
    switch self {
    case .absent: ["\(finding.accounts.absent)"]
    case .confirmed: finding.accounts.confirmed
    case .confirmedVisibility: [finding.accounts.confirmedVisibility.rawValue]
    case .present: finding.accounts.present
    case .probed: ["\(finding.accounts.probed)"]
    case .owner: finding.authorisedBy.map { [$0.owner] } ?? []
    case .clients: finding.clients
    case .id: [finding.id]
    case .kind: [finding.kind.rawValue]
    case .pattern: [finding.pattern.rawValue]
    case .probes: ["\(finding.probes)"]
    case .strength: ["\(finding.score.log10E)"]
    case .services: finding.services
    case .networks: finding.sources.compactMap { $0.asn.map(String.init) }
    case .addresses: finding.sources.map(\.ip)
    case .stageAccounts: finding.stages.flatMap(\.accounts)
    case .stageKinds: finding.stages.map(\.kind.rawValue)
    case .stageSources: finding.stages.flatMap(\.sources)
    case .stageTechniques: finding.stages.map { "\($0.technique.rawValue)" }
    case .status: finding.status.map { [$0.rawValue] } ?? []
    case .technique: [finding.technique.rawValue]
    case .visibility: finding.visibility
    }
  }
}

/// Fills events from findings.
struct FindingEvents {
  /// Stands for the segment of a match that is a finding; no log has so many.
  static let segment = UInt32.max

  private let fields: [(number: Int, field: FindingField)]

  init(_ rules: RuleSet) {
    fields = rules.fields.enumerated().compactMap { number, name in
      FindingField(rawValue: name).map { (number, $0) }
    }
  }

  func read(_ finding: Finding, into event: inout EventFields) {
    for (number, field) in fields {
      for value in field.values(of: finding) { event.set(number, value.utf8) }
    }
  }
}
