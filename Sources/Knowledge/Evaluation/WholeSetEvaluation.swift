/// The ranker of all techniques, as it is made on a user's machine, measured on labelled reports that it
/// has not seen: it learns from ATT&CK's procedure examples alone, less those drawn from one of the
/// reports. Its calibration is fitted on four parts of the reports and measured on the fifth.
package struct WholeSetEvaluation: Sendable {
  /// Chances in one tenth, and how often the technique was there.
  package struct Bin: Sendable, Equatable {
    package var count = 0
    package var sum = 0.0
    package var present = 0
  }

  package var techniques: Int
  package var examples: Int
  package var spans: Int
  package var first: MeasuredFigure
  package var firstThree: MeasuredFigure
  package var firstTen: MeasuredFigure
  /// The parent technique is among the first five parents.
  package var parentFirstFive: MeasuredFigure
  /// The same when the marked spans of the other reports are taken in as verdicts.
  package var firstWithVerdicts: MeasuredFigure
  package var firstTenWithVerdicts: MeasuredFigure
  package var documentMeanF1: MeasuredFigure
  package var documentPrecision: MeasuredFigure
  package var documentRecall: MeasuredFigure
  /// Techniques shown for a report, on average.
  package var shown: Double
  package var bins: [Bin]
  /// The mean distance of chance and truth over the bins, weighed by what is in them.
  package var calibrationError: Double
  /// Fitted on all reports: what `ShippedCalibration` holds.
  package var coefficients: [Double]
  package var threshold: Double
  package var modelByteCount: Int
  package var trainingSeconds: Double

  static let folds = 5

  package init(
    documents: [LabelledDocument],
    learning: TechniqueLearning
  ) {
    let urls = Set(documents.map { ReportAddress.key($0.url) })
    let (trained, seconds) = ProcessorTime.of { learning.ranker(unseen: urls) }
    let bytes = trained.encoded()
    // What is measured is the model as it is kept.
    let ranker = TechniqueRanker(encoded: bytes.span) ?? trained
    (modelByteCount, trainingSeconds) = (bytes.count, seconds)
    (techniques, examples) = (learning.classes.count, learning.exampleCount)

    let hits = documents.map { SpanHits($0, ranker: ranker, learning: learning) }
    let totals = hits.map { Double($0.count) }
    spans = hits.reduce(0) { $0 + $1.count }
    first = MeasuredFigure(hits: hits.map { Double($0.first) }, totals: totals)
    firstThree = MeasuredFigure(hits: hits.map { Double($0.firstThree) }, totals: totals)
    firstTen = MeasuredFigure(hits: hits.map { Double($0.firstTen) }, totals: totals)
    parentFirstFive = MeasuredFigure(hits: hits.map { Double($0.parents) }, totals: totals)

    let width = learning.classes.count
    let scored = documents.map { document in
      DocumentScorerTraining.Document(
        figures: ranker.figures(of: document.text),
        classes: Set(
          (document.marks.map(\.technique) + document.techniques)
            .compactMap(learning.place)
        )
      )
    }
    let groups = NearDuplicates.groups(
      of: documents.map { ReportSketch(of: $0.text) },
      leastResemblance: 0.3
    )
    let all = Array(documents.indices)
    let parts = GroupedFolds(all, groups: groups, count: Self.folds).folds
    let taught = Self.taught(documents, parts: parts, learning: learning, unseen: urls)
    let spanCounts = taught.map { Double($0.count) }
    firstWithVerdicts = MeasuredFigure(hits: taught.map { Double($0.first) }, totals: spanCounts)
    firstTenWithVerdicts = MeasuredFigure(
      hits: taught.map { Double($0.firstTen) },
      totals: spanCounts
    )
    let priors = learning.priors
    var agreements = [SetAgreement](repeating: SetAgreement(), count: documents.count)
    var bins = [Bin](repeating: Bin(), count: 10)
    for held in parts {
      let seen = Set(held)
      let scorer = DocumentScorerTraining.train(
        all.filter { !seen.contains($0) }.map { scored[$0] },
        classCount: width,
        priors: priors
      )
      for number in held {
        let chances = (0..<width).map { scorer.chance(of: $0, figures: scored[number].figures[$0]) }
        let shown = Set(chances.indices.filter { chances[$0] >= scorer.threshold })
        agreements[number] = SetAgreement(predicted: shown, actual: scored[number].classes)
        for (place, chance) in chances.enumerated() {
          let bin = min(9, Int(chance * 10))
          bins[bin].count += 1
          bins[bin].sum += chance
          bins[bin].present += scored[number].classes.contains(place) ? 1 : 0
        }
      }
    }
    documentMeanF1 = MeasuredFigure(mean: agreements.map(\.f1))
    let right = agreements.map { Double($0.hits) }
    documentPrecision = MeasuredFigure(hits: right, totals: agreements.map { Double($0.predicted) })
    documentRecall = MeasuredFigure(hits: right, totals: agreements.map { Double($0.actual) })
    shown = agreements.reduce(0) { $0 + Double($1.predicted) } / Double(max(1, agreements.count))
    self.bins = bins
    // The lowest bin holds nearly all pairs and is right by the rarity of techniques alone.
    let upper = bins.dropFirst()
    let weight = Double(max(1, upper.reduce(0) { $0 + $1.count }))
    calibrationError = upper.reduce(0) { $0 + abs($1.sum - Double($1.present)) } / weight
    let fitted = DocumentScorerTraining.train(scored, classCount: width, priors: priors)
    (coefficients, threshold) = (fitted.coefficients, fitted.threshold)
  }

  /// Hits on each report of models that learned from the marked spans of the reports of other parts.
  private static func taught(
    _ documents: [LabelledDocument],
    parts: [[Int]],
    learning: TechniqueLearning,
    unseen: Set<String>
  ) -> [SpanHits] {
    var learning = learning
    for (part, members) in parts.enumerated() {
      learning.add(
        members.flatMap { documents[$0].verdicts(fold: part) }
      )
    }
    var hits = [SpanHits?](repeating: nil, count: documents.count)
    for (part, members) in parts.enumerated() {
      let ranker = learning.ranker(heldOut: part, unseen: unseen)
      for number in members {
        hits[number] = SpanHits(documents[number], ranker: ranker, learning: learning)
      }
    }
    return hits.compactMap { $0 }
  }

  private struct SpanHits {
    var (count, first, firstThree, firstTen, parents) = (0, 0, 0, 0, 0)

    init(_ document: LabelledDocument, ranker: TechniqueRanker, learning: TechniqueLearning) {
      for mark in document.marks {
        guard let place = learning.place(of: mark.technique) else { continue }
        let actual = learning.classes[place]
        let words = String(decoding: document.text[mark.span], as: UTF8.self)
        let ranked = ranker.rank(sentence: words).map(\.technique)
        count += 1
        first += ranked.first == actual ? 1 : 0
        firstThree += ranked.prefix(3).contains(actual) ? 1 : 0
        firstTen += ranked.prefix(10).contains(actual) ? 1 : 0
        var families: [Substring] = []
        for technique in ranked where families.count < 5 {
          let family = technique.prefix { $0 != "." }
          if !families.contains(family) { families.append(family) }
        }
        parents += families.contains(actual.prefix { $0 != "." }) ? 1 : 0
      }
    }
  }
}

