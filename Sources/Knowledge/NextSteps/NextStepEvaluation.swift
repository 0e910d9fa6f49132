/// How often the steps that a campaign really took stand among those that would have been named.
///
/// The protocol: every current campaign with at least six techniques is split `repetitions` times at
/// random into two halves. One half is shown; the other is to be found among the first twenty
/// techniques that follow. The campaign itself and the groups it is attributed to are taken out first,
/// because ATT&CK may have given a group what its campaign did. A campaign's recall is the mean of its
/// repetitions, the result is the mean of the campaigns, with a 95 % interval from resampling campaigns.
package struct NextStepEvaluation: Sendable, Codable, Equatable {
  package static let shortest = 6
  package static let listLength = 20

  package var campaigns: Int
  package var repetitions: Int
  package var recall: Double
  package var lowerBound: Double
  package var upperBound: Double
  /// The same with techniques named by how many actors use them, whatever was seen.
  package var recallOfMostCommon: Double

  package init(_ facts: AttackFacts, repetitions: Int = 10, seed: UInt64 = 1) {
    var generator = SplitMix(state: seed)
    let index = ProfileIndex(facts)
    var recalls: [Double] = []
    var common: [Double] = []
    for campaign in facts.current(.campaign) {
      let techniques = ProfileIndex.techniques(of: campaign, in: facts)
      guard techniques.count >= Self.shortest else { continue }
      let excluded = Set(Self.groups(of: campaign, in: facts) + [campaign])
      var sums = (near: 0.0, common: 0.0)
      for _ in 0..<repetitions {
        let shuffled = techniques.shuffled(using: &generator)
        let seen = Set(shuffled.prefix(techniques.count / 2))
        let held = Set(shuffled.dropFirst(techniques.count / 2))
        let near = NearestProfiles(to: seen, among: index, without: excluded)
        sums.near += Self.recall(near.following(seen).map(\.technique), of: held)
        sums.common += Self.recall(Self.mostCommon(near, without: seen), of: held)
      }
      recalls.append(sums.near / Double(repetitions))
      common.append(sums.common / Double(repetitions))
    }
    campaigns = recalls.count
    self.repetitions = repetitions
    recall = Self.mean(recalls)
    recallOfMostCommon = Self.mean(common)
    (lowerBound, upperBound) = Self.interval(recalls, using: &generator)
  }

  private static func groups(of campaign: Int, in facts: AttackFacts) -> [Int] {
    facts.relations(from: campaign).filter { $0.kind == .attributedTo }.map(\.target)
  }

  private static func mostCommon(_ near: NearestProfiles, without seen: Set<Int>) -> [Int] {
    near.frequency.filter { !seen.contains($0.key) }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  private static func recall(_ ranked: [Int], of held: Set<Int>) -> Double {
    Double(ranked.prefix(listLength).count(where: held.contains)) / Double(held.count)
  }

  private static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }

  private static func interval(
    _ values: [Double],
    using generator: inout SplitMix
  ) -> (Double, Double) {
    guard !values.isEmpty else { return (0, 0) }
    let draws = 2000
    let means = (0..<draws).map { _ in
      mean(values.map { _ in values[Int.random(in: values.indices, using: &generator)] })
    }.sorted()
    return (means[draws * 25 / 1000], means[draws * 975 / 1000])
  }
}

extension NextStepEvaluation {
  /// The figures as a part of a page.
  package var markdown: String {
    """
    ## Next steps

    \(campaigns) campaigns of ATT&CK with \(Self.shortest) techniques or more, each split \(repetitions) times at
    random into halves: one is shown, the other is to be found among the first \(Self.listLength). The campaign and
    the groups it is attributed to are left out of what is learned from. Brackets: 95 % of 2000 draws.

    | figure | value |
    |---|---|
    | recall | \(Thousandths.text(recall)) [\(Thousandths.text(lowerBound)), \(Thousandths.text(upperBound))] |
    | recall of the techniques that most actors use | \(Thousandths.text(recallOfMostCommon)) |

    """
  }
}
