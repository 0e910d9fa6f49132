/// The encodings that a log file announces with a byte-order mark.
package enum TextEncoding: String, Sendable {
  /// No mark: UTF-8, ASCII, or bytes of some older encoding, kept as they are.
  case unmarked
  case utf8 = "UTF-8 with a byte-order mark"
  case utf16LittleEndian = "UTF-16 (little endian)"
  case utf16BigEndian = "UTF-16 (big endian)"

  package init(firstBytes: Span<UInt8>) {
    self =
      if firstBytes.count >= 3, firstBytes[0] == 0xef, firstBytes[1] == 0xbb, firstBytes[2] == 0xbf
      {
        .utf8
      } else if firstBytes.count >= 2, firstBytes[0] == 0xff, firstBytes[1] == 0xfe {
        .utf16LittleEndian
      } else if firstBytes.count >= 2, firstBytes[0] == 0xfe, firstBytes[1] == 0xff {
        .utf16BigEndian
      } else {
        .unmarked
      }
  }

  package var isWide: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }

  package var markLength: Int {
    switch self {
    case .unmarked: 0
    case .utf8: 3
    case .utf16LittleEndian, .utf16BigEndian: 2
    }
  }
}

extension TextEncoding {
  /// A whole text as UTF-8, without its mark, if the encoding is a wide one; else as it is.
  package static func narrowed(_ bytes: [UInt8]) -> [UInt8] {
    let encoding = TextEncoding(firstBytes: bytes.span)
    guard encoding.isWide else { return bytes }
    var decoder = WideTextDecoder(isBigEndian: encoding == .utf16BigEndian)
    var text: [UInt8] = []
    decoder.decode(Array(bytes.dropFirst(encoding.markLength)), into: &text)
    return text
  }
}

/// Turns UTF-16 into UTF-8 piece by piece.
struct WideTextDecoder {
  let isBigEndian: Bool
  private var pending: [UInt8] = []
  private var highSurrogate: UInt16?

  init(isBigEndian: Bool) {
    self.isBigEndian = isBigEndian
  }

  /// Appends `bytes` as UTF-8. A broken pair becomes U+FFFD.
  mutating func decode(_ bytes: [UInt8], into output: inout [UInt8]) {
    let all = pending + bytes
    let whole = all.count / 2 * 2
    pending = Array(all[whole...])
    for index in stride(from: 0, to: whole, by: 2) {
      let (first, second) = (UInt16(all[index]), UInt16(all[index + 1]))
      append(unit: isBigEndian ? first << 8 | second : second << 8 | first, to: &output)
    }
  }

  private mutating func append(unit: UInt16, to output: inout [UInt8]) {
    if let high = highSurrogate {
      highSurrogate = nil
      if unit & 0xfc00 == 0xdc00 {
        append(0x10000 + (UInt32(high & 0x3ff) << 10 | UInt32(unit & 0x3ff)), to: &output)
        return
      }
      append(0xfffd, to: &output)
    }
    if unit & 0xfc00 == 0xd800 {
      highSurrogate = unit
    } else {
      append(UInt32(unit), to: &output)
    }
  }

  private func append(_ value: UInt32, to output: inout [UInt8]) {
    output.append(contentsOf: String(Unicode.Scalar(value) ?? "\u{fffd}").utf8)
  }
}
