package import Model

/// A fingerprint that fits a finding.
package struct FingerprintMatch: Sendable, Codable, Equatable {
  package var fingerprint: ToolFingerprint
  /// The clients of the finding that fit.
  package var clients: [String]
  package var isExpired: Bool
  /// Groups and campaigns that ATT&CK relates to the tool.
  package var usedBy: [ObjectLink]
  /// How many groups and campaigns ATT&CK has in all.
  package var actorsInATTACK: Int

  /// The fingerprints that fit `finding`, the rarest first. `today` is as in `2026-11-23`.
  package static func all(
    in finding: Finding,
    facts: AttackFacts,
    today: String
  ) -> [FingerprintMatch] {
    ToolFingerprint.all.compactMap { fingerprint in
      let clients = finding.clients.filter { fits($0, fingerprint) }
      if clients.isEmpty { return nil }
      return FingerprintMatch(
        fingerprint: fingerprint,
        clients: clients,
        isExpired: fingerprint.expires < today,
        usedBy: users(of: fingerprint, in: facts).map { ObjectLink(facts.objects[$0]) },
        actorsInATTACK: facts.current(.group).count + facts.current(.campaign).count
      )
    }.sorted { $0.order < $1.order }
  }

  private static func fits(_ client: String, _ fingerprint: ToolFingerprint) -> Bool {
    let client = client.lowercased()
    return fingerprint.clientContains.contains { client.contains($0.lowercased()) }
  }

  private var order: (Int, String) {
    switch fingerprint.commonness {
    case .rare: (0, fingerprint.id)
    case .common: (1, fingerprint.id)
    case .veryCommon: (2, fingerprint.id)
    }
  }

  private static func users(of fingerprint: ToolFingerprint, in facts: AttackFacts) -> [Int] {
    guard let id = fingerprint.software, let tool = facts.index(of: AttackID(rawValue: id)) else {
      return []
    }
    return facts.relations(to: tool).filter { relation in
      let user = facts.objects[relation.source]
      return relation.kind == .uses && user.isCurrent && [.group, .campaign].contains(user.kind)
    }.map(\.source)
  }

  /// What it is consistent with, how common that is, and whose word it is.
  package var sentence: String {
    "consistent with \(fingerprint.tool) by its own name; \(fingerprint.commonness.rawValue): "
      + "\(fingerprint.otherwise)\(userText). Published by \(fingerprint.source), "
      + "checked \(fingerprint.checked)" + (isExpired ? ", expired \(fingerprint.expires)" : "")
  }

  private var userText: String {
    if fingerprint.software == nil { return "" }
    if usedBy.isEmpty { return "; ATT&CK names no group that uses it" }
    let names = usedBy.prefix(4).map { "\($0.id) \($0.name)" }.joined(separator: ", ")
    return "; ATT&CK relates it to \(usedBy.count) of \(actorsInATTACK) groups and campaigns"
      + " (\(names)\(usedBy.count > 4 ? ", …" : ""))"
  }
}
