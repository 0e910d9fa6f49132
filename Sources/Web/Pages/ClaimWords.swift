/// Where words that somebody copied from a report stand in its text.
enum ClaimWords {
  /// The first place; white space between words may be any.
  /// - Complexity: O(bytes of the text), as far as the first word is rare.
  static func span(of words: String, in text: [UInt8]) -> Range<Int>? {
    let parts = words.utf8.split(whereSeparator: isSpace).map(Array.init)
    guard let first = parts.first, let letter = first.first else { return nil }
    for start in text.indices where text[start] == letter {
      if let end = end(of: parts, in: text, from: start) { return start..<end }
    }
    return nil
  }

  private static func end(of parts: [[UInt8]], in text: [UInt8], from start: Int) -> Int? {
    var place = start
    for (number, part) in parts.enumerated() {
      if number > 0 {
        let begin = place
        while place < text.count, isSpace(text[place]) { place += 1 }
        if place == begin { return nil }
      }
      guard text[place...].starts(with: part) else { return nil }
      place += part.count
    }
    return place
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
}
