import Model
import Testing

@testable import Scan

struct FindingTableTests {
  @Test(arguments: [40, 80, 120])
  func `a finding reads as its golden text`(width: Int) throws {
    let table = FindingTable(width: width, gaps: ReportSamples.gaps, rest: .workspace("case-7"))
    let text = [ReportSamples.slow, ReportSamples.brief, ReportSamples.hostile]
      .map(table.text).joined(separator: "\n")
    try expectGolden(text, "table-\(width).txt")
  }

  @Test
  func `a finding in colour reads as its golden text`() throws {
    let table = FindingTable(style: .colour, gaps: ReportSamples.gaps, rest: .json)
    try expectGolden(table.text(of: ReportSamples.slow), "table-colour.txt")
  }

  @Test(arguments: [0, 40, 41, 63, 80, 200])
  func `no line is wider than the terminal, and none acts on it`(width: Int) {
    let table = FindingTable(width: width, gaps: ReportSamples.gaps, rest: .workspace("case-7"))
    for finding in [ReportSamples.slow, ReportSamples.brief, ReportSamples.hostile] {
      for line in table.text(of: finding).split(separator: "\n") {
        #expect(DisplayWidth.columns(line) <= max(width, 40), "\(line)")
        #expect(!line.unicodeScalars.contains(where: VisibleText.isUnsafe), "\(line)")
      }
    }
  }

  @Test
  func `a finding fits on a screen of 80 by 24`() {
    let text = FindingTable(gaps: ReportSamples.gaps).text(of: ReportSamples.slow)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count - 1 <= 24)
  }

  @Test
  func `colour adds nothing but colour`() {
    let plain = FindingTable().text(of: ReportSamples.slow)
    let coloured = FindingTable(style: .colour).text(of: ReportSamples.slow)
    #expect(coloured != plain)
    #expect(coloured.replacing(/\u{1b}\[[0-9;]+m/, with: "") == plain)
  }
}
