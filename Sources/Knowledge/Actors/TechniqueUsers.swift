/// Who uses a technique, by ATT&CK's relations: current objects with a relation of their own to this
/// technique. Uses of its sub-techniques do not count.
package struct TechniqueUsers: Sendable {
  package struct User: Sendable, Equatable {
    package var object: Int
    /// Indices of the citations behind it, each once.
    package var citations: [Int]
  }

  package private(set) var groups: [User] = []
  package private(set) var campaigns: [User] = []
  package private(set) var malware: [User] = []
  package private(set) var tools: [User] = []

  package init(of technique: Int, in facts: AttackFacts) {
    for relation in facts.relations(to: technique) where relation.kind == .uses {
      let object = facts.objects[relation.source]
      guard object.isCurrent else { continue }
      switch object.kind {
      case .group: Self.add(relation, to: &groups)
      case .campaign: Self.add(relation, to: &campaigns)
      case .malware: Self.add(relation, to: &malware)
      case .tool: Self.add(relation, to: &tools)
      case .analytic, .asset, .component, .mitigation, .source, .strategy, .tactic, .technique:
        break
      }
    }
  }

  private static func add(_ relation: AttackRelation, to users: inout [User]) {
    if users.last?.object == relation.source {
      let last = users.count - 1
      users[last].citations += relation.citations.filter { !users[last].citations.contains($0) }
    } else {
      users.append(User(object: relation.source, citations: relation.citations))
    }
  }

  package var all: [User] { groups + campaigns + malware + tools }

  /// How the total comes about: `14 groups + 2 campaigns + 1 tool`.
  package var rule: String {
    let parts = [
      Self.count(groups.count, "group", "groups"),
      Self.count(campaigns.count, "campaign", "campaigns"),
      Self.count(malware.count, "malware", "malware"),
      Self.count(tools.count, "tool", "tools"),
    ].compactMap { $0 }
    return parts.isEmpty ? "none in ATT&CK" : parts.joined(separator: " + ")
  }

  private static func count(_ count: Int, _ one: String, _ many: String) -> String? {
    count == 0 ? nil : "\(count) \(count == 1 ? one : many)"
  }
}
