/// Ranks techniques for a sentence or a whole report, with the sentence that speaks for each.
package struct TechniqueRanker: Equatable, Sendable {
  package struct Ranked: Equatable, Sendable {
    package var technique: String
    /// Of a sentence, the distance to the margin; of a report, the chance that it shows the technique.
    package var score: Double
    /// The bytes of the strongest sentence.
    package var evidence: Range<Int>
    /// Whether the score passes the threshold that was learned; otherwise the ranker abstains.
    package var isShown: Bool
  }

  var classifier: LinearModel
  var scorer: DocumentScorer

  package var techniques: [String] { classifier.classes }

  /// Every technique for one sentence, best first.
  package func rank(sentence: String) -> [(technique: String, score: Float)] {
    let scores = classifier.scores(of: HashedText(sentence))
    return scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
      .map { (classifier.classes[$0], scores[$0]) }
  }

  /// Techniques that a report may show, best first, at most `limit`.
  package func rank(document text: [UInt8], limit: Int = 50) -> [Ranked] {
    rank(SentenceSplitter.sentences(of: text), of: text, limit: limit)
  }

  /// The same from some of the sentences of a text.
  /// - Complexity: Linear in the sentences, with a row of scores in memory for each.
  package func rank(_ sentences: [Range<Int>], of text: [UInt8], limit: Int = 50) -> [Ranked] {
    if sentences.isEmpty { return [] }
    let scores = sentences.map {
      classifier.scores(of: HashedText(String(decoding: text[$0], as: UTF8.self)))
    }
    let figures = DocumentScorer.figures(of: scores, classCount: techniques.count)
    let ranked = techniques.indices.map { classIndex in
      let best = scores.indices.max { scores[$0][classIndex] < scores[$1][classIndex] } ?? 0
      let chance = scorer.chance(of: classIndex, figures: figures[classIndex])
      return Ranked(
        technique: techniques[classIndex],
        score: chance,
        evidence: sentences[best],
        isShown: chance >= scorer.threshold
      )
    }
    return Array(
      ranked.sorted { ($1.score, $0.technique) < ($0.score, $1.technique) }.prefix(limit)
    )
  }
}
