import Model
import Testing

@testable import Scan

struct ReportTextTests {
  @Test(arguments: [
    ("a.name@corp.example", "a.name@corp.example"), ("CORP\\user", "CORP\\user"),
    ("é", "é"), ("e\u{301}", "e\u{301}"), ("שלום", "שלום"), ("山田", "山田"),
    ("a\u{1b}[31m", "a\\u{1B}[31m"), ("a\u{9b}2J", "a\\u{9B}2J"), ("a\u{202e}b", "a\\u{202E}b"),
    ("a\u{200d}b", "a\\u{200D}b"), ("a\u{a0}b", "a\\u{A0}b"), ("\u{feff}a", "\\u{FEFF}a"),
    ("a\u{e0041}", "a\\u{E0041}"), ("a\u{3164}", "a\\u{3164}"), ("\u{2800}", "\\u{2800}"),
    ("\u{301}a", "\\u{301}a"), ("a\u{fe0f}", "a\\u{FE0F}"), ("a\u{7f}", "a\\u{7F}"),
  ])
  func `what is not plainly visible is written out`(text: String, visible: String) {
    #expect(VisibleText.escaped(text) == visible)
  }

  @Test(arguments: [("abc", 3), ("山田", 4), ("e\u{301}", 1), ("😀", 2), ("…", 1), ("", 0)])
  func `a text takes as many columns as a terminal gives it`(text: String, columns: Int) {
    #expect(DisplayWidth.columns(text) == columns)
  }

  @Test
  func `lines break at blanks, and inside a word only where it must be`() {
    #expect(LineWrap.lines("one two three", width: 7) == ["one two", "three"])
    #expect(LineWrap.lines("abcdefgh ij", width: 4) == ["abcd", "efgh", "ij"])
    #expect(LineWrap.lines("山田太郎", width: 5) == ["山田", "太郎"])
    #expect(LineWrap.lines("山", width: 1) == ["山"])
    #expect(LineWrap.lines("", width: 4) == [""])
    #expect(LineWrap.lines("one two three four", width: 7, limit: 2) == ["one two", "three …"])
  }

  @Test
  func `a sparkline tells nothing from little`() {
    #expect(Sparkline.text([0, 1, 4, 8], width: 10) == "·▁▄█")
    #expect(Sparkline.text([0, 1, 1_000_000], width: 10) == "·▁█")
    #expect(Sparkline.text([0, 0], width: 10) == "··")
    #expect(Sparkline.text([], width: 10) == "")
    #expect(Sparkline.text([1, 1, 2, 2, 4, 4], width: 3) == "▂▄█")
    #expect(Sparkline.merged([1, 2, 3, 4, 5], into: 2).reduce(0, +) == 15)
  }

  @Test(
    arguments: [
      (0, "0 ms"), (999, "999 ms"), (1000, "1.0 s"), (4200, "4.2 s"), (59_999, "60.0 s"),
      (60_000, "1 min"), (61_000, "1 min 1 s"), (11_400_000, "3 h 10 min"), (86_400_000, "1 day"),
      (108_000_000, "1 day 6 h"), (1_209_600_000, "14 days"), (-5, "0 ms"),
    ] as [(Int64, String)]
  )
  func `a stretch of time has its two leading units`(milliseconds: Int64, text: String) {
    #expect(Figure.duration(milliseconds: milliseconds) == text)
  }

  @Test(
    arguments: [
      (0, "0 B"), (812, "812 B"), (999, "999 B"), (1000, "1.0 kB"), (12_400_000, "12.4 MB"),
      (286_400_000, "286 MB"), (999_600_000, "1.0 GB"), (UInt64.max, "18.4 EB"),
    ] as [(UInt64, String)]
  )
  func `a size has three digits and a unit`(count: UInt64, text: String) {
    #expect(Figure.bytes(count) == text)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1000, "-1,000"),
  ])
  func `thousands are set apart`(number: Int, text: String) {
    #expect(Figure.grouped(number) == text)
  }

  @Test(arguments: [
    (0.02, "at most 1 in 50 scans like this"), (5e-8, "at most 1 in 20 million scans like this"),
    (0.4, "at most 1 in 2 scans like this"), (0.0123, "at most 1 in 81 scans like this"),
    (1.0 / 1299, "at most 1 in 1,200 scans like this"),
    (1.3e-10, "at most 1 in 7 billion scans like this"),
    (1e-15, "less than 1 in a trillion scans like this"),
    (0, "less than 1 in a trillion scans like this"),
    (1, "up to 1 this strong in every scan like this"),
    (2.2, "up to 3 this strong in every scan like this"),
    (.infinity, "up to very many this strong in every scan like this"),
  ])
  func `the strength in words is a bound that rounds against itself`(
    expected: Double,
    words: String
  ) {
    #expect(ChanceText.sentence(expectedFalseFindings: expected) == "chance alone: " + words)
  }
}
