import Model

/// A domain controller's Security log as Windows keeps it. The "line" of an event is the number of its record.
struct WindowsEVTXEncoder: LogEncoder {
  private static let headerLength = 4096
  /// Ticks of 100 ns since 1601, at the beginning of 1970.
  private static let ticksTo1970: Int64 = 116_444_736_000_000_000

  private var chunk: EVTXChunk?
  private var chunkCount = 0
  private var recordCount: UInt64 = 0
  private var templates: [Int: BinaryXMLElement] = [:]

  mutating func begin(_ text: inout LogText) {
    text.append([UInt8](repeating: 0, count: Self.headerLength))
  }

  mutating func encode(_ event: LabEvent, _ world: World, to text: inout LogText) {
    guard let record = WindowsRecord(event, world, port: text.port) else { return }
    text.cite()
    text.endRecord()
    recordCount += 1
    if chunk?.hasRoom == false { finishChunk(&text) }
    let root = templates[record.number] ?? Self.template(of: record)
    templates[record.number] = root
    let ticks = UInt64(event.time * 10_000 + Self.ticksTo1970)
    let head = [
      BinaryXMLValue(number: ticks, .fileTime), BinaryXMLValue(number: recordCount, .number64),
    ]
    chunk = chunk ?? EVTXChunk(firstNumber: recordCount)
    chunk?.add(
      recordCount,
      fileTime: ticks,
      template: (UInt32(record.number), root),
      head + record.fields.map(Self.value)
    )
  }

  mutating func end(_ text: inout LogText) { finishChunk(&text) }

  private mutating func finishChunk(_ text: inout LogText) {
    guard let chunk else { return }
    text.append(chunk.finished())
    chunkCount += 1
    self.chunk = nil
  }

  var finalHead: [UInt8]? {
    var head = Array("ElfFile\0".utf8)
    // The first chunk, the last one, the next record.
    for number in [0, UInt64(max(1, chunkCount) - 1), recordCount + 1] {
      head += littleEndianBytes(of: number)
    }
    head += littleEndianBytes(of: UInt32(128))
    // Version 3.1, the length of this header, the chunks.
    for number in [1, 3, UInt16(Self.headerLength), UInt16(truncatingIfNeeded: chunkCount)] {
      head += littleEndianBytes(of: number)
    }
    head += [UInt8](repeating: 0, count: 120 - head.count)
    let checksum = EVTXChunk.checksum(of: head[...])
    head += [UInt8](repeating: 0, count: 4) + littleEndianBytes(of: checksum)
    return head
  }

  // MARK: Fields

  /// Holes 0 and 1 are time and number, the others the fields in their order.
  private static func template(of record: WindowsRecord) -> BinaryXMLElement {
    let system = BinaryXMLElement(
      "System",
      children: [
        BinaryXMLElement("Provider", [("Name", .literal(WindowsRecord.provider))]),
        BinaryXMLElement("EventID", [], .literal(String(record.number))),
        BinaryXMLElement("TimeCreated", [("SystemTime", .hole(0, .fileTime))]),
        BinaryXMLElement("EventRecordID", [], .hole(1, .number64)),
        BinaryXMLElement("Channel", [], .literal("Security")),
        BinaryXMLElement("Computer", [], .literal(WindowsRecord.computer)),
      ]
    )
    let fields = record.fields.enumerated().map { index, field in
      BinaryXMLElement(
        "Data",
        [("Name", .literal(field.name))],
        .hole(index + 2, type(of: field.kind))
      )
    }
    let namespace = "http://schemas.microsoft.com/win/2004/08/events/event"
    return BinaryXMLElement(
      "Event",
      [("xmlns", .literal(namespace))],
      children: [system, BinaryXMLElement("EventData", children: fields)]
    )
  }

  private static func type(of kind: WindowsRecord.Kind) -> BinaryXMLElement.ValueType {
    switch kind {
    case .hexadecimal: .hexadecimal32
    case .number: .number32
    case .securityID: .securityID
    case .text: .text
    }
  }

  private static func value(of field: WindowsRecord.Field) -> BinaryXMLValue {
    switch field.kind {
    case .hexadecimal:
      BinaryXMLValue(number: UInt32(field.value.dropFirst(2), radix: 16) ?? 0, .hexadecimal32)
    case .number: BinaryXMLValue(number: UInt32(field.value) ?? 0, .number32)
    case .securityID: BinaryXMLValue(securityID: field.value)
    case .text: BinaryXMLValue(text: field.value)
    }
  }
}
