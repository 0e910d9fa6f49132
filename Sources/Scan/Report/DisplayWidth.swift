// How many columns of a terminal a text takes: East Asian wide and emoji characters take two, marks
// take none. From Unicode's EastAsianWidth.txt (15.1), reduced to the blocks whose characters are
// wide; the standard library does not carry that property.

enum DisplayWidth {
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff,
    0xa000...0xa4cf, 0xa960...0xa97f, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
    0xff00...0xff60, 0xffe0...0xffe6, 0x17000...0x18cff, 0x1b000...0x1b2ff, 0x1f200...0x1f265,
    0x20000...0x3fffd,
  ]

  static func columns(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + columns($1) }
  }

  static func columns(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    let isWide =
      scalar.properties.isEmojiPresentation || wide.contains { $0.contains(scalar.value) }
    return isWide ? 2 : 1
  }

  /// The start of the text that fits, with `…` in place of what does not.
  static func truncated(_ text: String, toColumns limit: Int) -> String {
    guard columns(text) > limit else { return text }
    var result = String.UnicodeScalarView()
    var used = 0
    for scalar in text.unicodeScalars {
      let width = columns(scalar)
      if used + width > limit - 1 { break }
      used += width
      result.append(scalar)
    }
    return String(result) + "…"
  }

  static func padded(_ text: String, toColumns width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - columns(text)))
  }
}