extension LabelledDocument {
  /// Its marked spans, as if an analyst had accepted each.
  fileprivate func verdicts(fold: Int) -> [JudgedSentence] {
    marks.map {
      JudgedSentence(
        technique: $0.technique,
        text: String(decoding: text[$0.span], as: UTF8.self),
        isAccepted: true,
        fold: fold
      )
    }
  }
}

extension TechniqueRanker {
  /// For each technique the figures of a text that the chance is made of.
  func figures(of text: [UInt8]) -> [[Double]] {
    let sentences = SentenceSplitter.sentences(of: text).filter { RankedClaims.hasWords(text[$0]) }
    let scores = sentences.prefix(RankedClaims.mostSentences).map {
      classifier.scores(of: HashedText(String(decoding: text[$0], as: UTF8.self)))
    }
    return DocumentScorer.figures(of: scores, classCount: techniques.count)
  }
}

extension WholeSetEvaluation {
  package var markdown: String {
    let rows = bins.enumerated().map { number, bin in
      let count = Double(max(1, bin.count))
      let seen = ShareInterval(hits: bin.present, of: bin.count)
      return
        "| \(number * 10)–\(number * 10 + 10) % | \(bin.count) | \(Thousandths.text(bin.sum / count))"
        + " | \(seen.text) |"
    }
    return """
      ## All techniques

      \(techniques) techniques, learned from \(examples) procedure examples and sentences of ATT&CK alone, less
      those drawn from one of the reports: the model that a user's machine makes. \(spans) marked spans of 197 techniques. Chances
      are fitted on four parts of the reports and measured on the fifth.

      | figure | value |
      |---|---|
      | marked spans, the technique is the first of all | \(first.text) |
      | marked spans, among the first three | \(firstThree.text) |
      | marked spans, among the first ten | \(firstTen.text) |
      | marked spans, parent among the first five parents | \(parentFirstFive.text) |
      | the first of all, verdicts of the other reports taken in | \(firstWithVerdicts.text) |
      | among the first ten, verdicts of the other reports taken in | \(firstTenWithVerdicts.text) |
      | whole reports, mean F1 | \(documentMeanF1.text) |
      | whole reports, precision over all | \(documentPrecision.text) |
      | whole reports, recall over all | \(documentRecall.text) |
      | whole reports, techniques shown | \(Thousandths.text(shown)) |
      | mean distance of chance and truth, above a tenth | \(Thousandths.text(calibrationError)) |
      | model, bytes | \(modelByteCount) |
      | training, seconds of processor | \(Thousandths.text(trainingSeconds)) |

      | chance given | techniques of reports | mean chance | were there |
      |---|---|---|---|
      \(rows.joined(separator: "\n"))

      Fitted on all reports: \(coefficients.map { Self.signed($0) }.joined(separator: ", ")); shown from
      \(Thousandths.text(threshold)) on. The program carries these figures and no word of the reports.

      """
  }

