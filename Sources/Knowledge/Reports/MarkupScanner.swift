import LogBytes

/// Cuts HTML or XML into tags and the text between them, in one pass and without a stack, so that no
/// nesting is too deep. A tag ends at the first `>`, also within a quoted attribute.
struct MarkupScanner {
  enum Token {
    case text(Range<Int>)
    /// `attributes` is what follows the name.
    case open(name: String, attributes: Range<Int>)
    case close(name: String)
  }

  let bytes: [UInt8]
  private var place = 0
  /// Whether no tag ends behind `place`: else each `<` of a hostile file looks through all of the rest.
  private var isBehindLastTag = false

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func next() -> Token? {
    while place < bytes.count {
      guard bytes[place] == 0x3c, let end = tagEnd() else {
        let end =
          place + 1 < bytes.count
          ? bytes.span.firstIndex(of: 0x3c, from: place + 1) ?? bytes.count : bytes.count
        defer { place = end }
        return .text(place..<end)
      }
      let tag = place + 1..<end
      if bytes[tag].starts(with: "!--".utf8) {
        skipComment()
        continue
      }
      place = end + 1
      let isClosing = bytes[tag].first == 0x2f
      let name = Self.name(bytes[tag].dropFirst(isClosing ? 1 : 0))
      if name.isEmpty { continue }
      if isClosing { return .close(name: name) }
      return .open(name: name, attributes: tag.lowerBound + name.utf8.count..<tag.upperBound)
    }
    return nil
  }

  private mutating func tagEnd() -> Int? {
    if isBehindLastTag { return nil }
    let end = bytes.span.firstIndex(of: 0x3e, from: place)
    isBehindLastTag = end == nil
    return end
  }

  /// Moves behind the end tag of an element whose content is no text.
  mutating func skip(to name: String) {
    let wanted = Array("</\(name)".utf8)
    while let start = bytes.span.firstIndex(of: 0x3c, from: place) {
      place = start + 1
      let found = bytes[start..<min(bytes.count, start + wanted.count)]
      if found.elementsEqual(wanted, by: { Self.folded($0) == $1 }) {
        place = (bytes.span.firstIndex(of: 0x3e, from: start) ?? bytes.count - 1) + 1
        return
      }
      if place >= bytes.count { break }
    }
    place = bytes.count
  }

  private mutating func skipComment() {
    var start = place + 4
    while start < bytes.count, let end = bytes.span.firstIndex(of: 0x3e, from: start) {
      if bytes[end - 1] == 0x2d, bytes[end - 2] == 0x2d {
        place = end + 1
        return
      }
      start = end + 1
    }
    place = bytes.count
  }

  private static func name(_ tag: ArraySlice<UInt8>) -> String {
    let name = tag.prefix(24).prefix {
      (48...58).contains($0) || (65...90).contains($0) || (97...122).contains($0)
    }
    return String(decoding: name.map(folded), as: UTF8.self)
  }

  private static func folded(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }
}

/// Characters that markup writes as `&name;` or `&#number;`. Only those that cannot grow.
enum CharacterReference {
  private static let named: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "hellip": "…",
    "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
    "bull": "•", "copy": "©", "reg": "®", "trade": "™", "shy": "", "zwnj": "", "middot": "·",
  ]

  /// The bytes with every reference that is known put in; others stay as they are.
  static func resolved(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard bytes.contains(0x26) else { return Array(bytes) }
    var resolved: [UInt8] = []
    var rest = bytes
    while let start = rest.firstIndex(of: 0x26) {
      resolved += rest[..<start]
      rest = rest[start...]
      if let end = rest.prefix(12).firstIndex(of: 0x3b), let text = text(rest[(start + 1)..<end]) {
        resolved += Array(text.utf8)
        rest = rest[(end + 1)...]
      } else {
        resolved.append(0x26)
        rest = rest.dropFirst()
      }
    }
    return resolved + rest
  }

  private static func text(_ reference: ArraySlice<UInt8>) -> String? {
    let name = String(decoding: reference, as: UTF8.self)
    guard name.hasPrefix("#") else { return named[name] }
    let digits = name.dropFirst()
    let value =
      digits.lowercased().hasPrefix("x")
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return value.flatMap(Unicode.Scalar.init).map { String($0) }
  }
}
