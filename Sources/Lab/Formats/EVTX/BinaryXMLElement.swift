/// An element of a template: XML with numbered holes, which the values of a record fill.
struct BinaryXMLElement {
  /// Types of values, by their numbers in the format.
  enum ValueType: UInt8 {
    case text = 0x01
    case number32 = 0x08
    case number64 = 0x0a
    case fileTime = 0x11
    case securityID = 0x13
    case hexadecimal32 = 0x14
  }

  enum Content {
    case hole(Int, ValueType)
    case literal(String)
  }

  var name: String
  var attributes: [(name: String, content: Content)] = []
  var content: Content?
  var children: [BinaryXMLElement] = []

  init(
    _ name: String,
    _ attributes: [(name: String, content: Content)] = [],
    _ content: Content? = nil,
    children: [BinaryXMLElement] = []
  ) {
    self.name = name
    self.attributes = attributes
    self.content = content
    self.children = children
  }
}

/// A value for a hole.
struct BinaryXMLValue {
  var type: BinaryXMLElement.ValueType
  var bytes: [UInt8]

  init(text: String) {
    type = .text
    bytes = text.utf16.flatMap { littleEndianBytes(of: $0) }
  }

  init(number: some FixedWidthInteger, _ type: BinaryXMLElement.ValueType) {
    self.type = type
    bytes = littleEndianBytes(of: number)
  }

  /// `S-1-5-21-1-2-3-1104`: revision, count, an authority of six bytes, then the parts.
  init(securityID text: String) {
    type = .securityID
    let parts = text.split(separator: "-").compactMap { UInt64($0) }
    bytes = [UInt8(parts[0]), UInt8(parts.count - 2)]
    bytes += littleEndianBytes(of: parts[1]).prefix(6).reversed()
    for part in parts.dropFirst(2) { bytes += littleEndianBytes(of: UInt32(part)) }
  }
}

func littleEndianBytes<Number: FixedWidthInteger>(of number: Number) -> [UInt8] {
  stride(from: 0, to: Number.bitWidth, by: 8).map { UInt8(truncatingIfNeeded: number >> $0) }
}
