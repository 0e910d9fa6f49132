import Model

/// One chunk of 64 KB of a Windows event log: records, and the names and templates that they share.
///
/// Layout after the published format notes of the libevtx project, as for the reader.
struct EVTXChunk {
  static let length = 65_536
  private static let headerLength = 512
  /// More than a record takes with its template.
  private static let roomOfRecord = 8192

  private var bytes = [UInt8](repeating: 0, count: headerLength)
  private var names: [String: UInt32] = [:]
  private var templates: [UInt32: UInt32] = [:]
  /// The newest name and template of each hash, where the list of those of the same hash begins.
  private var nameHeads = [UInt32](repeating: 0, count: 64)
  private var templateHeads = [UInt32](repeating: 0, count: 32)
  private let firstNumber: UInt64
  private var lastNumber: UInt64
  private var lastRecord = 0

  init(firstNumber: UInt64) {
    self.firstNumber = firstNumber
    lastNumber = firstNumber
    bytes.reserveCapacity(Self.length)
  }

  var hasRoom: Bool { bytes.count + Self.roomOfRecord <= Self.length }

  /// Adds a record that was written at `fileTime`: the template with that identifier, and its values.
  mutating func add(
    _ number: UInt64,
    fileTime: UInt64,
    template: (identifier: UInt32, root: BinaryXMLElement),
    _ values: [BinaryXMLValue]
  ) {
    let start = bytes.count
    put(UInt32(0x2a2a))
    put(UInt32(0))
    put(number)
    put(fileTime)
    bytes += [0x0f, 1, 1, 0]
    put(template)
    put(UInt32(values.count))
    for value in values {
      put(UInt16(value.bytes.count))
      bytes += [value.type.rawValue, 0]
    }
    for value in values { bytes += value.bytes }
    bytes.append(0)
    while (bytes.count - start + 4) % 8 != 0 { bytes.append(0) }
    let length = UInt32(bytes.count - start + 4)
    put(length)
    set(length, at: start + 4)
    (lastNumber, lastRecord) = (number, start)
  }

  /// The whole chunk, with its header.
  func finished() -> [UInt8] {
    var chunk = self
    let records = bytes[Self.headerLength...]
    chunk.bytes += [UInt8](repeating: 0, count: Self.length - bytes.count)
    var head = Array("ElfChnk\0".utf8)
    for number in [firstNumber, lastNumber, firstNumber, lastNumber] {
      head += littleEndianBytes(of: number)
    }
    for number in [128, UInt32(lastRecord), UInt32(bytes.count), Self.checksum(of: records)] {
      head += littleEndianBytes(of: number)
    }
    chunk.bytes.replaceSubrange(0..<head.count, with: head)
    for (index, head) in (nameHeads + templateHeads).enumerated() {
      chunk.set(head, at: 128 + 4 * index)
    }
    chunk.set(Self.checksum(of: chunk.bytes[..<120] + chunk.bytes[128..<512]), at: 124)
    return chunk.bytes
  }

  static func checksum(of bytes: ArraySlice<UInt8>) -> UInt32 {
    var checksum = CRC32()
    checksum.update(bytes.span)
    return checksum.value
  }

  // MARK: Binary XML

  /// A use of the template, with its definition if the chunk has none yet.
  private mutating func put(_ template: (identifier: UInt32, root: BinaryXMLElement)) {
    bytes += [0x0c, 1]
    put(template.identifier)
    if let offset = templates[template.identifier] { return put(offset) }
    let offset = UInt32(bytes.count + 4)
    let bucket = Int(template.identifier % 32)
    put(offset)
    put(templateHeads[bucket])
    // A GUID: the identifier, and twelve bytes of ours.
    put(template.identifier)
    bytes += Array("rollcall lab".utf8)
    templates[template.identifier] = offset
    templateHeads[bucket] = offset
    let place = beginSized()
    bytes += [0x0f, 1, 1, 0]
    put(template.root)
    bytes.append(0)
    endSized(place)
  }

  private mutating func put(_ element: BinaryXMLElement) {
    bytes.append(element.attributes.isEmpty ? 0x01 : 0x41)
    put(UInt16.max)
    let place = beginSized()
    defer { endSized(place) }
    put(name: element.name)
    put(element.attributes)
    if element.content == nil, element.children.isEmpty { return bytes.append(0x03) }
    bytes.append(0x02)
    if let content = element.content { put(content) }
    for child in element.children { put(child) }
    bytes.append(0x04)
  }

  private mutating func put(_ attributes: [(name: String, content: BinaryXMLElement.Content)]) {
    if attributes.isEmpty { return }
    let place = beginSized()
    for (index, attribute) in attributes.enumerated() {
      bytes.append(index == attributes.count - 1 ? 0x06 : 0x46)
      put(name: attribute.name)
      put(attribute.content)
    }
    endSized(place)
  }

  private mutating func put(_ content: BinaryXMLElement.Content) {
    switch content {
    case .hole(let number, let type):
      bytes.append(0x0d)
      put(UInt16(number))
      bytes.append(type.rawValue)
    case .literal(let text):
      bytes += [0x05, BinaryXMLElement.ValueType.text.rawValue]
      put(UInt16(text.utf16.count))
      for unit in text.utf16 { put(unit) }
    }
  }

  /// A name stands where it is first used; later uses point back to it.
  private mutating func put(name: String) {
    if let offset = names[name] { return put(offset) }
    let offset = UInt32(bytes.count + 4)
    let hash = name.utf16.reduce(UInt32(0)) { $0 &* 65599 &+ UInt32($1) } & 0xffff
    let bucket = Int(hash % 64)
    put(offset)
    put(nameHeads[bucket])
    put(UInt16(hash))
    put(UInt16(name.utf16.count))
    for unit in name.utf16 { put(unit) }
    put(UInt16(0))
    names[name] = offset
    nameHeads[bucket] = offset
  }

  /// A length goes in front of what is written until `endSized`.
  private mutating func beginSized() -> Int {
    put(UInt32(0))
    return bytes.count
  }

  private mutating func endSized(_ start: Int) {
    set(UInt32(bytes.count - start), at: start - 4)
  }

  private mutating func put(_ number: some FixedWidthInteger) {
    bytes += littleEndianBytes(of: number)
  }

  private mutating func set(_ number: UInt32, at place: Int) {
    bytes.replaceSubrange(place..<place + 4, with: littleEndianBytes(of: number))
  }
}
