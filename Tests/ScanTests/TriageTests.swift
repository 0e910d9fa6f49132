import Model
import Scan
import Testing

struct TriageTests {
  private static func subject(
    _ id: String,
    hour: Int64 = 0,
    log10E: Double = 5,
    expectedFalse: Double = 1e-6,
    severity: Int = 2,
    isOpen: Bool = true
  ) -> TriageRule.Subject {
    TriageRule.Subject(
      id: id,
      isOpen: isOpen,
      detectedAt: Timestamp(millisecondsSince1970: hour * 3_600_000),
      log10E: log10E,
      expectedFalse: expectedFalse,
      severity: severity
    )
  }

  @Test
  func `what is strong pages, what is selected queues, and the rest is the rest`() {
    let places = TriageRule(fdr: 0.1, pageLevel: 0.01).triage([
      Self.subject("strong", log10E: 9, expectedFalse: 1e-8),
      Self.subject("weak", log10E: 3.5, expectedFalse: 0.02),
      Self.subject("middle", log10E: 5, expectedFalse: 0.004 / 12),
      Self.subject("declared", isOpen: false),
    ])
    #expect(places["strong"]?.state == .page)
    #expect(places["middle"]?.state == .page)
    #expect(places["weak"]?.state == .rest)
    #expect(places["declared"] == nil)
    let strict = TriageRule(fdr: 0.5, pageLevel: 1e-6).triage([
      Self.subject("middle", log10E: 5, expectedFalse: 0.0003)
    ])
    #expect(strict["middle"]?.state == .queue)
    #expect(strict["middle"]?.eBH == true)
  }

  @Test
  func `a day's findings are ranked by state, by how far the operator came, by strength`() {
    let places = TriageRule().triage([
      Self.subject("a", log10E: 6), Self.subject("b", log10E: 7),
      Self.subject("c", log10E: 5, severity: 5),
      Self.subject("d", log10E: 9, expectedFalse: 0.5, severity: 5),
      Self.subject("next day", hour: 24),
    ])
    #expect(places.mapValues(\.rank) == ["c": 1, "b": 2, "a": 3, "d": 4, "next day": 1])
  }

  @Test
  func `a budget cuts each day and loses nothing from the whole`() {
    let rule = TriageRule(budget: 2)
    let places = rule.triage((0..<5).map { Self.subject("\($0)", log10E: 5 + Double($0)) })
    #expect(places.count == 5)
    #expect(places.filter { rule.shows($0.value) }.keys.sorted() == ["3", "4"])
    #expect(rule.shows(nil))
    #expect(places.values.allSatisfy { TriageRule().shows($0) })
  }
}
