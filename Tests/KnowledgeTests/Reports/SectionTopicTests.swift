import Model
import Testing

@testable import Knowledge

struct SectionTopicTests {
  private func kinds(_ text: String, _ file: String) throws -> [TextSection.Kind] {
    try ReportReader.read(Array(text.utf8), file: file).text.sections.map(\.kind)
  }

  @Test(arguments: [
    ("Mitigations", TextSection.Kind.mitigation), ("Our recommendations", .mitigation),
    ("References", .references), ("Appendix: IOCs", .indicators), ("About us", .boilerplate),
    ("Related posts", .boilerplate), ("Indicators of Compromise (IoCs)", .indicators),
  ])
  func `a heading says what is below it`(heading: String, kind: TextSection.Kind) throws {
    #expect(
      try kinds("# \(heading)\n\nWords.\n\n# Analysis\n\nMore.", "r.md")
        == [.heading, kind, .heading, .paragraph]
    )
  }

  @Test(arguments: ["The group ignores every mitigation of ours", "Sources say so", "How it began"])
  func `other headings say nothing`(heading: String) throws {
    #expect(try kinds("# \(heading)\n\nWords.", "r.md") == [.heading, .paragraph])
  }

  @Test
  func `parts of a list of indicators do not end it`() throws {
    #expect(
      try kinds("# IOCs\n\n## File hashes\n\naa\n\n## Domains\n\nbb\n\n## Next\n\ncc", "r.md")
        == [.heading, .heading, .indicators, .heading, .indicators, .heading, .paragraph]
    )
  }

  @Test
  func `navigation and footers of a page are boilerplate, and the main part is not`() throws {
    let page = "<html><nav><p>Menu</p></nav><main><p>Text</p></main><footer><p>We</p></footer>"
    #expect(try kinds(page, "a.html") == [.boilerplate, .paragraph, .boilerplate])
    #expect(
      try kinds("<html><nav><p>Menu</p><article><p>Text</p>", "a.html")
        == [.boilerplate, .paragraph]
    )
  }

  @Test
  func `in plain text the end of a sentence is no heading`() throws {
    #expect(
      try kinds("We did a long\nanalysis.\n\nMitigations\n\nPatch.", "r.txt")
        == [.paragraph, .heading, .mitigation]
    )
  }
}
