/// The ranker measured on documents that it has not seen.
///
/// Every document is held out once. Near-identical documents are held out together; procedure examples
/// that ATT&CK drew from a held-out document are left out of training; the threshold and the document
/// scorer are learned from the training part alone, by a split within it.
package struct RankerEvaluation: Sendable {
  package var documentCount: Int
  package var groupCount: Int
  package var markCount: Int
  package var procedureCount: Int
  package var folds: Int
  /// Marked spans whose best-ranked technique is the marked one; equal to micro-F1, since each span has
  /// one mark and gets one answer.
  package var spanMicroF1: MeasuredFigure
  package var spanTopThree: MeasuredFigure
  package var documentMeanF1: MeasuredFigure
  package var documentPrecision: MeasuredFigure
  package var documentRecall: MeasuredFigure
  package var namesOnlyMeanF1: MeasuredFigure
  /// Of the largest model of all folds.
  package var modelByteCount: Int
  /// Of processor, on one worker, for the model that learns from every report.
  package var trainingSeconds: Double

  /// `names` is what the baseline looks for, by technique.
  package static func run(
    documents: [LabelledDocument],
    procedures: [ProcedureExample],
    names: [String: [String]],
    folds: Int = 5,
    workers: Int
  ) async -> Self {
    let training = RankerTraining(
      documents: documents,
      procedures: procedures,
      classes: TramTechniques.all,
      classOf: TramTechniques.standIn
    )
    let groups = NearDuplicates.groups(
      of: documents.map { ReportSketch(of: $0.text) },
      leastResemblance: 0.3
    )
    let parts = GroupedFolds(Array(documents.indices), groups: groups, count: folds).folds
    let all = await withTaskGroup(of: [DocumentOutcome].self) { group in
      for heldOut in parts.prefix(workers) {
        group.addTask { @concurrent in await Self.outcomes(of: heldOut, training, documents, groups)
        }
      }
      var waiting = parts.dropFirst(workers)
      var all: [DocumentOutcome] = []
      while let some = await group.next() {
        all += some
        guard let heldOut = waiting.popFirst() else { continue }
        group.addTask { @concurrent in await Self.outcomes(of: heldOut, training, documents, groups)
        }
      }
      return all.sorted { $0.document < $1.document }
    }
    let start = ProcessorTime.now
    _ = await training.ranker(from: Array(documents.indices), groups: groups)
    return Self(
      all,
      trainingSeconds: ProcessorTime.now - start,
      training: training,
      groups: groups,
      folds: folds,
      baseline: NamesOnlyBaseline(names: names)
    )
  }

  struct DocumentOutcome: Sendable {
    var document: Int
    var text: [UInt8]
    var markCount = 0
    var firstHits = 0
    var topThreeHits = 0
    var actual: Set<String> = []
    var shown: Set<String> = []
    var modelByteCount = 0
  }

  private static func outcomes(
    of heldOut: [Int],
    _ training: RankerTraining,
    _ documents: [LabelledDocument],
    _ groups: [Int]
  ) async -> [DocumentOutcome] {
    let rest = documents.indices.filter { !heldOut.contains($0) }
    let trained = await training.ranker(from: rest, heldOut: heldOut, groups: groups)
    let bytes = trained.encoded()
    // What is measured is the model as it is kept.
    guard let ranker = TechniqueRanker(encoded: bytes.span) else { return [] }
    return heldOut.map { number in
      var outcome = DocumentOutcome(document: number, text: documents[number].text)
      outcome.modelByteCount = bytes.count
      for mark in documents[number].marks {
        guard let actual = TramTechniques.standIn(for: mark.technique) else { continue }
        let words = String(decoding: documents[number].text[mark.span], as: UTF8.self)
        let ranked = ranker.rank(sentence: words).prefix(3).map(\.technique)
        outcome.markCount += 1
        outcome.firstHits += ranked.first == actual ? 1 : 0
        outcome.topThreeHits += ranked.contains(actual) ? 1 : 0
      }
      outcome.actual = Set(training.documents[number].classes.map { training.classes[$0] })
      let ranked = ranker.rank(document: documents[number].text)
      outcome.shown = Set(ranked.filter(\.isShown).map(\.technique))
      return outcome
    }
  }

  private init(
    _ outcomes: [DocumentOutcome],
    trainingSeconds: Double,
    training: RankerTraining,
    groups: [Int],
    folds: Int,
    baseline: NamesOnlyBaseline
  ) {
    let agreements = outcomes.map { SetAgreement(predicted: $0.shown, actual: $0.actual) }
    let named = outcomes.map {
      SetAgreement(predicted: baseline.techniques(in: $0.text), actual: $0.actual)
    }
    let marks = outcomes.map { Double($0.markCount) }
    documentCount = outcomes.count
    groupCount = Set(groups).count
    markCount = outcomes.reduce(0) { $0 + $1.markCount }
    procedureCount = training.procedures.count
    self.folds = folds
    spanMicroF1 = MeasuredFigure(hits: outcomes.map { Double($0.firstHits) }, totals: marks)
    spanTopThree = MeasuredFigure(hits: outcomes.map { Double($0.topThreeHits) }, totals: marks)
    documentMeanF1 = MeasuredFigure(mean: agreements.map(\.f1))
    let hits = agreements.map { Double($0.hits) }
    documentPrecision = MeasuredFigure(hits: hits, totals: agreements.map { Double($0.predicted) })
    documentRecall = MeasuredFigure(hits: hits, totals: agreements.map { Double($0.actual) })
    namesOnlyMeanF1 = MeasuredFigure(mean: named.map(\.f1))
    modelByteCount = outcomes.map(\.modelByteCount).max() ?? 0
    self.trainingSeconds = trainingSeconds
  }
}
