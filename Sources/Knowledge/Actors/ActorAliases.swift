/// Names of actors that ATT&CK does not list, each with whom it means and who says so.
package struct ActorAliases: Sendable, Equatable {
  package struct Alias: Sendable, Equatable {
    package var name: String
    /// An id of ATT&CK, or the cluster's name where ATT&CK does not have the actor.
    package var subject: String
    /// The source's own name of the actor.
    package var cluster: String
    /// As in `MISP Threat Actor 349`.
    package var source: String

    /// Whose name it is, for people.
    package var sentence: String {
      name == cluster
        ? "named so by \(source)" : "alias of \(cluster) in \(source)"
    }
  }

  /// By name, then subject.
  package private(set) var all: [Alias] = []

  package init() {}

  /// Who is who is told by ids that the source states, then by names that only one actor of ATT&CK has.
  /// A cluster whose names belong to several actors stays an actor of its own: guessing would join them.
  package mutating func add(_ clusters: [ActorCluster], source: String, facts: AttackFacts) {
    let owners = Self.owners(in: facts)
    for cluster in clusters {
      let subjects = Self.subjects(of: cluster, owners: owners, facts: facts)
      for name in [cluster.name] + cluster.aliases {
        for subject in subjects where !Self.isKnown(name, of: subject, facts: facts) {
          all.append(Alias(name: name, subject: subject, cluster: cluster.name, source: source))
        }
      }
    }
    all.sort { ($0.name, $0.subject, $0.source) < ($1.name, $1.subject, $1.source) }
  }

  /// The aliases that are written so, but for case.
  package func named(_ typed: String) -> [Alias] {
    let wanted = Self.folded(typed)
    return all.filter { Self.folded($0.name) == wanted }
  }

  /// Names that mean more than one actor, with those actors.
  package var collisions: [(name: String, subjects: [String])] {
    let subjects = Dictionary(grouping: all) { Self.folded($0.name) }
    return subjects.values.map { ($0[0].name, Set($0.map(\.subject)).sorted()) }
      .filter { $0.1.count > 1 }.sorted { $0.0 < $1.0 }
  }

  private static func subjects(
    of cluster: ActorCluster,
    owners: [String: Set<String>],
    facts: AttackFacts
  ) -> [String] {
    let stated = cluster.attackIDs.compactMap { id -> String? in
      switch facts.look(up: id, among: [.group, .campaign]) {
      case .found(let index), .followed(let index, _):
        facts.objects[index].isCurrent ? facts.objects[index].id.rawValue : nil
      case .unknown: nil
      }
    }
    if !stated.isEmpty { return Set(stated).sorted() }
    if let same = owners[folded(cluster.name)], same.count == 1 { return same.sorted() }
    let named = Set(cluster.aliases.flatMap { owners[folded($0)] ?? [] })
    return named.count == 1 ? named.sorted() : [cluster.name]
  }

  /// For each name of a group, in one writing, whose it is.
  private static func owners(in facts: AttackFacts) -> [String: Set<String>] {
    var owners: [String: Set<String>] = [:]
    for index in facts.current(.group) {
      let group = facts.objects[index]
      for name in [group.name] + group.aliases {
        owners[folded(name), default: []].insert(group.id.rawValue)
      }
    }
    return owners
  }

  private static func isKnown(_ name: String, of subject: String, facts: AttackFacts) -> Bool {
    guard let object = facts.object(AttackID(rawValue: subject)) else { return false }
    return ([object.name] + object.aliases).contains { folded($0) == folded(name) }
  }

  /// `APT 28`, `APT-28` and `apt28` are one name.
  static func folded(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}
