/// What a kept model was made of, how well it does and what it is not for.
package struct RankerCard: Sendable, Codable, Equatable {
  /// How the model ranks the techniques of sentences that analysts decided on, when it has not seen the
  /// reports that they are from.
  package struct VerdictCheck: Sendable, Codable, Equatable {
    package var accepted: Int
    /// Accepted sentences whose technique is the first, or among the first ten.
    package var first: Int
    package var firstTen: Int
    /// The same for a model that learned from no verdict.
    package var firstWithoutVerdicts: Int
    package var firstTenWithoutVerdicts: Int
    package var rejected: Int
    /// Rejected sentences whose technique is still the first.
    package var stillFirst: Int
    package var stillFirstWithoutVerdicts: Int
    package var reports: Int
  }

  /// As in `ATT&CK v18.1`.
  package var attack: String
  package var procedures: Int
  package var techniques: Int
  package var acceptedVerdicts: Int
  package var rejectedVerdicts: Int
  package var features: Int
  package var weights: Int
  package var byteCount: Int
  /// Of processor.
  package var trainingSeconds: Double
  /// The chance from which on a technique is shown.
  package var threshold: Double
  package var calibration: String
  /// Absent where verdicts are of fewer than two reports.
  package var verdictCheck: VerdictCheck?
  package var use =
    "Suggests techniques for sentences of reports in English, for an analyst to accept or reject."
  package var limits =
    "Knows words, not their order: negations, advice and quotations look like events. Rare techniques"
    + " have few examples. The chance was fitted on reports in which 197 techniques were labelled."
}

extension TechniqueLearning {
  /// A model from all examples, with its card. `verdicts` must be those that were added.
  package func modelWithCard(
    attack: String,
    verdicts: [JudgedSentence],
    reports: Int
  ) -> (model: TechniqueRanker, card: RankerCard) {
    let (model, seconds) = ProcessorTime.of { ranker() }
    let card = RankerCard(
      attack: attack,
      procedures: exampleCount - verdicts.count,
      techniques: classes.count,
      acceptedVerdicts: verdicts.count { $0.isAccepted },
      rejectedVerdicts: verdicts.count { !$0.isAccepted },
      features: model.classifier.space.hashes.count,
      weights: model.classifier.weights.count,
      byteCount: model.encoded().count,
      trainingSeconds: seconds,
      threshold: model.scorer.threshold,
      calibration: ShippedCalibration.origin,
      verdictCheck: check(verdicts, reports: reports)
    )
    return (model, card)
  }

  private func check(
    _ verdicts: [JudgedSentence],
    reports: Int
  ) -> RankerCard.VerdictCheck? {
    let folds = Dictionary(grouping: verdicts, by: \.fold)
    guard folds.count >= 2 else { return nil }
    let before = ranker(withoutVerdicts: true)
    var check = RankerCard.VerdictCheck(
      accepted: verdicts.count { $0.isAccepted },
      first: 0,
      firstTen: 0,
      firstWithoutVerdicts: 0,
      firstTenWithoutVerdicts: 0,
      rejected: verdicts.count { !$0.isAccepted },
      stillFirst: 0,
      stillFirstWithoutVerdicts: 0,
      reports: reports
    )
    for (number, held) in folds {
      let model = ranker(heldOut: number)
      for verdict in held {
        let (place, placeBefore) = (model.place(of: verdict), before.place(of: verdict))
        if verdict.isAccepted {
          check.first += place == 0 ? 1 : 0
          check.firstTen += place < 10 ? 1 : 0
          check.firstWithoutVerdicts += placeBefore == 0 ? 1 : 0
          check.firstTenWithoutVerdicts += placeBefore < 10 ? 1 : 0
        } else {
          check.stillFirst += place == 0 ? 1 : 0
          check.stillFirstWithoutVerdicts += placeBefore == 0 ? 1 : 0
        }
      }
    }
    return check
  }
}

extension TechniqueRanker {
  /// From 0: where the technique of a verdict stands among all for its sentence.
  fileprivate func place(of verdict: JudgedSentence) -> Int {
    let ranked = rank(sentence: verdict.text)
    return ranked.firstIndex { $0.technique == verdict.technique } ?? ranked.count
  }
}
