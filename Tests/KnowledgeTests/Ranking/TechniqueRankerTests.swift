import Testing

@testable import Knowledge

/// A dozen invented reports of two techniques, and one that shows none.
private enum RankerSample {
  static let documents: [LabelledDocument] = (0..<12).map { number in
    let isPhishing = number % 2 == 0
    let words =
      isPhishing
      ? "The operators mailed an attachment with a macro to clerk \(number)."
      : "The implant captured a screenshot of desktop \(number) each minute."
    return LabelledDocument(
      title: "Report \(number)",
      url: "https://example.org/\(number)",
      text: Array("\(words)\nThe weather was fine in town \(number).".utf8),
      marks: [
        .init(span: 0..<words.utf8.count, technique: isPhishing ? "T1566.001" : "T1113")
      ],
      techniques: []
    )
  }

  static func ranker() async -> TechniqueRanker {
    let training = RankerTraining(
      documents: documents,
      procedures: [],
      classes: ["T1113", "T1566.001"],
      classOf: { $0 }
    )
    return await training.ranker(from: Array(0..<12), groups: Array(0..<12))
  }
}

@Test
func `the ranker puts the technique of the words first`() async {
  let ranker = await RankerSample.ranker()
  let first = ranker.rank(sentence: "It captured a screenshot each hour").first
  #expect(first?.technique == "T1113")
}

@Test
func `a ranked report cites the sentence that speaks for the technique`() async throws {
  let ranker = await RankerSample.ranker()
  let text = Array("All was quiet.\nThey mailed an attachment with a macro.".utf8)
  let ranked = ranker.rank(document: text)
  let best = try #require(ranked.first)
  #expect(best.technique == "T1566.001")
  #expect(String(decoding: text[best.evidence], as: UTF8.self).hasPrefix("They mailed"))
}

@Test
func `a ranker that is written and read is the same`() async {
  let ranker = await RankerSample.ranker()
  let again = TechniqueRanker(encoded: ranker.encoded().span)
  #expect(again == ranker)
}

@Test
func `a ranker cut short anywhere is refused`() async {
  let bytes = await RankerSample.ranker().encoded()
  for count in stride(from: 0, to: bytes.count, by: 7) {
    let cut = TechniqueRanker(encoded: bytes.span.extracting(0..<count))
    #expect(cut == nil)
  }
}

@Test
func `training twice gives the same bytes`() async {
  let training = RankerTraining(
    documents: RankerSample.documents,
    procedures: [],
    classes: ["T1113", "T1566.001"],
    classOf: { $0 }
  )
  let one = await training.ranker(from: Array(0..<12), groups: Array(0..<12))
  let two = await training.ranker(from: Array(0..<12), groups: Array(0..<12))
  let isSame = one.encoded() == two.encoded()
  #expect(isSame)
}

@Test
func `an empty report has no techniques`() async {
  let ranker = await RankerSample.ranker()
  #expect(ranker.rank(document: []).isEmpty)
}

@Test(arguments: [
  ("It ran cmd.exe. Then it slept.", ["It ran cmd.exe.", "Then it slept."]),
  ("Version 1.2 and e.g. this", ["Version 1.2 and e.g. this"]),
  ("\n  one \n\n two\r\n", ["one", "two"]),
  ("", []),
])
func `a text is cut into sentences`(text: String, sentences: [String]) {
  let bytes = Array(text.utf8)
  let found = SentenceSplitter.sentences(of: bytes).map {
    String(decoding: bytes[$0], as: UTF8.self)
  }
  #expect(found == sentences)
}

@Test
func `near-identical reports fall into one group, and others do not`() {
  let words = (0..<200).map { "word\($0)" }
  let other = (0..<200).map { "term\($0)" }
  let texts = [words, words.dropLast() + ["end"], other].map {
    Array($0.joined(separator: " ").utf8)
  }
  let groups = NearDuplicates.groups(of: texts.map { ReportSketch(of: $0) })
  #expect(groups == [0, 0, 2])
}

@Test
func `a part of the documents never splits a group`() {
  let groups = [0, 1, 0, 3, 1, 5, 6, 7]
  let folds = GroupedFolds(Array(0..<8), groups: groups, count: 3).folds
  #expect(folds.flatMap { $0 }.sorted() == Array(0..<8))
  for fold in folds {
    for other in folds where other != fold {
      let shared = Set(fold.map { groups[$0] }).intersection(other.map { groups[$0] })
      #expect(shared.isEmpty)
    }
  }
}

@Test(arguments: [
  ("Uses [Net](https://attack.mitre.org/x) to look.(Citation: A 2020)", "Uses Net to look."),
  ("A (plain) remark", "A (plain) remark"),
  ("<code>net user</code> [open", " net user  [open"),
])
func `ATT&CK's markup becomes plain text`(markup: String, plain: String) {
  #expect(ProcedureProse.plain(markup) == plain)
}
