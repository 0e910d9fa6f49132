import Glibc

/// Learns to rank all techniques from ATT&CK's procedure examples and from analysts' verdicts, on the
/// machine that uses it, in seconds.
package struct TechniqueLearning: Sendable {
  /// A verdict says more of how this workspace reads reports than one of 16,000 examples.
  static let verdictCost: Float = 3
  static let largestWeightCount = 1_200_000

  private struct Example: Sendable {
    var text: HashedText
    var positive: [Int]
    var negative: [Int]
    var cost: Float
    /// The part in which a verdict's report is held out; `nil` for what is always learned from.
    var fold: Int?
    var urlKeys: Set<String>
  }

  package let classes: [String]
  private let facts: AttackFacts
  private var examples: [Example]

  package init(facts: AttackFacts, procedures: [ProcedureExample]) {
    self.facts = facts
    classes = facts.current(.technique).map { facts.objects[$0].id.rawValue }.sorted()
    examples = []
    for procedure in procedures {
      guard let place = place(of: procedure.technique) else { continue }
      examples.append(
        Example(
          text: HashedText(procedure.text),
          positive: [place],
          negative: [],
          cost: 1,
          fold: nil,
          urlKeys: Set(procedure.urls.map(ReportAddress.key))
        )
      )
    }
  }

  /// How many examples there are to learn from.
  package var exampleCount: Int { examples.count }

  package mutating func add(_ verdicts: [JudgedSentence]) {
    for verdict in verdicts {
      guard let place = place(of: verdict.technique) else { continue }
      examples.append(
        Example(
          text: HashedText(verdict.text),
          positive: verdict.isAccepted ? [place] : [],
          negative: verdict.isAccepted ? [] : [place],
          cost: Self.verdictCost,
          fold: verdict.fold,
          urlKeys: []
        )
      )
    }
  }

  /// The place of the technique that stands for an id today.
  func place(of technique: String) -> Int? {
    switch facts.look(up: technique, among: [.technique]) {
    case .found(let index), .followed(let index, _):
      let id = facts.objects[index].id.rawValue
      let place = classes.partitioningIndex { $0 >= id }
      return place < classes.count && classes[place] == id ? place : nil
    case .unknown: return nil
    }
  }

  /// A ranker from all examples but those of the part `heldOut` and those drawn from a report among
  /// `unseen`, which are keys of `ReportAddress`.
  package func ranker(
    heldOut: Int? = nil,
    unseen: Set<String> = [],
    withoutVerdicts: Bool = false
  ) -> TechniqueRanker {
    let used = examples.filter { example in
      if let fold = example.fold { return !withoutVerdicts && fold != heldOut }
      return example.urlKeys.isDisjoint(with: unseen)
    }
    let space = FeatureSpace(of: used.lazy.map(\.text))
    let problem = LinearProblem(
      featureCount: space.hashes.count,
      classCount: classes.count,
      examples: used.map {
        LinearProblem.Example(
          vector: space.vector(of: $0.text),
          positives: $0.positive,
          negatives: .only($0.negative),
          cost: $0.cost
        )
      }
    )
    return TechniqueRanker(
      classifier: LinearModel(
        space: space,
        classes: classes,
        rows: CentroidTraining().train(problem),
        largestWeightCount: Self.largestWeightCount
      ),
      scorer: ShippedCalibration.scorer(priors: priors)
    )
  }

  /// Log odds that a group, a campaign or a piece of malware of ATT&CK uses each technique: what is used
  /// often is likely before a word is read.
  package var priors: [Double] {
    let users = facts.current(.group) + facts.current(.campaign) + facts.current(.malware)
    var counts: [Int: Double] = [:]
    for user in users {
      for relation in facts.relations(from: user) where relation.kind == .uses {
        counts[relation.target, default: 0] += 1
      }
    }
    return classes.map { id in
      let uses = facts.index(of: AttackID(rawValue: id)).flatMap { counts[$0] } ?? 0
      return log((uses + 0.5) / (Double(users.count) - uses + 0.5))
    }
  }
}

extension Array {
  /// The first place whose element fits; all behind it must fit too.
  fileprivate func partitioningIndex(_ fits: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if fits(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
