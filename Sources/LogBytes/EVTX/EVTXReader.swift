/// Reads chosen fields of the records of a Windows event log (EVTX).
///
/// A file is a header of 4 KB and chunks of 64 KB. A chunk holds everything that its records need, so
/// that any run of whole chunks can be read by itself, and a damaged record costs only itself. Layout
/// after the published format notes of the libevtx project (Joachim Metz, "Windows XML Event Log
/// (EVTX)"); checksums are not verified, because a live log's lag behind its records.
///
/// Nothing here trusts a number of the file: offsets are checked where they are used, and the bytes
/// walked for templates are limited a chunk.
package struct EVTXReader: ~Copyable {
  package static let fileHeaderLength = 4096
  package static let chunkLength = 65536
  private static let chunkHeaderLength = 512
  private static let recordHeaderLength = 24
  /// The bytes of templates that are walked for one chunk, at most.
  ///
  /// The definitions of a sound chunk lie side by side, so that walking each for both places it may
  /// be used in stays below twice the chunk. Overlapping ones are a trap.
  private static let templateBytesLimit = 2 * chunkLength
  /// `Event`, what fills its holes, and one to spare.
  private static let deepestNesting = 3

  package enum Step: Equatable, Sendable {
    /// A record at this place in the block; `read` gives its fields.
    case record(Range<Int>)
    /// Bytes where a record or chunk should be and none is.
    case broken(Range<Int>)
  }

  private struct TemplateKey: Hashable {
    var offset: Int
    var isInsideEvent: Bool
  }

  private let fields: EVTXFields
  private var values: [EVTXValue]
  /// All values of the record at hand, for whoever searches words in it; empty if nobody does.
  private var all: [EVTXValue] = []
  private let keepsAll: Bool

  private var chunk = 0..<0
  /// The next record, and the end of those that the chunk's header knows; from the chunk's start.
  private var position = 0
  private var knownEnd = 0
  private var lastRecordNumber: UInt64 = 0
  private var recordRange = 0..<0

  private var templates: [BinaryXMLTemplate?] = []
  private var templateNumbers: [TemplateKey: Int] = [:]
  private var templateBytes = 0

  /// With `keepingAll`, `appendAll` has something to append.
  package init(_ fields: EVTXFields, keepingAll keepsAll: Bool = false) {
    self.fields = fields
    self.keepsAll = keepsAll
    values = Array(repeating: EVTXValue(), count: fields.count)
  }

  // MARK: Records

  /// The next record of `block`; `nil` at the end.
  ///
  /// The block begins with the file's header or with a chunk, and must be the same in every call.
  package mutating func next(in block: Span<UInt8>) -> Step? {
    while true {
      if position == 0 {
        guard let broken = openChunk(block) else { return nil }
        if let broken { return .broken(broken) }
      }
      if let step = nextInChunk(block.extracting(chunk)) {
        switch step {
        case .record(let range): return .record(shifted(range))
        case .broken(let range): return .broken(shifted(range))
        }
      }
      position = 0
    }
  }

  private func shifted(_ range: Range<Int>) -> Range<Int> {
    chunk.lowerBound + range.lowerBound..<chunk.lowerBound + range.upperBound
  }

  /// Moves to the next chunk.
  ///
  /// `nil` at the end of the block; a range if no chunk stands there. Chunks that were set aside and never used are zero, and passed over.
  private mutating func openChunk(_ block: Span<UInt8>) -> Range<Int>?? {
    var start = chunk.upperBound
    if start == 0, block.has("ElfFile\0", at: 0) { start = min(Self.fileHeaderLength, block.count) }
    while start < block.count {
      chunk = start..<min(start + Self.chunkLength, block.count)
      let bytes = block.extracting(chunk)
      if bytes.has("ElfChnk\0", at: 0), bytes.count > Self.chunkHeaderLength {
        position = Self.chunkHeaderLength
        let freeSpace = bytes.number32(at: 48) ?? 0
        knownEnd = (position...bytes.count).contains(freeSpace) ? freeSpace : bytes.count
        lastRecordNumber = .max
        templates.removeAll(keepingCapacity: true)
        templateNumbers.removeAll(keepingCapacity: true)
        templateBytes = 0
        return .some(nil)
      }
      if bytes.number64(at: 0) != 0 { return .some(chunk) }
      start = chunk.upperBound
    }
    return nil
  }

  private mutating func nextInChunk(_ bytes: Span<UInt8>) -> Step? {
    let start = position
    if let length = recordLength(bytes, at: start),
      let number = bytes.number64(at: start + 8),
      // Behind the known end lie records that a live log has not counted yet, then old ones.
      start < knownEnd || number == lastRecordNumber &+ 1
    {
      position = start + length
      lastRecordNumber = number
      recordRange = start..<position
      return .record(recordRange)
    }
    guard start < knownEnd else { return nil }
    position = knownEnd
    var search = start + 1
    while let found = bytes.firstIndex(of: "**\0\0", in: search..<knownEnd) {
      if recordLength(bytes, at: found) != nil {
        position = found
        break
      }
      search = found + 1
    }
    return .broken(start..<position)
  }

  /// The length of the sound record at `start`: it is written at both of its ends.
  private func recordLength(_ bytes: Span<UInt8>, at start: Int) -> Int? {
    guard bytes.has("**\0\0", at: start), let length = bytes.number32(at: start + 4),
      length >= Self.recordHeaderLength + 4, length <= bytes.count - start,
      bytes.number32(at: start + length - 4) == length
    else { return nil }
    return length
  }

  // MARK: Fields

  /// Finds the wanted fields of the record that `next` gave last.
  ///
  /// `false` if its binary XML is not understood; then no field is there.
  /// - Complexity: one pass over the record's list of values, and over each template once a chunk.
  package mutating func read(in block: Span<UInt8>) -> Bool {
    for index in values.indices { values[index] = EVTXValue() }
    all.removeAll(keepingCapacity: true)
    let bytes = block.extracting(chunk)
    let body = recordRange.lowerBound + Self.recordHeaderLength..<recordRange.upperBound - 4
    if readFragment(bytes, body, isInsideEvent: false, nesting: 0) { return true }
    for index in values.indices { values[index] = EVTXValue() }
    return false
  }

  private mutating func readFragment(
    _ bytes: Span<UInt8>,
    _ range: Range<Int>,
    isInsideEvent: Bool,
    nesting: Int
  ) -> Bool {
    guard nesting < Self.deepestNesting else { return false }
    var index = range.lowerBound
    if index < range.upperBound, bytes[index] == 0x0f { index += 4 }
    guard index < range.upperBound else { return false }
    if bytes[index] == 0x0c {
      return readInstance(
        bytes,
        index + 1..<range.upperBound,
        isInsideEvent: isInsideEvent,
        nesting: nesting
      )
    }
    for hasDependencies in [false, true] {
      var compiler = BinaryXMLCompiler(
        from: index,
        to: range.upperBound,
        isInsideEvent: isInsideEvent,
        hasDependencies: hasDependencies
      )
      if let template = compiler.compile(bytes, fields) {
        fill(template.literals)
        return true
      }
    }
    return false
  }

  /// A template by its place in the chunk, defined right here or earlier, then its values.
  private mutating func readInstance(
    _ bytes: Span<UInt8>,
    _ range: Range<Int>,
    isInsideEvent: Bool,
    nesting: Int
  ) -> Bool {
    guard let offset = bytes.number32(at: range.lowerBound + 5),
      let definitionLength = bytes.number32(at: offset + 20),
      let number = template(
        bytes,
        at: offset,
        length: definitionLength,
        isInsideEvent: isInsideEvent
      )
    else { return false }
    var index = range.lowerBound + 9
    if offset == index { index += 24 + definitionLength }
    guard index + 4 <= range.upperBound, let count = bytes.number32(at: index),
      count <= (range.upperBound - index - 4) / 4
    else { return false }
    return readValues(
      bytes,
      descriptors: index + 4..<index + 4 + count * 4,
      end: range.upperBound,
      template: number,
      nesting: nesting
    )
  }

  private mutating func readValues(
    _ bytes: Span<UInt8>,
    descriptors: Range<Int>,
    end: Int,
    template number: Int,
    nesting: Int
  ) -> Bool {
    guard let template = templates[number] else { return false }
    fill(template.literals)
    var value = descriptors.upperBound
    var (hole, substitution) = (0, 0)
    for descriptor in stride(from: descriptors.lowerBound, to: descriptors.upperBound, by: 4) {
      if hole == template.holes.count, !keepsAll { return true }
      guard let length = bytes.number16(at: descriptor), value + length <= end else { return false }
      if keepsAll {
        all.append(EVTXValue(type: bytes[descriptor + 2], range: value..<value + length))
      }
      while hole < template.holes.count, template.holes[hole].substitution == substitution {
        let type = bytes[descriptor + 2]
        if let field = template.holes[hole].field {
          set(field, EVTXValue(type: type, range: value..<value + length))
        } else if type == EVTXValue.binaryXML, length > 0 {
          guard
            readFragment(bytes, value..<value + length, isInsideEvent: true, nesting: nesting + 1)
          else { return false }
        }
        hole += 1
      }
      value += length
      substitution += 1
    }
    return true
  }

  private mutating func fill(_ literals: [BinaryXMLTemplate.Literal]) {
    for literal in literals {
      set(literal.field, EVTXValue(type: EVTXValue.wideString, range: literal.range))
    }
  }

  private mutating func set(_ field: Int, _ value: EVTXValue) {
    if values[field].isMissing { values[field] = value }
  }

  /// The number of the template whose definition stands at `offset`, walked if it was not yet.
  private mutating func template(
    _ bytes: Span<UInt8>,
    at offset: Int,
    length: Int,
    isInsideEvent: Bool
  ) -> Int? {
    let key = TemplateKey(offset: offset, isInsideEvent: isInsideEvent)
    if let number = templateNumbers[key] { return number }
    let start = offset + 24
    guard length <= bytes.count - start, templateBytes + length <= Self.templateBytesLimit else {
      return nil
    }
    templateBytes += length
    var compiler = BinaryXMLCompiler(
      from: start,
      to: start + length,
      isInsideEvent: isInsideEvent,
      hasDependencies: true
    )
    templates.append(compiler.compile(bytes, fields))
    templateNumbers[key] = templates.count - 1
    return templates.count - 1
  }

  // MARK: Values

  package func isMissing(_ field: Int) -> Bool { values[field].isMissing }

  /// The field as a number; `nil` if it is missing or none.
  package func integer(_ field: Int, in block: Span<UInt8>) -> Int? {
    values[field].integer(in: block.extracting(chunk))
  }

  /// Whether the field's text is the ASCII text `wanted`.
  package func text(_ field: Int, in block: Span<UInt8>, equals wanted: [UInt8]) -> Bool {
    values[field].equals(wanted, in: block.extracting(chunk))
  }

  /// Appends the field as text; empty if it is missing or no text could show it.
  package func append(
    _ field: Int,
    in block: Span<UInt8>,
    to buffer: inout [UInt8]
  ) -> Range<Int> {
    let start = buffer.count
    values[field].append(from: block.extracting(chunk), to: &buffer)
    return start..<buffer.count
  }

  /// Appends every value of the record as text, a line each. What a template says itself is left out.
  package func appendAll(in block: Span<UInt8>, to buffer: inout [UInt8]) {
    let bytes = block.extracting(chunk)
    for value in all {
      let start = buffer.count
      value.append(from: bytes, to: &buffer)
      if buffer.count > start { buffer.append(0x0a) }
    }
  }

  /// The field as milliseconds since 1970 UTC; `nil` if it is no time.
  package func milliseconds(_ field: Int, in block: Span<UInt8>) -> Int? {
    values[field].fileTime(in: block.extracting(chunk)).flatMap(Self.milliseconds)
  }

  /// When the record was written; milliseconds since 1970 UTC.
  package func writtenMilliseconds(in block: Span<UInt8>) -> Int? {
    block.extracting(chunk).number64(at: recordRange.lowerBound + 16).flatMap(Self.milliseconds)
  }

  private static func milliseconds(ofFileTime ticks: UInt64) -> Int? {
    // Ticks of 100 ns since 1601, which is 11,644,473,600 seconds before 1970.
    let (milliseconds, isBefore) = (ticks / 10_000).subtractingReportingOverflow(11_644_473_600_000)
    return isBefore ? nil : Int(exactly: milliseconds)
  }
}
