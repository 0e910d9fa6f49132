import Model

/// Collects the sections of a report, cleaned of what cannot be seen and within a limit.
struct ReportTextBuilder {
  /// A thousand pages and more. What is longer is cut, and said to be.
  static let longestText = 4 << 20

  var title = ""
  private var bytes: [UInt8] = []
  private var sections: [TextSection] = []
  private(set) var wasCut = false
  /// What the last heading says of the sections below it.
  private var topic: TextSection.Kind?

  var isFull: Bool { wasCut }

  mutating func cut() { wasCut = true }

  /// Adds a section, unless nothing of it can be seen.
  mutating func add(_ words: some Collection<UInt8>, as kind: TextSection.Kind) {
    let room = Self.longestText - bytes.count
    if words.count > room { wasCut = true }
    let clean = VisibleWords.clean(words.prefix(max(0, room)), keepsLines: kind == .code)
    if clean.isEmpty { return }
    if kind == .heading {
      topic = Self.topic(below: clean, after: topic)
      if title.isEmpty { title = String(decoding: clean, as: UTF8.self) }
    }
    if !bytes.isEmpty { bytes += [10, 10] }
    let start = bytes.count
    bytes += clean
    let isOwn = kind == .heading || kind == .boilerplate
    sections.append(
      TextSection(kind: isOwn ? kind : topic ?? kind, range: start..<bytes.count)
    )
  }

  mutating func add(_ words: String, as kind: TextSection.Kind) { add(Array(words.utf8), as: kind) }

  private static func topic(
    below heading: [UInt8],
    after topic: TextSection.Kind?
  ) -> TextSection.Kind? {
    switch SectionTopic(heading) {
    case .special(let kind): kind
    case .body: nil
    case nil: topic == .indicators && SectionTopic.isPartOfIndicators(heading) ? topic : nil
    }
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
