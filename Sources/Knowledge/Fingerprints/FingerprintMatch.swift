package import Model

/// A fingerprint that fits a finding.
package struct FingerprintMatch: Sendable, Codable, Equatable {
  package var fingerprint: ToolFingerprint
  /// What of the finding fits: clients, addresses, services, or a part of a cited record.
  package var fitting: [String]
  package var isExpired: Bool
  /// Groups and campaigns that ATT&CK relates to the tool, or to the campaign that is known for it.
  package var usedBy: [ObjectLink]
  /// How many groups and campaigns ATT&CK has in all.
  package var actorsInATTACK: Int

  /// The fingerprints that fit `finding`, the rarest first. `today` is as in `2026-11-23`; `records` are
  /// cited records as far as they could be read again, or their signs.
  package static func all(
    in finding: Finding,
    records: [String] = [],
    facts: AttackFacts,
    today: String
  ) -> [FingerprintMatch] {
    ToolFingerprint.all.compactMap { fingerprint in
      let fitting = fingerprint.feature.fitting(finding, records: records)
      if fitting.isEmpty { return nil }
      return FingerprintMatch(
        fingerprint: fingerprint,
        fitting: fitting,
        isExpired: fingerprint.expires < today,
        usedBy: users(of: fingerprint, in: facts).map { ObjectLink(facts.objects[$0]) },
        actorsInATTACK: facts.current(.group).count + facts.current(.campaign).count
      )
    }.sorted { $0.order < $1.order }
  }

  private var order: (Int, String) {
    switch fingerprint.commonness {
    case .rare: (0, fingerprint.id)
    case .common: (1, fingerprint.id)
    case .veryCommon: (2, fingerprint.id)
    }
  }

  private static func users(of fingerprint: ToolFingerprint, in facts: AttackFacts) -> [Int] {
    guard let id = fingerprint.attackID, let known = facts.index(of: AttackID(rawValue: id)) else {
      return []
    }
    if facts.objects[known].kind == .campaign {
      let groups = facts.relations(from: known).filter { $0.kind == .attributedTo }.map(\.target)
      return [known] + groups.filter { facts.objects[$0].isCurrent }
    }
    return facts.relations(to: known).filter { relation in
      let user = facts.objects[relation.source]
      return relation.kind == .uses && user.isCurrent && [.group, .campaign].contains(user.kind)
    }.map(\.source)
  }

  /// What it is consistent with, how common that is, and whose word it is.
  package var sentence: String {
    "\(fingerprint.feature.subject) consistent with \(fingerprint.tool); "
      + "\(fingerprint.commonness.rawValue): \(fingerprint.otherwise)\(userText). "
      + "Published by \(fingerprint.source), checked \(fingerprint.checked)"
      + (isExpired ? ", expired \(fingerprint.expires)" : "")
  }

  private var userText: String {
    if fingerprint.attackID == nil { return "" }
    if usedBy.isEmpty { return "; ATT&CK names no group that uses it" }
    let names = usedBy.prefix(4).map { "\($0.id) \($0.name)" }.joined(separator: ", ")
    return "; ATT&CK relates it to \(usedBy.count) of \(actorsInATTACK) groups and campaigns"
      + " (\(names)\(usedBy.count > 4 ? ", …" : ""))"
  }
}

extension ToolFingerprint {
  /// What of all fingerprints stands in cited records: in their place, it fits the same fingerprints.
  package static func signs(in records: [String]) -> [String] {
    all.flatMap { $0.feature.signs(in: records) }
  }
}

extension ToolFingerprint.Feature {
  func signs(in records: [String]) -> [String] {
    guard case .record(let parts) = self else { return [] }
    return parts.filter { part in records.contains { $0.contains(part) } }
  }

  /// What of the finding fits; empty for nothing.
  func fitting(_ finding: Finding, records: [String]) -> [String] {
    switch self {
    case .client(let parts):
      return finding.clients.filter { client in
        let client = client.lowercased()
        return parts.contains { client.contains($0.lowercased()) }
      }
    case .record:
      return signs(in: records)
    case .networks(let systems, let least):
      let inside = finding.sources.filter { $0.asn.map(systems.contains) ?? false }
      return inside.count >= least ? inside.map(\.ip) : []
    case .services(let services, let least):
      let isOnThem = !finding.services.isEmpty && finding.services.allSatisfy(services.contains)
      return isOnThem && finding.probes >= least ? finding.services : []
    case .manySources(let least, let most):
      let isQuiet = finding.sources.allSatisfy { $0.probes <= most }
      return finding.sources.count >= least && isQuiet
        ? ["\(finding.sources.count) sources, at most \(most) first contacts each"] : []
    }
  }

  /// The beginning of a sentence about a match.
  var subject: String {
    switch self {
    case .client: "The client's own name is"
    case .record: "A cited record is"
    case .networks: "The networks of the sources are"
    case .services: "The kind of requests is"
    case .manySources: "The number of quiet sources is"
    }
  }
}
