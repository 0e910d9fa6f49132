/// One value of a record, as its type and place in the chunk.
struct EVTXValue: Sendable {
  static let wideString: UInt8 = 0x01
  static let binaryXML: UInt8 = 0x21
  private static let missing: UInt8 = 0xff
  private static let fileTime: UInt8 = 0x11
  private static let securityID: UInt8 = 0x13
  /// `S-1-5-21-a-b-c-rid` has five; Windows knows no more than 15.
  private static let mostSubauthorities = 15

  private var type = EVTXValue.missing
  private var start: Int32 = 0
  private var end: Int32 = 0

  init() {}

  init(type: UInt8, range: Range<Int>) {
    // A value of type 0 is one that was left out.
    self.type = type == 0 ? Self.missing : type
    start = Int32(truncatingIfNeeded: range.lowerBound)
    end = Int32(truncatingIfNeeded: range.upperBound)
  }

  var isMissing: Bool { type == Self.missing }
  private var range: Range<Int> { Int(start)..<Int(end) }

  /// Unsigned types, signed ones by their bits, and text in decimal.
  func integer(in chunk: Span<UInt8>) -> Int? {
    switch type {
    case 0x03...0x0a, 0x10, 0x14, 0x15:
      if range.isEmpty || range.count > 8 { return nil }
      var value: UInt64 = 0
      for index in range.reversed() { value = value << 8 | UInt64(chunk[index]) }
      return Int(exactly: value)
    case Self.wideString:
      if range.count > 18 { return nil }
      var value = 0
      for index in stride(from: range.lowerBound, to: range.upperBound - 1, by: 2) {
        let digit = chunk[index] &- 0x30
        if digit > 9 || chunk[index + 1] != 0 { return nil }
        value = value * 10 + Int(digit)
      }
      return range.count < 2 ? nil : value
    default:
      return nil
    }
  }

  func fileTime(in chunk: Span<UInt8>) -> UInt64? {
    type == Self.fileTime && range.count == 8 ? chunk.number64(at: range.lowerBound) : nil
  }

  func equals(_ wanted: [UInt8], in chunk: Span<UInt8>) -> Bool {
    guard type == Self.wideString, range.count >= wanted.count * 2 else { return false }
    let end = range.lowerBound + wanted.count * 2
    // Some writers count the closing NUL.
    return chunk.wideText(in: range.lowerBound..<end, equals: wanted)
      && (end == range.upperBound || chunk[end] == 0)
  }

  func append(from chunk: Span<UInt8>, to buffer: inout [UInt8]) {
    switch type {
    case Self.wideString:
      appendWide(chunk, to: &buffer)
    case 0x02:
      for index in range {
        if chunk[index] == 0 { break }
        buffer.append(chunk[index])
      }
    case 0x14, 0x15:
      guard let number = integer(in: chunk) else { return }
      buffer.append(0x30)
      buffer.append(0x78)
      Self.append(UInt64(number), radix: 16, to: &buffer)
    case Self.securityID:
      appendSecurityID(chunk, to: &buffer)
    default:
      guard let number = integer(in: chunk) else { return }
      Self.append(UInt64(number), radix: 10, to: &buffer)
    }
  }

  /// UTF-16 up to a NUL, with broken pairs as U+FFFD.
  private func appendWide(_ chunk: Span<UInt8>, to buffer: inout [UInt8]) {
    var index = range.lowerBound
    while index + 2 <= range.upperBound {
      let unit = UInt32(chunk[index]) | UInt32(chunk[index + 1]) << 8
      index += 2
      if unit == 0 { return }
      if unit < 0x80 {
        buffer.append(UInt8(unit))
        continue
      }
      var value = unit
      if unit & 0xfc00 == 0xd800, index + 2 <= range.upperBound,
        chunk[index + 1] & 0xfc == 0xdc
      {
        let low = UInt32(chunk[index]) | UInt32(chunk[index + 1]) << 8
        value = 0x10000 + ((unit & 0x3ff) << 10 | (low & 0x3ff))
        index += 2
      }
      Self.appendScalar(Unicode.Scalar(value) ?? "\u{fffd}", to: &buffer)
    }
  }

  private static func appendScalar(_ scalar: Unicode.Scalar, to buffer: inout [UInt8]) {
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { buffer.append(byte) }
  }

  /// `S-1-5-18` and the like, which name the built-in accounts in every language of Windows.
  private func appendSecurityID(_ chunk: Span<UInt8>, to buffer: inout [UInt8]) {
    guard range.count >= 8 else { return }
    let subauthorities = Int(chunk[range.lowerBound + 1])
    guard subauthorities <= Self.mostSubauthorities, range.count >= 8 + subauthorities * 4 else {
      return
    }
    var authority = 0
    for index in range.lowerBound + 2..<range.lowerBound + 8 {
      authority = authority << 8 | Int(chunk[index])
    }
    buffer.append(0x53)
    buffer.append(0x2d)
    Self.append(UInt64(chunk[range.lowerBound]), radix: 10, to: &buffer)
    buffer.append(0x2d)
    Self.append(UInt64(authority), radix: 10, to: &buffer)
    for number in 0..<subauthorities {
      let part = chunk.number32(at: range.lowerBound + 8 + number * 4) ?? 0
      buffer.append(0x2d)
      Self.append(UInt64(part), radix: 10, to: &buffer)
    }
  }

  /// Writes `number` digit by digit: a `String` for each record would cost more than the rest of it.
  private static func append(_ number: UInt64, radix: UInt64, to buffer: inout [UInt8]) {
    var scale: UInt64 = 1
    while number / scale >= radix { scale *= radix }
    while scale > 0 {
      let digit = UInt8(truncatingIfNeeded: number / scale % radix)
      buffer.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
      scale /= radix
    }
  }
}
