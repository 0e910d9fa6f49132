import LogBytes

extension Field {
  /// Replaces `buffer` with the field's text, its escapes undone. Broken escapes stay as they are
  /// written, so that nothing of a hostile name is lost.
  func append(from record: Span<UInt8>, to buffer: inout [UInt8]) {
    buffer.removeAll(keepingCapacity: true)
    appendText(from: record, to: &buffer)
  }

  /// As `append`, behind what `buffer` holds.
  package func appendText(from record: Span<UInt8>, to buffer: inout [UInt8]) {
    switch encoding {
    case .plain:
      for index in range { buffer.append(record[index]) }
    case .json:
      record.appendJSONText(in: range, to: &buffer)
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
