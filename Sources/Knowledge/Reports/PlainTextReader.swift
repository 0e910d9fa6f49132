import LogBytes
import Model

/// Text and Markdown, line by line. Of Markdown only what parts sections is understood; marks within a
/// line stay, so that no character is lost.
struct PlainTextReader {
  var isMarkdown: Bool

  func read(_ bytes: [UInt8], into builder: inout ReportTextBuilder) {
    var block: [UInt8] = []
    var kind = TextSection.Kind.paragraph
    var isFenced = false
    func flush() {
      builder.add(block, as: kind)
      block.removeAll(keepingCapacity: true)
    }
    var start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    while start < bytes.count, !builder.isFull {
      let end = bytes.span.firstIndex(of: 10, from: start) ?? bytes.count
      let line = bytes[start..<end]
      start = end + 1
      if isMarkdown, Self.isFence(line) {
        flush()
        isFenced.toggle()
        kind = isFenced ? .code : .paragraph
        continue
      }
      if isFenced {
        block += line
        block.append(10)
        continue
      }
      let next = self.kind(of: line, standsAlone: Self.isBlank(block[...]))
      // A paragraph and an item go on over lines; everything else is a line.
      let goesOn = next == .paragraph && (kind == .paragraph || kind == .list)
      if !goesOn || Self.isBlank(line) { flush() }
      if !goesOn || block.isEmpty { kind = next ?? .paragraph }
      block += next == .heading && isMarkdown ? line.drop { $0 == 0x23 || $0 <= 32 } : line
      block.append(10)
      // No paragraph is this long; a hostile file is one.
      if next == .heading || block.count > ReportTextBuilder.longestText { flush() }
    }
    flush()
  }

  /// `nil` for a blank line.
  private func kind(of line: ArraySlice<UInt8>, standsAlone: Bool) -> TextSection.Kind? {
    let words = line.drop { $0 <= 32 }
    guard let first = words.first else { return nil }
    if isMarkdown, first == 0x23 { return .heading }
    if isMarkdown, first == 0x7c { return .table }
    if !isMarkdown, Self.isHeading(words, standsAlone: standsAlone) { return .heading }
    let second = words.dropFirst().first
    if first == 0x2d || first == 0x2a || first == 0x2b, second == 32 { return .list }
    // The bullet of word processors.
    if words.starts(with: [0xe2, 0x80, 0xa2]) { return .list }
    let digits = words.prefix { (48...57).contains($0) }
    if (1...3).contains(digits.count), words.dropFirst(digits.count).starts(with: [0x2e, 32]) {
      return .list
    }
    return .paragraph
  }

  /// A line that announces what is below it, and is not the end of a sentence.
  private static func isHeading(_ words: ArraySlice<UInt8>, standsAlone: Bool) -> Bool {
    guard let topic = SectionTopic(words) else { return false }
    return topic == .special(.indicators) || standsAlone && words.last(where: { $0 > 32 }) != 0x2e
  }

  private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool { line.allSatisfy { $0 <= 32 } }

  private static func isFence(_ line: ArraySlice<UInt8>) -> Bool {
    let words = line.drop { $0 <= 32 }
    return words.starts(with: "```".utf8) || words.starts(with: "~~~".utf8)
  }
}
