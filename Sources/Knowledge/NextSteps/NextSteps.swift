import Model

/// A technique that may come next: why, where it would show, and what would speak against it.
package struct NextStep: Sendable, Codable, Equatable {
  package var technique: ObjectLink
  package var tactics: [String]
  /// How many of the near actors use it, of how many.
  package var usedBy: Int
  package var nearActors: Int
  /// Its share of all nearness, 0 to 1: for ranking, not a probability.
  package var share: Double
  /// Logs that would show it, by ATT&CK, the most often named first.
  package var logSources: [String]
  package var mitigations: [ObjectLink]
  /// Tests of ours that run on it.
  package var tests: [String]
  package var command: String?
  package var disprovedBy: String
}

/// An actor or campaign that did something of the same.
package struct NearActor: Sendable, Codable, Equatable {
  package var actor: ObjectLink
  package var nearness: Double
  /// The techniques in common, the rarest first.
  package var shared: [ObjectLink]

  init(_ neighbour: NearestProfiles.Neighbour, in facts: AttackFacts) {
    actor = ObjectLink(facts.objects[neighbour.profile.actor])
    nearness = neighbour.nearness
    shared = neighbour.shared.map { ObjectLink(facts.objects[$0]) }
  }

  /// Those nearest to techniques, nearest first.
  package static func nearest(
    to techniques: Set<Int>,
    among profiles: ProfileIndex,
    in facts: AttackFacts,
    limit: Int
  ) -> [Self] {
    NearestProfiles(to: techniques, among: profiles).neighbours.prefix(limit).map {
      Self($0, in: facts)
    }
  }
}

/// How an investigation may go on from techniques that were seen.
///
/// "Near" is no attribution: it says who is known to have worked in a like manner.
package struct NextSteps: Sendable, Codable, Equatable {
  package static let rule =
    "groups and campaigns of ATT&CK that use the same techniques, rare ones counting more;"
    + " ranked by what the nearest of them use besides"

  package var seen: [ObjectLink]
  package var rule: String
  package var nearest: [NearActor]
  package var steps: [NextStep]

  /// `seen` are indices of techniques; at most `limit` steps and actors are listed.
  package init(after seen: Set<Int>, in facts: AttackFacts, limit: Int = 10) {
    self.seen = seen.sorted().map { ObjectLink(facts.objects[$0]) }
    rule = Self.rule
    let near = NearestProfiles(to: seen, among: ProfileIndex(facts))
    nearest = near.neighbours.prefix(limit).map { NearActor($0, in: facts) }
    steps = near.following(seen).prefix(limit).map { technique, share in
      Self.step(technique, share: share, near: near, in: facts)
    }
  }

  private static func step(
    _ index: Int,
    share: Double,
    near: NearestProfiles,
    in facts: AttackFacts
  ) -> NextStep {
    let technique = facts.objects[index]
    let tests = ExecutableTest.of(TechniqueID(rawValue: technique.id.rawValue))
    let sources = logSources(of: index, in: facts)
    return NextStep(
      technique: ObjectLink(technique),
      tactics: technique.tactics,
      usedBy: near.neighbours.count { $0.profile.techniques.contains(index) },
      nearActors: near.neighbours.count,
      share: share,
      logSources: sources,
      mitigations: facts.mitigations(of: index).map { ObjectLink(facts.objects[$0.source]) },
      tests: tests.map(\.id),
      command: tests.first?.command,
      disprovedBy: tests.first?.disprovedBy ?? disproof(sources)
    )
  }

  private static func disproof(_ sources: [String]) -> String {
    guard let first = sources.first else {
      return "ATT&CK names no log that shows it: nothing in the logs can speak against it"
    }
    return "nothing of it in \(first), if that was collected in full for the time after the finding"
  }

  /// Data components and logs of the analytics, the most often named first.
  static func logSources(of technique: Int, in facts: AttackFacts) -> [String] {
    var counts: [String: Int] = [:]
    for strategy in facts.relations(to: technique) where strategy.kind == .detects {
      let object = facts.objects[strategy.source]
      if object.kind == .component { counts[object.name, default: 0] += 1 }
      for part in facts.relations(from: strategy.source) where part.kind == .contains {
        for source in facts.objects[part.target].logSources {
          counts[name(of: source, in: facts), default: 0] += 1
        }
      }
    }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  private static func name(of source: AttackObject.LogSource, in facts: AttackFacts) -> String {
    guard let component = source.component.map({ facts.objects[$0].name }) else {
      return source.name
    }
    return component == source.name ? component : "\(source.name) (\(component))"
  }
}

extension AttackFacts {
  /// Relations of current mitigations to the technique.
  func mitigations(of technique: Int) -> [AttackRelation] {
    relations(to: technique).filter { $0.kind == .mitigates && objects[$0.source].isCurrent }
  }
}
