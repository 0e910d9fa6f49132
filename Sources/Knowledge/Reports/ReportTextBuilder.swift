import Model

/// Collects the sections of a report, cleaned of what cannot be seen and within a limit.
struct ReportTextBuilder {
  /// A thousand pages and more. What is longer is cut, and said to be.
  static let longestText = 4 << 20

  var title = ""
  private var bytes: [UInt8] = []
  private var sections: [TextSection] = []
  private(set) var wasCut = false
  private var isBelowIndicatorHeading = false

  var isFull: Bool { wasCut }

  mutating func cut() { wasCut = true }

  /// Adds a section, unless nothing of it can be seen.
  mutating func add(_ words: some Collection<UInt8>, as kind: TextSection.Kind) {
    let room = Self.longestText - bytes.count
    if words.count > room { wasCut = true }
    let clean = VisibleWords.clean(words.prefix(max(0, room)), keepsLines: kind == .code)
    if clean.isEmpty { return }
    if kind == .heading {
      isBelowIndicatorHeading = Self.announcesIndicators(clean)
      if title.isEmpty { title = String(decoding: clean, as: UTF8.self) }
    }
    if !bytes.isEmpty { bytes += [10, 10] }
    let start = bytes.count
    bytes += clean
    let isIndicators = isBelowIndicatorHeading && kind != .heading
    sections.append(
      TextSection(kind: isIndicators ? .indicators : kind, range: start..<bytes.count)
    )
  }

  mutating func add(_ words: String, as kind: TextSection.Kind) { add(Array(words.utf8), as: kind) }

  /// Whether a heading, or a short line that stands alone, opens a list of indicators.
  static func announcesIndicators(_ heading: some Collection<UInt8>) -> Bool {
    guard heading.count <= 80 else { return false }
    let words = String(decoding: heading, as: UTF8.self).lowercased()
      .split { !$0.isLetter }.map(String.init)
    return words.contains("iocs") || words.contains("ioc")
      || (words.contains("indicators") && words.count <= 6)
  }

  func finished() -> ReportText {
    ReportText(title: title, bytes: bytes, sections: sections, wasCut: wasCut)
  }
}

/// Text as a person sees it: no controls, no characters without width, no turning of direction, and
/// blanks taken together.
enum VisibleWords {
  static func clean(_ words: some Collection<UInt8>, keepsLines: Bool) -> [UInt8] {
    var clean: [UInt8] = []
    clean.reserveCapacity(words.count)
    for scalar in String(decoding: words, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 10 where keepsLines, 9 where keepsLines: clean.append(UInt8(scalar.value))
      case 0...32, 0x7f...0xa0, 0x2000...0x200a, 0x2028, 0x2029, 0x3000:
        if let last = clean.last, last != 32 || keepsLines { clean.append(32) }
      case 0xad, 0x200b...0x200f, 0x202a...0x202e, 0x2060...0x206f, 0xfeff: continue
      case 33..<0x7f: clean.append(UInt8(scalar.value))
      default: clean.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    while let last = clean.last, last <= 32 { clean.removeLast() }
    return clean
  }
}
