/// Reads JSON with the lines of its values.
///
/// Objects nested deeper than `deepest` are refused, so that no file can exhaust the stack.
struct PlacedJSONReader {
  private static let deepest = 64

  private let bytes: [UInt8]
  private var index = 0
  private var line = 1

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// `nil` for what is not one JSON value.
  static func read(_ bytes: [UInt8]) -> PlacedJSON? {
    var reader = PlacedJSONReader(bytes)
    // A mark of UTF-8, as PowerShell writes it.
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { reader.index = 3 }
    guard let value = reader.value(depth: 0) else { return nil }
    reader.skipBlanks()
    return reader.index == bytes.count ? value : nil
  }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
      if byte == 0x0a { line += 1 }
      index += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard next == byte else { return false }
    index += 1
    return true
  }

  private mutating func value(depth: Int) -> PlacedJSON? {
    skipBlanks()
    guard depth < Self.deepest, let byte = next else { return nil }
    let start = line
    switch byte {
    case 0x7b: return object(depth: depth)
    case 0x5b: return array(depth: depth)
    case 0x22: return string().map { .string($0, line: start) }
    case 0x74: return word("true").map { .boolean(true, line: start) }
    case 0x66: return word("false").map { .boolean(false, line: start) }
    case 0x6e: return word("null").map { .null(line: start) }
    default: return number().map { .number($0, line: start) }
    }
  }

  private mutating func word(_ text: StaticString) -> Void? {
    let word = Array(text.description.utf8)
    guard bytes[index...].starts(with: word) else { return nil }
    index += word.count
    return ()
  }

  private mutating func number() -> String? {
    let start = index
    while let byte = next, byte &- 0x30 < 10 || "+-.eE".utf8.contains(byte) { index += 1 }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    return Double(text) == nil ? nil : text
  }

  private mutating func object(depth: Int) -> PlacedJSON? {
    let start = line
    index += 1
    var members: [PlacedJSON.Member] = []
    if take(0x7d) { return .object(members, line: start) }
    repeat {
      skipBlanks()
      let place = line
      guard next == 0x22, let name = string(), take(0x3a), let value = value(depth: depth + 1)
      else { return nil }
      members.append(PlacedJSON.Member(name: name, line: place, value: value))
    } while take(0x2c)
    return take(0x7d) ? .object(members, line: start) : nil
  }

  private mutating func array(depth: Int) -> PlacedJSON? {
    let start = line
    index += 1
    var elements: [PlacedJSON] = []
    if take(0x5d) { return .array(elements, line: start) }
    repeat {
      guard let value = value(depth: depth + 1) else { return nil }
      elements.append(value)
    } while take(0x2c)
    return take(0x5d) ? .array(elements, line: start) : nil
  }

  private mutating func string() -> String? {
    index += 1
    var text: [UInt8] = []
    while let byte = next {
      index += 1
      switch byte {
      case 0x22: return String(decoding: text, as: UTF8.self)
      case 0x5c: guard escape(into: &text) else { return nil }
      case 0x0a: return nil
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func escape(into text: inout [UInt8]) -> Bool {
    guard let byte = next else { return false }
    index += 1
    switch byte {
    case 0x6e: text.append(0x0a)
    case 0x72: text.append(0x0d)
    case 0x74: text.append(0x09)
    case 0x62: text.append(0x08)
    case 0x66: text.append(0x0c)
    case 0x22, 0x5c, 0x2f: text.append(byte)
    case 0x75:
      guard let unit = unit() else { return false }
      text += Array(String(unicode(unit)).utf8)
    default: return false
    }
    return true
  }

  private mutating func unit() -> UInt16? {
    guard index + 4 <= bytes.count else { return nil }
    let digits = String(decoding: bytes[index..<index + 4], as: UTF8.self)
    index += 4
    return UInt16(digits, radix: 16)
  }

  /// The scalar of a unit, or of a pair of them; one half alone is shown as U+FFFD.
  private mutating func unicode(_ unit: UInt16) -> Unicode.Scalar {
    if let scalar = Unicode.Scalar(unit) { return scalar }
    let mark = index
    if unit < 0xdc00, index + 1 < bytes.count, bytes[index] == 0x5c, bytes[index + 1] == 0x75 {
      index += 2
      if let low = self.unit(), low & 0xfc00 == 0xdc00 {
        let value = 0x10000 + (UInt32(unit) - 0xd800) << 10 + (UInt32(low) - 0xdc00)
        if let scalar = Unicode.Scalar(value) { return scalar }
      }
      index = mark
    }
    return "\u{fffd}"
  }
}
