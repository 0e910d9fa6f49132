import LogBytes

extension Field {
  /// Replaces `buffer` with the field's text, its escapes undone. Broken escapes stay as they are
  /// written, so that nothing of a hostile name is lost.
  func append(from record: Span<UInt8>, to buffer: inout [UInt8]) {
    buffer.removeAll(keepingCapacity: true)
    switch encoding {
    case .plain:
      for index in range { buffer.append(record[index]) }
    case .json:
      appendJSON(record, to: &buffer)
    case .percent:
      appendPercent(record, to: &buffer)
    case .xml:
      appendXML(record, to: &buffer)
    case .csv:
      var index = range.lowerBound
      while index < range.upperBound {
        buffer.append(record[index])
        index +=
          record[index] == 0x22 && index + 1 < range.upperBound && record[index + 1] == 0x22 ? 2 : 1
      }
    }
  }

  private func appendPercent(_ record: Span<UInt8>, to buffer: inout [UInt8]) {
    var index = range.lowerBound
    while index < range.upperBound {
      if record[index] == 0x25, index + 2 < range.upperBound,
        let high = hexadecimalDigit(record[index + 1]),
        let low = hexadecimalDigit(record[index + 2])
      {
        buffer.append(high << 4 | low)
        index += 3
      } else {
        buffer.append(record[index])
        index += 1
      }
    }
  }

  private func appendJSON(_ record: Span<UInt8>, to buffer: inout [UInt8]) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = record[index]
      guard byte == 0x5c, index + 1 < range.upperBound else {
        buffer.append(byte)
        index += 1
        continue
      }
      switch record[index + 1] {
      case 0x6e: buffer.append(0x0a)
      case 0x74: buffer.append(0x09)
      case 0x72: buffer.append(0x0d)
      case 0x62: buffer.append(0x08)
      case 0x66: buffer.append(0x0c)
      case 0x75:
        let (scalar, end) = jsonScalar(record, at: index)
        buffer.append(contentsOf: String(scalar).utf8)
        index = end
        continue
      case let plain: buffer.append(plain)
      }
      index += 2
    }
  }

  /// The scalar of the `\uXXXX` at `index`, with its second half if it is a surrogate pair.
  private func jsonScalar(_ record: Span<UInt8>, at index: Int) -> (Unicode.Scalar, end: Int) {
    guard let first = jsonUnit(record, at: index) else { return ("\u{fffd}", index + 2) }
    if first & 0xfc00 == 0xd800, let second = jsonUnit(record, at: index + 6),
      second & 0xfc00 == 0xdc00
    {
      let value = 0x10000 + ((first & 0x3ff) << 10 | (second & 0x3ff))
      return (Unicode.Scalar(value) ?? "\u{fffd}", index + 12)
    }
    return (Unicode.Scalar(first) ?? "\u{fffd}", index + 6)
  }

  private func jsonUnit(_ record: Span<UInt8>, at index: Int) -> UInt32? {
    guard index + 6 <= range.upperBound, record[index] == 0x5c, record[index + 1] == 0x75 else {
      return nil
    }
    var value: UInt32 = 0
    for position in index + 2..<index + 6 {
      guard let digit = hexadecimalDigit(record[position]) else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  private func appendXML(_ record: Span<UInt8>, to buffer: inout [UInt8]) {
    var index = range.lowerBound
    while index < range.upperBound {
      guard record[index] == 0x26,
        let end = record.firstIndex(of: 0x3b, in: index..<min(range.upperBound, index + 12)),
        let scalar = xmlEntity(record.text(in: index + 1..<end))
      else {
        buffer.append(record[index])
        index += 1
        continue
      }
      buffer.append(contentsOf: String(scalar).utf8)
      index = end + 1
    }
  }

  private func xmlEntity(_ name: String) -> Unicode.Scalar? {
    switch name {
    case "amp": "&"
    case "lt": "<"
    case "gt": ">"
    case "quot": "\""
    case "apos": "'"
    default:
      if name.hasPrefix("#x") {
        UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
      } else if name.hasPrefix("#") {
        UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
      } else {
        nil
      }
    }
  }
}

func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x30...0x39: byte - 0x30
  case 0x41...0x46: byte - 0x37
  case 0x61...0x66: byte - 0x57
  default: nil
  }
}
