import Model
import Testing

@testable import Knowledge

struct TechniqueLearningTests {
  private let facts: AttackFacts
  private static let procedures = [
    ("T1113", "captured a screenshot of the desktop every minute", "G0001 One"),
    ("T1113", "can take screenshots of all windows", "G0002 Two"),
    ("T1113", "saved screenshots of the screen to a folder", "G0003 Three"),
    ("T1566.001", "sent spearphishing mails with a malicious attachment", "G0001 One"),
    ("T1566.001", "mailed attachments with macros to clerks", "G0004 Four"),
    ("T1566.001", "delivered an attachment by mail that ran a macro", "G0005 Five"),
    ("T1053.005", "created a scheduled task to start again each day", "G0001 One"),
    ("T1053.005", "used schtasks to register a scheduled task", "G0006 Six"),
  ].map { ProcedureExample(technique: $0.0, text: $0.1, urls: [], actor: $0.2) }

  init() throws {
    facts = try FactsPack.read(FactsPack.builtIn())
  }

  private func learning(_ verdicts: [JudgedSentence] = []) -> TechniqueLearning {
    var learning = TechniqueLearning(facts: facts, procedures: Self.procedures)
    learning.add(verdicts)
    return learning
  }

  @Test
  func `all techniques of ATT&CK are ranked, the one of the words first`() {
    let ranker = learning().ranker()
    #expect(ranker.techniques.count > 690)
    #expect(ranker.rank(sentence: "It took a screenshot of the screen").first?.technique == "T1113")
    #expect(ranker.rank(sentence: "a scheduled task was created").first?.technique == "T1053.005")
  }

  @Test
  func `a model is the same after it was kept`() {
    let ranker = learning().ranker()
    let again = TechniqueRanker(encoded: ranker.encoded().span)
    #expect(again == ranker)
  }

  @Test
  func `a revoked technique is learned as what stands in its place`() {
    let old = [ProcedureExample(technique: "T1086", text: "ran powershell scripts", urls: [])]
    let learning = TechniqueLearning(facts: facts, procedures: old)
    #expect(learning.place(of: "T1086").map { learning.classes[$0] } == "T1059.001")
    #expect(learning.exampleCount == 1)
  }

  @Test
  func `an accepted sentence is learned from, and a rejected one is unlearned`() {
    let words = "the panel recorded what staff saw on their monitors"
    let more = "the panel recorded monitors of staff again"
    func place(_ technique: String, _ verdicts: [JudgedSentence]) -> Int {
      learning(verdicts).ranker().rank(sentence: words).firstIndex { $0.technique == technique }
        ?? -1
    }
    let accepted = [words, more].map {
      JudgedSentence(technique: "T1125", text: $0, isAccepted: true, fold: 0)
    }
    #expect(place("T1125", accepted) == 0)
    #expect(place("T1125", []) > 0)
    let rejected = ["saved screenshots of the screen to a folder", "saved screenshots to a folder"]
      .map { JudgedSentence(technique: "T1113", text: $0, isAccepted: false, fold: 0) }
    func score(_ verdicts: [JudgedSentence]) -> Float {
      learning(verdicts).ranker().rank(sentence: "saved screenshots to a folder")
        .first { $0.technique == "T1113" }?.score ?? 0
    }
    #expect(score(rejected) < score([]))
  }

  @Test
  func `the card says what the model learned from and how it does on reports it had not seen`()
    throws
  {
    let verdicts = [0, 1].map { fold in
      JudgedSentence(
        technique: "T1113",
        text: "it captured a screenshot of the screen \(fold)",
        isAccepted: true,
        fold: fold
      )
    }
    let (model, card) = learning(verdicts)
      .modelWithCard(attack: "ATT&CK v0", verdicts: verdicts, reports: 2)
    #expect(card.procedures == Self.procedures.count)
    #expect((card.acceptedVerdicts, card.rejectedVerdicts) == (2, 0))
    #expect(card.byteCount == model.encoded().count)
    let check = try #require(card.verdictCheck)
    #expect((check.accepted, check.first, check.firstTen, check.reports) == (2, 2, 2, 2))
    let one = learning().modelWithCard(attack: "ATT&CK v0", verdicts: [], reports: 0).card
    #expect(one.verdictCheck == nil)
  }

  @Test
  func `the nearest procedure is the one with the same words`() throws {
    let ranker = learning().ranker()
    let nearest = NearestProcedure(
      Self.procedures.filter { $0.technique == "T1113" },
      ranker: ranker
    )
    let found = try #require(nearest.nearest(to: "It can take screenshots of windows"))
    #expect(found.procedure.actor == "G0002 Two")
    #expect((0...1).contains(found.likeness))
    #expect(nearest.nearest(to: "qqq zzz") == nil)
  }

  private static func text(_ markdown: String) throws -> ReportText {
    try ReportReader.read(Array(markdown.utf8), file: "r.md").text
  }

  private func claims(_ text: ReportText, known: Set<String> = []) -> [Claim] {
    var ranker = learning().ranker()
    // So few examples give low chances: what counts here is what is read and what is said.
    ranker.scorer.threshold = ranker.rank(text.bytes.isEmpty ? "x" : "saved screenshots")
    return RankedClaims(of: text, ranker: ranker, known: known) { technique in
      Self.procedures.filter { $0.technique == technique }
    }.claims
  }

  @Test
  func `a ranked claim cites its sentence and explains itself`() throws {
    let text = try Self.text("It rained.\n\nThen it saved screenshots of the screen to a folder.")
    let claim = try #require(claims(text).first)
    #expect(claim.subject == "T1113")
    #expect(claim.method == .ranked)
    let cited = String(decoding: text.bytes[claim.span], as: UTF8.self)
    #expect(cited == "Then it saved screenshots of the screen to a folder.")
    #expect(claim.explanation.contains("of G0003 Three, "))
    #expect(claim.explanation.hasSuffix("% alike: saved screenshots of the screen to a folder"))
  }

  @Test
  func `advice, references, code and what the text names itself are not ranked`() throws {
    let words = "It saved screenshots of the screen to a folder."
    for head in ["Mitigations", "References", "Indicators of compromise"] {
      #expect(claims(try Self.text("# Report\n\nIt rained.\n\n# \(head)\n\n\(words)")).isEmpty)
    }
    #expect(claims(try Self.text("```\n\(words)\n```")).isEmpty)
    #expect(!claims(try Self.text(words), known: ["T1113"]).contains { $0.subject == "T1113" })
  }

  @Test
  func `a report of a hundred thousand sentences is read to the limit`() throws {
    let text = try Self.text(String(repeating: "They saved it all here. ", count: 100_000))
    let ranked = RankedClaims(of: text, ranker: learning().ranker(), known: []) { _ in [] }
    #expect(ranked.notRead == 100_000 - RankedClaims.mostSentences)
    let endless = try Self.text(String(repeating: "they saved screenshots ", count: 10_000))
    let none = RankedClaims(of: endless, ranker: learning().ranker(), known: []) { _ in [] }
    #expect(none.notRead == 1)
    #expect(none.claims.isEmpty)
  }
}

extension TechniqueRanker {
  /// Half of the chance of the likeliest technique.
  fileprivate func rank(_ words: String) -> Double {
    (rank(document: Array(words.utf8)).first?.score ?? 0) / 2
  }
}
