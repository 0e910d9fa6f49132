/// Cuts a text into sentences for the ranker: at line ends, and behind `.`, `!`, `?` before a blank and
/// a capital, a digit or an opening quote. `v1.2`, `cmd.exe` and `e.g. the` stay whole.
package enum SentenceSplitter {
  /// Ranges of bytes of `text`, without blanks at their ends, in order. No sentence is empty.
  package static func sentences(of text: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    for place in text.indices where isEnd(place, in: text) {
      append(start..<place + 1, of: text, to: &ranges)
      start = place + 1
    }
    append(start..<text.count, of: text, to: &ranges)
    return ranges
  }

  /// The words of the first sentence that `span` touches; `nil` where there is none.
  package static func sentence(around span: Range<Int>, in text: [UInt8]) -> String? {
    sentences(of: text).first { $0.overlaps(span) }.map {
      String(decoding: text[$0], as: UTF8.self)
    }
  }

  private static func isEnd(_ place: Int, in text: [UInt8]) -> Bool {
    switch text[place] {
    case 10, 12, 13: return true
    case 33, 46, 63:
      guard place + 2 < text.count, isBlank(text[place + 1]) else { return false }
      guard let next = text[(place + 1)...].first(where: { !isBlank($0) }) else { return false }
      return opensSentence(next)
    default: return false
    }
  }

  private static func opensSentence(_ byte: UInt8) -> Bool {
    switch byte {
    // 0xE2 begins the curly quotes in UTF-8.
    case 48...57, 65...90, 34, 39, 40, 91, 0xE2: true
    default: false
    }
  }

  private static func append(_ range: Range<Int>, of text: [UInt8], to ranges: inout [Range<Int>]) {
    guard let first = text[range].firstIndex(where: { !isBlank($0) }),
      let last = text[range].lastIndex(where: { !isBlank($0) })
    else { return }
    ranges.append(first..<last + 1)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte <= 32 }
}
