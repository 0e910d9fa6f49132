// One pass over the refanged text cuts it into tokens, and each token is asked what it is. No pattern
// goes back over the text, so that the cost is linear whatever a hostile text holds.

/// Finds indicators in a text.
package enum IndicatorScanner {
  /// No indicator is longer; a hostile token is.
  private static let longestToken = 2_048

  /// In order of their places; one value can occur several times.
  package static func indicators(in text: [UInt8]) -> [Indicator] {
    let refanged = RefangedText(text)
    var found: [Indicator] = []
    var place = 0
    let bytes = refanged.bytes
    while place < bytes.count {
      if isDelimiter(bytes[place]) {
        place += 1
        continue
      }
      let end = tokenEnd(bytes, from: place)
      if end - place <= longestToken {
        add(place..<end, of: refanged, to: &found)
      }
      place = end
    }
    return merged(found, UserAgentScanner.indicators(in: text))
  }

  /// Versions within a user agent are no addresses, and its products no domains.
  private static func merged(_ found: [Indicator], _ agents: [Indicator]) -> [Indicator] {
    if agents.isEmpty { return found }
    var merged: [Indicator] = []
    var next = agents[...]
    for indicator in found {
      while let agent = next.first, agent.span.upperBound <= indicator.span.lowerBound {
        merged.append(agent)
        next = next.dropFirst()
      }
      if let agent = next.first, agent.span.overlaps(indicator.span) { continue }
      merged.append(indicator)
    }
    return merged + next
  }

  private static func add(
    _ range: Range<Int>,
    of text: RefangedText,
    to found: inout [Indicator]
  ) {
    for (kind, value, part) in Token(text, range).meanings where !part.isEmpty {
      let start = Int(text.offsets[part.lowerBound])
      let end = Int(text.offsets[part.upperBound])
      found.append(Indicator(kind: kind, value: value, span: start..<end))
    }
  }

  /// An address of the web goes on where other words end.
  private static func tokenEnd(_ bytes: [UInt8], from start: Int) -> Int {
    var end = start
    var isURL = false
    while end < bytes.count {
      let byte = bytes[end]
      if isURL ? endsURL(byte) : isDelimiter(byte) { break }
      if !isURL, byte == 0x2f, end >= start + 2, bytes[end - 1] == 0x2f, bytes[end - 2] == 0x3a {
        isURL = true
      }
      end += 1
    }
    return end
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...32, 127...255: true
    // " ' ( ) , ; < = > [ ] ` { | }
    case 0x22, 0x27, 0x28, 0x29, 0x2c, 0x3b...0x3e, 0x5b, 0x5d, 0x60, 0x7b...0x7d: true
    default: false
    }
  }

  private static func endsURL(_ byte: UInt8) -> Bool {
    switch byte {
    // " < > ` | ^ \ { }
    case 0...32, 127...255, 0x22, 0x3c, 0x3e, 0x60, 0x7b...0x7d, 0x5e, 0x5c: true
    default: false
    }
  }
}
