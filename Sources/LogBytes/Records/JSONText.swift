extension Span<UInt8> {
  /// Appends the text of the JSON string whose characters fill `range`, its escapes undone.
  ///
  /// Broken escapes stay as they are written, so that nothing of a hostile text is lost.
  package func appendJSONText(in range: Range<Int>, to buffer: inout [UInt8]) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = self[index]
      guard byte == 0x5c, index + 1 < range.upperBound else {
        buffer.append(byte)
        index += 1
        continue
      }
      switch self[index + 1] {
      case 0x6e: buffer.append(0x0a)
      case 0x74: buffer.append(0x09)
      case 0x72: buffer.append(0x0d)
      case 0x62: buffer.append(0x08)
      case 0x66: buffer.append(0x0c)
      case 0x75:
        let (scalar, end) = jsonScalar(at: index, before: range.upperBound)
        buffer.append(contentsOf: String(scalar).utf8)
        index = end
        continue
      case let plain: buffer.append(plain)
      }
      index += 2
    }
  }

  /// The scalar of the `\uXXXX` at `index`, with its second half if it is a surrogate pair.
  private func jsonScalar(at index: Int, before end: Int) -> (Unicode.Scalar, end: Int) {
    guard let first = jsonUnit(at: index, before: end) else { return ("\u{fffd}", index + 2) }
    if first & 0xfc00 == 0xd800, let second = jsonUnit(at: index + 6, before: end),
      second & 0xfc00 == 0xdc00
    {
      let value = 0x10000 + ((first & 0x3ff) << 10 | (second & 0x3ff))
      return (Unicode.Scalar(value) ?? "\u{fffd}", index + 12)
    }
    return (Unicode.Scalar(first) ?? "\u{fffd}", index + 6)
  }

  private func jsonUnit(at index: Int, before end: Int) -> UInt32? {
    guard index + 6 <= end, self[index] == 0x5c, self[index + 1] == 0x75 else { return nil }
    var value: UInt32 = 0
    for position in index + 2..<index + 6 {
      guard let digit = hexadecimalDigit(self[position]) else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// The text of a JSON string value; `nil` for any other value.
  package func jsonText(of value: JSONValues.Value) -> String? {
    switch value.kind {
    case .string:
      return text(in: value.range)
    case .escapedString:
      var bytes: [UInt8] = []
      bytes.reserveCapacity(value.range.count)
      appendJSONText(in: value.range, to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    case .missing, .literal, .object, .array:
      return nil
    }
  }

  /// The elements of the JSON array that fills `range`, in order; empty if it is no whole array.
  package func jsonElements(in range: Range<Int>) -> [JSONValues.Value] {
    guard range.count >= 2, self[range.lowerBound] == 0x5b, self[range.upperBound - 1] == 0x5d
    else { return [] }
    let inside = extracting(0..<range.upperBound - 1)
    var elements: [JSONValues.Value] = []
    var index = range.lowerBound + 1
    while index < inside.count {
      if isJSONSpace(inside[index]) || inside[index] == 0x2c {
        index += 1
        continue
      }
      guard let element = inside.jsonElement(at: index) else { return [] }
      elements.append(element.value)
      index = element.end
    }
    return elements
  }

  /// The members of the JSON object that fills `range` which are objects themselves; empty if it is no
  /// whole object.
  package func jsonObjects(in range: Range<Int>) -> [Range<Int>] {
    guard range.count >= 2, self[range.lowerBound] == 0x7b, self[range.upperBound - 1] == 0x7d
    else { return [] }
    let inside = extracting(0..<range.upperBound - 1)
    var objects: [Range<Int>] = []
    var index = range.lowerBound + 1
    while index < inside.count {
      // Keys and values alike; what stands between them is one byte or white space.
      if isJSONSpace(inside[index]) || inside[index] == 0x2c || inside[index] == 0x3a {
        index += 1
        continue
      }
      guard let element = inside.jsonElement(at: index) else { return [] }
      if element.value.kind == .object { objects.append(element.value.range) }
      index = element.end
    }
    return objects
  }

  private func jsonElement(at start: Int) -> (value: JSONValues.Value, end: Int)? {
    switch self[start] {
    case 0x22:
      guard let end = endOfJSONString(from: start + 1) else { return nil }
      let isEscaped = firstIndex(of: 0x5c, in: start + 1..<end - 1) != nil
      let kind: JSONValues.Value.Kind = isEscaped ? .escapedString : .string
      return (.init(start: Int32(start + 1), end: Int32(end - 1), kind: kind), end)
    case 0x7b, 0x5b:
      guard let end = endOfJSONContainer(from: start) else { return nil }
      let kind: JSONValues.Value.Kind = self[start] == 0x7b ? .object : .array
      return (.init(start: Int32(start), end: Int32(end), kind: kind), end)
    default:
      var end = start + 1
      while end < count, self[end] != 0x2c, !isJSONSpace(self[end]) { end += 1 }
      return (.init(start: Int32(start), end: Int32(end), kind: .literal), end)
    }
  }
}

package func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x30...0x39: byte - 0x30
  case 0x41...0x46: byte - 0x37
  case 0x61...0x66: byte - 0x57
  default: nil
  }
}
