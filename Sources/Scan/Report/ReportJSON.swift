package import FoundationEssentials

/// One JSON object on one line: the same bytes for the same value, and safe to print.
package enum ReportJSON {
  /// Keys are sorted.
  ///
  /// Characters that could act on a terminal are written as `\uXXXX`, which is the same JSON to a
  /// parser.
  ///
  /// - Throws: `EncodingError` where a number is infinite or none, which JSON cannot hold.
  package static func line(
    _ value: some Encodable,
    keys: JSONEncoder.KeyEncodingStrategy = .useDefaultKeys
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = keys
    let json = String(decoding: try encoder.encode(value), as: UTF8.self)
    return safeToPrint(json) + "\n"
  }

  private static func safeToPrint(_ json: String) -> String {
    // The encoder escapes what is below 0x20 itself.
    if json.utf8.allSatisfy({ $0 < 0x7f }) { return json }
    var result = ""
    for scalar in json.unicodeScalars {
      if scalar.value >= 0x7f, VisibleText.isUnsafe(scalar) {
        for unit in UTF16.encode(scalar) ?? UTF16.EncodedScalar() { result += escape(unit) }
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func escape(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
