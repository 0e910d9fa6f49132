package import Model

/// The output contract `rollcall.finding/1`: one JSON object a line.
package enum FindingJSONL {
  /// The finding with its line end.
  ///
  /// Evidence is the greater part of a finding, thousands of like objects, and is written without the
  /// encoder: in a twentieth of the time, to the same bytes.
  /// - Throws: `EncodingError` where a figure is infinite or none.
  package static func line(for finding: Finding) throws -> String {
    var rest = finding
    rest.evidence = []
    let line = Array(try ReportJSON.line(rest).utf8)
    // A quote within a text is escaped, so this can only be the key.
    guard !finding.evidence.isEmpty, let key = line.firstPlace(of: "\"evidence\":[]") else {
      return String(decoding: line, as: UTF8.self)
    }
    var whole: [UInt8] = []
    whole.reserveCapacity(line.count + finding.evidence.count * 192)
    whole += line[..<(key + 12)]
    try append(finding.evidence, to: &whole)
    whole += line[(key + 12)...]
    return String(decoding: whole, as: UTF8.self)
  }

  /// The objects of `evidence` with commas between, their keys sorted.
  private static func append(_ evidence: [Evidence], to line: inout [UInt8]) throws {
    var (file, fileText): (String?, [UInt8]) = (nil, [])
    for (number, record) in evidence.enumerated() {
      if record.file != file { (file, fileText) = (record.file, try text(record.file)) }
      if number > 0 { line.append(UInt8(ascii: ",")) }
      line += "{\"file\":".utf8
      line += fileText
      line += ",\"length\":".utf8
      line.appendDecimal(UInt64(record.length))
      line += ",\"offset\":".utf8
      line.appendDecimal(record.offset)
      line += ",\"sha256\":".utf8
      if record.sha256.utf8.allSatisfy(isLetterOrDigit) {
        line.append(UInt8(ascii: "\""))
        line += record.sha256.utf8
        line.append(UInt8(ascii: "\""))
      } else {
        line += try text(record.sha256)
      }
      line.append(UInt8(ascii: "}"))
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
  }

  /// `string` as JSON, without a line end.
  private static func text(_ string: String) throws -> [UInt8] {
    Array(try ReportJSON.line(string).utf8.dropLast())
  }
}

extension [UInt8] {
  fileprivate func firstPlace(of literal: StaticString) -> Int? {
    let wanted = Array(literal.description.utf8)
    guard count >= wanted.count else { return nil }
    return (0...count - wanted.count).first { place in
      self[place] == wanted[0] && self[place..<place + wanted.count].elementsEqual(wanted)
    }
  }

  fileprivate mutating func appendDecimal(_ number: UInt64) {
    let start = count
    var rest = number
    repeat {
      append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    self[start...].reverse()
  }
}
