import Glibc

// What comes next, from who did the same before.
//
// Groups and campaigns are profiles: the set of techniques ATT&CK relates them to. A profile is near to
// what was seen as far as both share techniques, rare ones more than common ones: the sum of the shared
// techniques' idf, divided by the square root of the profile's own sum, so that the long profiles of
// well-described groups do not win by their length. What near profiles use besides comes next, each
// profile counting with the cube of its nearness. Root and cube were chosen on held-out halves of groups;
// the recall is measured on campaigns, which had no part in the choice (NextStepEvaluation).

/// The techniques of every current group and campaign.
package struct ProfileIndex: Sendable {
  package struct Profile: Sendable {
    /// Index of the group or campaign.
    package var actor: Int
    /// Indices of its techniques, sorted.
    package var techniques: [Int]
  }

  package let profiles: [Profile]
  /// For each technique, how many profiles have it.
  let frequency: [Int: Int]
  /// The idf of each technique that a profile has.
  let weights: [Int: Double]
  /// The sum of the weights of each profile's techniques, in the order of the profiles.
  let totals: [Double]

  /// Only what `isCounted` says makes a profile: current groups and campaigns with techniques.
  package init(_ facts: AttackFacts, isCounted: (Int) -> Bool = { _ in true }) {
    self.init(
      (facts.current(.group) + facts.current(.campaign)).compactMap { actor in
        if !isCounted(actor) { return nil }
        let techniques = Self.techniques(of: actor, in: facts)
        return techniques.isEmpty ? nil : Profile(actor: actor, techniques: techniques)
      }
    )
  }

  private init(_ profiles: [Profile]) {
    self.profiles = profiles
    var frequency: [Int: Int] = [:]
    for technique in profiles.lazy.flatMap(\.techniques) { frequency[technique, default: 0] += 1 }
    self.frequency = frequency
    let weights = frequency.mapValues { log((Double(profiles.count) + 1) / (Double($0) + 0.5)) }
    self.weights = weights
    totals = profiles.map { $0.techniques.reduce(0) { $0 + (weights[$1] ?? 0) } }
  }

  func without(_ excluded: Set<Int>) -> Self {
    excluded.isEmpty ? self : Self(profiles.filter { !excluded.contains($0.actor) })
  }

  /// The current techniques that an actor uses by a relation of its own.
  package static func techniques(of actor: Int, in facts: AttackFacts) -> [Int] {
    let targets = facts.relations(from: actor).filter { $0.kind == .uses }.map(\.target)
    return Set(
      targets.filter { facts.objects[$0].kind == .technique && facts.objects[$0].isCurrent }
    )
    .sorted()
  }
}

/// How near each profile is to a set of techniques.
package struct NearestProfiles: Sendable {
  package struct Neighbour: Sendable {
    package var profile: ProfileIndex.Profile
    /// Above 0.
    package var nearness: Double
    /// The techniques in common, the rarest first.
    package var shared: [Int]
  }

  /// Nearest first; profiles that share nothing are left out.
  package let neighbours: [Neighbour]
  /// For each technique, how many profiles have it.
  let frequency: [Int: Int]

  package init(to techniques: Set<Int>, among index: ProfileIndex, without excluded: Set<Int> = [])
  {
    let index = index.without(excluded)
    func weight(_ technique: Int) -> Double { index.weights[technique] ?? 0 }
    neighbours = zip(index.profiles, index.totals).compactMap { profile, total -> Neighbour? in
      let shared = profile.techniques.filter(techniques.contains)
      if shared.isEmpty { return nil }
      let common = shared.reduce(0) { $0 + weight($1) }
      return Neighbour(
        profile: profile,
        nearness: common / total.squareRoot(),
        shared: shared.sorted { (weight($1), $0) < (weight($0), $1) }
      )
    }.sorted { ($1.nearness, $0.profile.actor) < ($0.nearness, $1.profile.actor) }
    frequency = index.frequency
  }

  /// Techniques that near profiles use besides those that were seen, the likeliest first, each with its
  /// share of all nearness.
  package func following(_ seen: Set<Int>) -> [(technique: Int, share: Double)] {
    var scores: [Int: Double] = [:]
    var total = 0.0
    for neighbour in neighbours {
      let weight = neighbour.nearness * neighbour.nearness * neighbour.nearness
      total += weight
      for technique in neighbour.profile.techniques where !seen.contains(technique) {
        scores[technique, default: 0] += weight
      }
    }
    return scores.map { (technique: $0.key, share: $0.value / total) }
      .sorted { ($1.share, $0.technique) < ($0.share, $1.technique) }
  }
}
