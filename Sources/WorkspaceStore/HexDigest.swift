import FoundationEssentials

/// A SHA-256 between its text, 64 lower-case hexadecimal digits, and the 32 bytes that are stored.
enum HexDigest {
  static let byteCount = 32

  /// `nil` for anything else than 64 lower-case hexadecimal digits, so that reading gives the same
  /// text back.
  static func bytes(of text: String) -> Data? {
    var text = text
    return text.withUTF8 { digits -> Data? in
      guard digits.count == 2 * byteCount else { return nil }
      var bytes = Data(capacity: byteCount)
      for position in stride(from: 0, to: digits.count, by: 2) {
        guard let high = value(of: digits[position]), let low = value(of: digits[position + 1])
        else { return nil }
        bytes.append(high << 4 | low)
      }
      return bytes
    }
  }

  static func text(of bytes: Data) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(2 * bytes.count)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