  static func signed(_ figure: Double) -> String {
    (figure < 0 ? "-" : "") + Thousandths.text(abs(figure))
  }
}

/// How the ranker of one version of ATT&CK does on the examples that a later version added: all techniques,
/// reports that nobody had read when it learned.
package struct LaterExamplesEvaluation: Sendable {
  package var before: String
  package var after: String
  package var examples: Int
  package var techniques: Int
  package var first: ShareInterval
  package var firstTen: ShareInterval
  package var parentFirstFive: ShareInterval

  /// Counts examples whose actor and technique are not tied in `before` and whose reports it does not cite.
  package init?(before: AttackImport, after: AttackImport) {
    let known = ProcedureExample.all(in: before)
    let tied = Set(known.map { $0.actor.prefix(5) + " " + $0.technique })
    let urls = Set(known.lazy.flatMap(\.urls).map(ReportAddress.key))
    let learning = TechniqueLearning(
      facts: before.facts,
      procedures: known + ProcedureExample.descriptions(before.texts, facts: before.facts)
    )
    let ranker = learning.ranker()
    let classes = Set(learning.classes)
    let new = ProcedureExample.all(in: after).filter {
      classes.contains($0.technique) && !$0.urls.isEmpty
        && !tied.contains($0.actor.prefix(5) + " " + $0.technique)
        && urls.isDisjoint(with: $0.urls.map(ReportAddress.key))
    }
    guard !new.isEmpty, let from = before.facts.releases.first, let to = after.facts.releases.first
    else { return nil }
    var (first, ten, parents) = (0, 0, 0)
    for example in new {
      let ranked = ranker.rank(sentence: example.text).map(\.technique)
      first += ranked.first == example.technique ? 1 : 0
      ten += ranked.prefix(10).contains(example.technique) ? 1 : 0
      var families: [Substring] = []
      for technique in ranked where families.count < 5 {
        let family = technique.prefix { $0 != "." }
        if !families.contains(family) { families.append(family) }
      }
      parents += families.contains(example.technique.prefix { $0 != "." }) ? 1 : 0
    }
    (self.before, self.after) = (from.title, to.title)
    examples = new.count
    techniques = Set(new.map(\.technique)).count
    self.first = ShareInterval(hits: first, of: new.count)
    firstTen = ShareInterval(hits: ten, of: new.count)
    parentFirstFive = ShareInterval(hits: parents, of: new.count)
  }

  package var markdown: String {
    """
    \(examples) procedure examples of \(techniques) techniques that \(after) added and whose reports \(before)
    does not cite, ranked by a model of \(before) alone: first of all \(first.text), among the first ten
    \(firstTen.text), parent among the first five parents \(parentFirstFive.text).

    """
  }
}
