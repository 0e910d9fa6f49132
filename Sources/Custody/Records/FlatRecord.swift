// One line of JSON that can be written in one way only: an object whose values are strings, its names
// sorted, its strings escaped as RFC 8785 says. What is hashed is the line itself, so nobody has to
// write it again to check it; that there is one way to write it keeps two readers from reading it
// differently. No nesting and no numbers: nothing to overflow, to round or to recurse into.

/// Names and texts, sorted by name.
package struct FlatRecord: Equatable, Sendable {
  /// More than any record of ours; a longer line is refused before it is read.
  package static let longestLine = 1 << 20
  private static let mostFields = 64

  private(set) var fields: [(name: String, text: String)]

  /// - Precondition: No name is given twice.
  package init(_ fields: [String: String]) {
    self.fields = fields.map { (name: $0.key, text: $0.value) }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  package subscript(name: String) -> String? {
    fields.first { $0.name == name }?.text
  }

  package static func == (left: FlatRecord, right: FlatRecord) -> Bool {
    left.fields.elementsEqual(right.fields) { $0 == $1 }
  }

  /// The line, without a line end.
  package var line: [UInt8] {
    var line = Array("{".utf8)
    for (number, field) in fields.enumerated() {
      if number > 0 { line.append(UInt8(ascii: ",")) }
      Self.write(field.name, to: &line)
      line.append(UInt8(ascii: ":"))
      Self.write(field.text, to: &line)
    }
    line.append(UInt8(ascii: "}"))
    return line
  }

  private static func write(_ text: String, to line: inout [UInt8]) {
    line.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        line.append(byte)
      } else {
        line.append(contentsOf: escape(of: byte))
      }
    }
    line.append(UInt8(ascii: "\""))
  }

  private static func escape(of byte: UInt8) -> [UInt8] {
    switch byte {
    case 0x08: Array("\\b".utf8)
    case 0x09: Array("\\t".utf8)
    case 0x0a: Array("\\n".utf8)
    case 0x0c: Array("\\f".utf8)
    case 0x0d: Array("\\r".utf8)
    case 0x22, 0x5c: [UInt8(ascii: "\\"), byte]
    default: Array("\\u00".utf8) + Array([byte].hexadecimal.utf8)
    }
  }
}

extension FlatRecord {
  /// Reads a line; `nil` unless it is exactly what `line` would write.
  package init?(line: [UInt8]) {
    guard line.count <= Self.longestLine else { return nil }
    var reader = FlatRecordReader(line)
    guard let fields = reader.fields(atMost: Self.mostFields) else { return nil }
    self.fields = fields
  }
}

/// Walks over one line of bytes.
private struct FlatRecordReader {
  private let line: [UInt8]
  private var place = 0

  init(_ line: [UInt8]) {
    self.line = line
  }

  mutating func fields(atMost limit: Int) -> [(name: String, text: String)]? {
    guard take(UInt8(ascii: "{")) else { return nil }
    var fields: [(name: String, text: String)] = []
    while fields.count < limit {
      guard let name = string(), take(UInt8(ascii: ":")), let text = string() else { return nil }
      if let last = fields.last {
        guard last.name.utf8.lexicographicallyPrecedes(name.utf8) else { return nil }
      }
      fields.append((name, text))
      if take(UInt8(ascii: ",")) { continue }
      return take(UInt8(ascii: "}")) && place == line.count ? fields : nil
    }
    return nil
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard place < line.count, line[place] == byte else { return false }
    place += 1
    return true
  }

  private mutating func string() -> String? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = place
    let stop = Self.plainEnd(line.span, from: start)
    guard stop < line.count else { return nil }
    place = stop
    if line[stop] == UInt8(ascii: "\\") { return escapedString(from: start) }
    let text = String(validating: line[start..<stop], as: UTF8.self)
    return take(UInt8(ascii: "\"")) ? text : nil
  }

  /// The first byte from `start` on that does not stand for itself, or the end.
  private static func plainEnd(_ line: Span<UInt8>, from start: Int) -> Int {
    var place = start
    while place < line.count {
      let byte = line[place]
      if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
      place += 1
    }
    return place
  }

  /// The rest of a string that has escapes in it, from its beginning at `start`.
  private mutating func escapedString(from start: Int) -> String? {
    var bytes = Array(line[start..<place])
    while place < line.count {
      let byte = line[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let plain = escapedByte() else { return nil }
        bytes.append(plain)
      case 0..<0x20: return nil
      default: bytes.append(byte)
      }
    }
    return nil
  }

  private mutating func escapedByte() -> UInt8? {
    guard place < line.count else { return nil }
    let letter = line[place]
    place += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): return letter
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "n"): return 0x0a
    case UInt8(ascii: "f"): return 0x0c
    case UInt8(ascii: "r"): return 0x0d
    case UInt8(ascii: "u"): return controlCharacter()
    default: return nil
    }
  }

  /// What follows `\u`: a control character that has no shorter escape.
  private mutating func controlCharacter() -> UInt8? {
    guard place + 4 <= line.count,
      let bytes = [UInt8](hexadecimal: String(decoding: line[place..<place + 4], as: UTF8.self)),
      bytes.count == 2, bytes[0] == 0, bytes[1] < 0x20,
      ![0x08, 0x09, 0x0a, 0x0c, 0x0d].contains(bytes[1])
    else { return nil }
    place += 4
    return bytes[1]
  }
}
