/// Examples turned into features once, and models trained on any part of them.
package struct RankerTraining: Sendable {
  package struct Options: Sendable {
    /// Costs of an error, in the order of trust: whole sentences as they occur, the marked words alone,
    /// ATT&CK's own sentences, which read differently from reports.
    var sentenceCost: Float = 0.5
    var markCost: Float = 0.25
    var procedureCost: Float = 0.15
    /// 3 bytes each: with the features' own 8 bytes the model stays below 5 MB.
    var largestWeightCount = 1_200_000
    var passes = 12
    /// Parts of the training documents, each scored by a model that has not seen it, so that the
    /// document scorer learns from scores such as new documents have.
    var innerFolds = 3

    package init() {}
  }

  struct Sentence: Sendable {
    var text: HashedText
    var classes: [Int]
  }

  struct Document: Sendable {
    var sentences: [Sentence]
    var marks: [Sentence]
    var classes: Set<Int>
    var urlKey: String
  }

  struct Procedure: Sendable {
    var text: HashedText
    var classIndex: Int
    var urlKeys: Set<String>
  }

  package let classes: [String]
  let documents: [Document]
  let procedures: [Procedure]
  let options: Options

  /// `classOf` gives the class that stands for a technique, such as its parent; `nil` for none.
  package init(
    documents: [LabelledDocument],
    procedures: [ProcedureExample],
    classes: [String],
    classOf: (String) -> String?,
    options: Options = Options()
  ) {
    let numbers = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
    func number(_ technique: String) -> Int? { classOf(technique).flatMap { numbers[$0] } }
    self.classes = classes
    self.options = options
    self.documents = documents.map { Document($0, number: number) }
    self.procedures = procedures.compactMap { procedure in
      number(procedure.technique).map {
        Procedure(
          text: HashedText(procedure.text),
          classIndex: $0,
          urlKeys: Set(procedure.urls.map(ReportAddress.key))
        )
      }
    }
  }

  /// The classifier of sentences, from some of the documents and from every procedure that is not
  /// drawn from one of `heldOut`.
  func classifier(from documents: [Int], heldOut: [Int], workers: Int = 1) async -> LinearModel {
    let examples = examples(from: documents, heldOut: heldOut)
    let space = FeatureSpace(of: examples.lazy.map(\.text))
    let problem = LinearProblem(
      featureCount: space.hashes.count,
      classCount: classes.count,
      examples: examples.map {
        LinearProblem.Example(
          vector: space.vector(of: $0.text),
          positives: $0.classes,
          cost: $0.cost
        )
      }
    )
    return LinearModel(
      space: space,
      classes: classes,
      rows: await DualCoordinateDescent(passes: options.passes).train(problem, workers: workers),
      largestWeightCount: options.largestWeightCount
    )
  }

  private func examples(
    from documents: [Int],
    heldOut: [Int]
  ) -> [(text: HashedText, classes: [Int], cost: Float)] {
    var examples: [(text: HashedText, classes: [Int], cost: Float)] = []
    for document in documents.map({ self.documents[$0] }) {
      examples += document.sentences.map { ($0.text, $0.classes, options.sentenceCost) }
      examples += document.marks.map { ($0.text, $0.classes, options.markCost) }
    }
    let unseen = Set(heldOut.map { self.documents[$0].urlKey })
    for procedure in procedures where procedure.urlKeys.isDisjoint(with: unseen) {
      examples.append((procedure.text, [procedure.classIndex], options.procedureCost))
    }
    return examples
  }

  /// The whole ranker. `groups` keeps documents of one kind in one part.
  package func ranker(
    from documents: [Int],
    heldOut: [Int] = [],
    groups: [Int],
    workers: Int = 1
  ) async -> TechniqueRanker {
    let folds = GroupedFolds(documents, groups: groups, count: options.innerFolds)
    var scored: [DocumentScorerTraining.Document] = []
    for fold in folds.folds {
      let rest = documents.filter { !fold.contains($0) }
      let classifier = await classifier(from: rest, heldOut: heldOut + fold, workers: workers)
      scored += fold.map { number in
        let document = self.documents[number]
        let scores = document.sentences.map { classifier.scores(of: $0.text) }
        return DocumentScorerTraining.Document(
          figures: DocumentScorer.figures(of: scores, classCount: classes.count),
          classes: document.classes
        )
      }
    }
    return TechniqueRanker(
      classifier: await classifier(from: documents, heldOut: heldOut, workers: workers),
      scorer: DocumentScorerTraining.train(scored, classCount: classes.count)
    )
  }
}

extension RankerTraining.Document {
  fileprivate init(_ document: LabelledDocument, number: (String) -> Int?) {
    sentences = SentenceSplitter.sentences(of: document.text).map { range in
      let marked = document.marks.filter { $0.span.overlaps(range) }.compactMap {
        number($0.technique)
      }
      return RankerTraining.Sentence(
        text: HashedText(String(decoding: document.text[range], as: UTF8.self)),
        classes: Set(marked).sorted()
      )
    }
    marks = document.marks.compactMap { mark in
      number(mark.technique).map {
        RankerTraining.Sentence(
          text: HashedText(String(decoding: document.text[mark.span], as: UTF8.self)),
          classes: [$0]
        )
      }
    }
    let marked = document.marks.map(\.technique)
    classes = Set((marked + document.techniques).compactMap(number))
    urlKey = ReportAddress.key(document.url)
  }
}

/// A report's address without what does not tell reports apart.
package enum ReportAddress {
  package static func key(_ url: String) -> String {
    var key = url.lowercased()[...]
    for prefix in ["https://", "http://", "www."] where key.hasPrefix(prefix) {
      key = key.dropFirst(prefix.count)
    }
    while key.last == "/" { key = key.dropLast() }
    return String(key)
  }
}

/// Documents dealt into parts of about one size, with each group whole in one part.
package struct GroupedFolds: Equatable, Sendable {
  package let folds: [[Int]]

  /// `groups` holds the group of each document, by its number.
  package init(_ documents: [Int], groups: [Int], count: Int, seed: UInt64 = 1) {
    var random = SplitMix(state: seed)
    let members = Dictionary(grouping: documents) { groups[$0] }
    var folds = [[Int]](repeating: [], count: count)
    let shuffled = members.sorted { $0.key < $1.key }.map(\.value).shuffled(using: &random)
    for group in shuffled {
      let smallest = folds.indices.min { folds[$0].count < folds[$1].count } ?? 0
      folds[smallest] += group
    }
    self.folds = folds.map { $0.sorted() }
  }
}
