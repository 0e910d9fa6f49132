/// Finds what clients call themselves: `Mozilla/5.0 (…) …` anywhere, and whatever stands behind the words
/// "user agent".
enum UserAgentScanner {
  /// No honest one is longer.
  private static let longest = 512
  private static let shortest = 4

  /// In order of their places, without overlap. Values are as written.
  static func indicators(in text: [UInt8]) -> [Indicator] {
    var found: [Indicator] = []
    var place = 0
    while place < text.count {
      let span: Range<Int>?
      switch text[place] {
      case UInt8(ascii: "M"): span = browser(text, at: place)
      case UInt8(ascii: "u"), UInt8(ascii: "U"): span = labelled(text, at: place)
      default: span = nil
      }
      guard let span else {
        place += 1
        continue
      }
      let value = String(decoding: text[span], as: UTF8.self)
      found.append(Indicator(kind: .userAgent, value: value, span: span))
      place = span.upperBound
    }
    return found
  }

  /// `Mozilla/5.0`, then comments in brackets, products with versions, and `like Gecko`.
  private static func browser(_ text: [UInt8], at start: Int) -> Range<Int>? {
    guard isStart(text, start), starts(text, at: start, with: "mozilla/") else { return nil }
    guard var end = product(text, at: start) else { return nil }
    while end < text.count, text[end] == 32, end - start < longest {
      let next = end + 1
      if let close = comment(text, at: next) ?? product(text, at: next) {
        end = close
      } else if starts(text, at: next, with: "like gecko") {
        end = next + "like gecko".utf8.count
      } else {
        break
      }
    }
    return start..<trimmed(text, start..<end)
  }

  /// Behind `User-Agent:`, `user agent "…"`, `user-agent string of …`.
  private static func labelled(_ text: [UInt8], at start: Int) -> Range<Int>? {
    guard isStart(text, start), starts(text, at: start, with: "user"), start + 10 <= text.count,
      text[start + 4] == 0x2d || text[start + 4] == 32, starts(text, at: start + 5, with: "agent")
    else { return nil }
    var place = start + 10
    if starts(text, at: place, with: "s") { place += 1 }
    // Words that stand between the label and the value.
    for word in [
      " string", " strings", " header", " value", " of", " the form", " was", " is", ":", "=",
    ]
    where starts(text, at: place, with: word) {
      place += word.utf8.count
    }
    while place < text.count, text[place] == 32 || text[place] == 0x3a || text[place] == 0x3d {
      place += 1
    }
    guard place > start + 10, place < text.count else { return nil }
    if let quoted = quoted(text, at: place) { return quoted }
    if let browser = browser(text, at: place) { return browser }
    guard let end = product(text, at: place) else { return nil }
    let value = place..<trimmed(text, place..<end)
    return value.count >= shortest ? value : nil
  }

  private static func quoted(_ text: [UInt8], at place: Int) -> Range<Int>? {
    let marks: [(open: [UInt8], close: [UInt8])] = [
      ([0x22], [0x22]), ([0x27], [0x27]), ([0x60], [0x60]),
      ([0xe2, 0x80, 0x9c], [0xe2, 0x80, 0x9d]),
    ]
    guard let mark = marks.first(where: { text[place...].starts(with: $0.open) }) else {
      return nil
    }
    let first = place + mark.open.count
    let rest = text[first...].prefix(longest)
    guard let end = rest.indices.first(where: { text[$0...].starts(with: mark.close) }),
      end - first >= shortest, !text[first..<end].contains(10)
    else { return nil }
    return first..<end
  }

  /// A name, a slash and a version; the place behind it.
  private static func product(_ text: [UInt8], at start: Int) -> Int? {
    var place = start
    while place < text.count, place - start < 64, isNameByte(text[place]) { place += 1 }
    guard place > start, place < text.count, text[place] == 0x2f else { return nil }
    let version = place + 1
    place = version
    while place < text.count, place - version < 64, isNameByte(text[place]) { place += 1 }
    return place > version && text[version..<place].contains { (48...57).contains($0) }
      ? place : nil
  }

  private static func comment(_ text: [UInt8], at start: Int) -> Int? {
    guard start < text.count, text[start] == 0x28 else { return nil }
    var depth = 0
    for place in start..<min(text.count, start + 256) {
      if text[place] == 0x28 { depth += 1 }
      if text[place] == 0x29 { depth -= 1 }
      if text[place] == 10 { return nil }
      if depth == 0 { return place + 1 }
    }
    return nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    RefangedText.isWord(byte) || "._-+".utf8.contains(byte)
  }

  /// The full stop of the sentence is not part of it.
  private static func trimmed(_ text: [UInt8], _ span: Range<Int>) -> Int {
    text[span].last == 0x2e ? span.upperBound - 1 : span.upperBound
  }

  private static func isStart(_ text: [UInt8], _ place: Int) -> Bool {
    place == 0 || !RefangedText.isWord(text[place - 1])
  }

  private static func starts(_ text: [UInt8], at place: Int, with word: String) -> Bool {
    guard place + word.utf8.count <= text.count else { return false }
    return zip(text[place...], word.utf8).allSatisfy { RefangedText.lowered($0) == $1 }
  }
}
