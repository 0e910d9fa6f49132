/// A text with defanged indicators made whole, which still knows where each byte stood.
struct RefangedText {
  private(set) var bytes: [UInt8] = []
  /// The place of each byte in the original; one more for the end.
  private(set) var offsets: [Int32] = []
  /// Whether a byte stands for something that was defanged.
  private(set) var isChanged: [Bool] = []

  private static let marks: [(written: [UInt8], meant: [UInt8])] = [
    (".", "."), ("dot", "."), ("@", "@"), ("at", "@"), ("://", "://"), (":", ":"), ("::", "::"),
    ("/", "/"),
  ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

  init(_ text: [UInt8]) {
    bytes.reserveCapacity(text.count)
    offsets.reserveCapacity(text.count + 1)
    isChanged.reserveCapacity(text.count)
    var place = 0
    while place < text.count {
      place = next(text, at: place)
    }
    offsets.append(Int32(text.count))
  }

  private mutating func append(_ meant: [UInt8], at place: Int, isChanged: Bool) {
    bytes += meant
    for _ in meant {
      offsets.append(Int32(place))
      self.isChanged.append(isChanged)
    }
  }

  /// Takes what stands at `place`; gives the place behind it.
  private mutating func next(_ text: [UInt8], at place: Int) -> Int {
    switch text[place] {
    case 0x5b, 0x28, 0x7b:
      if let (meant, end) = Self.mark(text, at: place) {
        // "name [at] example [dot] com": blanks belong to the mark; those of "[.]" on both sides only.
        let isSpacedBehind = end < text.count && text[end] == 32
        let isSpaced = bytes.last == 32 && (text[place + 1] != 0x2e || isSpacedBehind)
        while isSpaced, bytes.last == 32 {
          bytes.removeLast()
          offsets.removeLast()
          isChanged.removeLast()
        }
        append(meant, at: place, isChanged: true)
        return isSpaced && isSpacedBehind ? end + 1 : end
      }
    case 0x68, 0x48:
      if Self.isDefangedScheme(text, at: place) {
        append(Array("http".utf8), at: place, isChanged: true)
        return place + 4
      }
    case 0xe2
    where place + 2 < text.count && text[place + 1] == 0x80
      && (0x90...0x91).contains(text[place + 2]):
      // Hyphens of typesetters, as in CVE‑2024‑1234.
      append([0x2d], at: place, isChanged: false)
      return place + 3
    default: break
    }
    append([text[place]], at: place, isChanged: false)
    return place + 1
  }

  private static func mark(_ text: [UInt8], at open: Int) -> (meant: [UInt8], end: Int)? {
    let close: UInt8 = text[open] == 0x28 ? 0x29 : text[open] + 2
    let inside = text[(open + 1)...].prefix(5)
    guard let end = inside.firstIndex(of: close) else {
      // One bracket only: 192.0.2[.7
      guard text[open] == 0x5b, inside.first == 0x2e, open > 0, isWord(text[open - 1]),
        inside.count > 1, isWord(text[open + 2])
      else { return nil }
      return ([0x2e], open + 2)
    }
    let words = text[(open + 1)..<end].filter { $0 != 32 }.map(lowered)
    guard let mark = marks.first(where: { $0.written == words }) else { return nil }
    return (mark.meant, end + 1)
  }

  private static func isDefangedScheme(_ text: [UInt8], at place: Int) -> Bool {
    guard place + 6 < text.count, place == 0 || !isWord(text[place - 1]) else { return false }
    let four = text[place..<place + 4].map(lowered)
    guard four.elementsEqual("hxxp".utf8) || four.elementsEqual("h**p".utf8) else { return false }
    let rest = text[(place + 4)...].prefix(3).map(lowered)
    return rest.contains(0x3a) || rest.contains(0x5b)
  }

  static func isWord(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }

  static func lowered(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }
}
