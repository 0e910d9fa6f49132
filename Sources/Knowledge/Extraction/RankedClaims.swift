package import Model

/// The techniques that a ranker finds in a report, as claims, and how many it held back.
package struct RankedClaims: Sendable, Equatable {
  package var claims: [Claim]
  /// Techniques with a chance of a tenth and more that stayed below the threshold.
  package var abstained: Int
  /// Sentences behind the first `mostSentences`, and those that are longer than `longestSentence`.
  package var notRead: Int

  /// More than any honest report has; each costs a row of scores.
  package static let mostSentences = 5_000
  /// In bytes. What is longer is no sentence, and would be cited whole.
  package static let longestSentence = 4_000
  /// Shorter sentences are headings and captions.
  private static let fewestWords = 4

  /// Reads what tells of events: no code, tables, lists of indicators, advice or references. Techniques
  /// among `known` are left out: the text names them itself. `procedures` gives the examples of one.
  package init<Failure>(
    of text: ReportText,
    ranker: TechniqueRanker,
    known: Set<String>,
    procedures: (String) throws(Failure) -> [ProcedureExample]
  ) throws(Failure) {
    let all = Self.sentences(of: text)
    let sentences = Array(
      all.lazy.filter { $0.count <= Self.longestSentence }.prefix(Self.mostSentences)
    )
    notRead = all.count - sentences.count
    let ranked = ranker.rank(sentences, of: text.bytes).filter { !known.contains($0.technique) }
    abstained = ranked.count { !$0.isShown && $0.score >= 0.1 }
    claims = []
    for shown in ranked where shown.isShown {
      let sentence = String(decoding: text.bytes[shown.evidence], as: UTF8.self)
      let nearest = NearestProcedure(try procedures(shown.technique), ranker: ranker)
        .nearest(to: sentence)
      claims.append(
        Claim(
          kind: .technique,
          subject: shown.technique,
          detail: "sentence",
          method: .ranked,
          score: shown.score,
          span: shown.evidence,
          explanation: nearest.map { Self.sentence($0.procedure, $0.likeness) } ?? ""
        )
      )
    }
  }

  private static func sentence(_ procedure: ProcedureExample, _ likeness: Double) -> String {
    let who = procedure.actor.isEmpty ? "" : " of \(procedure.actor)"
    let percent = Int((likeness * 100).rounded())
    return "nearest procedure\(who), \(percent) % alike: \(procedure.text)"
  }

  static func sentences(of text: ReportText) -> [Range<Int>] {
    text.sections.filter { $0.kind.isNarrative && $0.kind != .heading }.flatMap { section in
      SentenceSplitter.sentences(of: Array(text.bytes[section.range])).map {
        $0.lowerBound + section.range.lowerBound..<$0.upperBound + section.range.lowerBound
      }
    }.filter { hasWords(text.bytes[$0]) }
  }

  /// Whether it is long enough to tell of an event.
  static func hasWords(_ sentence: ArraySlice<UInt8>) -> Bool {
    var words = 0
    var isInWord = false
    for byte in sentence {
      let isWord = RefangedText.isWord(byte) || byte >= 128
      if isWord, !isInWord { words += 1 }
      isInWord = isWord
      if words >= fewestWords { return true }
    }
    return false
  }
}
