/// Where the wanted fields of one piece of binary XML stand.
///
/// Windows writes an event as a template (the XML with numbered holes) and a list of values. A
/// template is walked once a chunk; after that a record costs only a pass over its list of values.
struct BinaryXMLTemplate: Sendable {
  /// A hole of the template that a wanted field stands in.
  struct Hole: Sendable {
    var substitution: Int
    /// `nil`: the hole may hold a whole piece of binary XML.
    var field: Int?
  }

  struct Literal: Sendable {
    var field: Int
    /// UTF-16 text in the chunk.
    var range: Range<Int>
  }

  /// Sorted by number.
  var holes: [Hole] = []
  var literals: [Literal] = []
  /// Index after the last token.
  var end = 0
}

/// Walks binary XML from a start to its end token and notes where the wanted fields stand.
///
/// The walk keeps no tree: the depth tells the element's part (1 `Event`, 2 `System`, `EventData` or
/// `UserData`, 3 a field, or 4 in `UserData`). Each step moves forward, so the work is bounded by the bytes.
struct BinaryXMLCompiler: ~Copyable {
  private var index: Int
  private let end: Int
  private let elementHeaderLength: Int
  private var depth: Int
  private var section = EVTXFields.Section.other
  private var elementName = 0..<0
  /// The text of a `Data` element's `Name`.
  private var dataName = 0..<0
  private var attributeName: Range<Int>?
  /// Fields that text was already seen for, so that a second piece of the same text shows.
  private var pieces: [Int] = []
  private var template = BinaryXMLTemplate()

  /// With `isInsideEvent` the piece fills a hole directly below `Event`.
  ///
  /// With `hasDependencies` an element begins with the number of the value that it depends on, as in
  /// a template. Records that were exported as text have neither.
  init(from index: Int, to end: Int, isInsideEvent: Bool, hasDependencies: Bool) {
    self.index = index
    self.end = end
    elementHeaderLength = hasDependencies ? 6 : 4
    depth = isInsideEvent ? 1 : 0
  }

  /// `nil` if the bytes are no binary XML that we know, or a wanted text is in several pieces.
  mutating func compile(_ chunk: Span<UInt8>, _ fields: borrowing EVTXFields) -> BinaryXMLTemplate?
  {
    while index < end {
      let token = chunk[index]
      index += 1
      let isUnderstood: Bool
      switch token & 0x3f {
      case 0x00:
        return finish()
      case 0x01:
        isUnderstood = openElement(chunk, hasAttributes: token & 0x40 != 0)
      case 0x02:
        attributeName = nil
        isUnderstood = true
      case 0x03, 0x04:
        isUnderstood = closeElement()
      case 0x05, 0x07:
        isUnderstood = literal(chunk, typeLength: token & 0x3f == 0x05 ? 1 : 0, fields)
      case 0x06:
        attributeName = readName(chunk)
        isUnderstood = attributeName != nil
      case 0x08:
        index += 2
        isUnderstood = isPlainText(chunk, fields)
      case 0x09:
        isUnderstood = readName(chunk) != nil && isPlainText(chunk, fields)
      case 0x0a:
        isUnderstood = readName(chunk) != nil
      case 0x0b:
        isUnderstood = readText(chunk) != nil
      case 0x0d, 0x0e:
        isUnderstood = hole(chunk, fields)
      case 0x0f:
        index += 3
        isUnderstood = true
      default:
        isUnderstood = false
      }
      if !isUnderstood { return nil }
    }
    return finish()
  }

  private mutating func finish() -> BinaryXMLTemplate? {
    template.end = min(index, end)
    template.holes.sort { $0.substitution < $1.substitution }
    return template
  }

  private mutating func openElement(_ chunk: Span<UInt8>, hasAttributes: Bool) -> Bool {
    index += elementHeaderLength
    guard let name = readName(chunk) else { return false }
    if hasAttributes { index += 4 }
    depth += 1
    attributeName = nil
    if depth == 2 {
      section =
        chunk.wideText(in: name, equals: Array("System".utf8))
        ? .system
        : chunk.wideText(in: name, equals: Array("EventData".utf8))
          ? .eventData
          : chunk.wideText(in: name, equals: Array("UserData".utf8)) ? .userData : .other
    } else if depth == section.fieldDepth {
      elementName = name
      dataName = 0..<0
    }
    return true
  }

  private mutating func closeElement() -> Bool {
    attributeName = nil
    depth -= 1
    return depth >= 0
  }

  /// A name stands where it is first used; later uses point back to it.
  private mutating func readName(_ chunk: Span<UInt8>) -> Range<Int>? {
    guard let offset = chunk.number32(at: index), let length = chunk.number16(at: offset + 6) else {
      return nil
    }
    index += 4
    let name = offset + 8..<offset + 8 + length * 2
    guard name.upperBound + 2 <= chunk.count else { return nil }
    if offset == index { index = name.upperBound + 2 }
    return name
  }

  private mutating func readText(_ chunk: Span<UInt8>) -> Range<Int>? {
    guard let length = chunk.number16(at: index) else { return nil }
    let text = index + 2..<index + 2 + length * 2
    index = text.upperBound
    return index <= end ? text : nil
  }

  private mutating func literal(
    _ chunk: Span<UInt8>,
    typeLength: Int,
    _ fields: borrowing EVTXFields
  ) -> Bool {
    index += typeLength
    guard let text = readText(chunk) else { return false }
    if section == .eventData, depth == 3, let attributeName,
      chunk.wideText(in: attributeName, equals: Array("Name".utf8))
    {
      dataName = text
      return true
    }
    guard let field = wantedField(chunk, fields) else { return true }
    if pieces.contains(field) { return false }
    pieces.append(field)
    template.literals.append(BinaryXMLTemplate.Literal(field: field, range: text))
    return true
  }

  private mutating func hole(_ chunk: Span<UInt8>, _ fields: borrowing EVTXFields) -> Bool {
    guard let substitution = chunk.number16(at: index) else { return false }
    index += 3
    if depth == 1, attributeName == nil {
      template.holes.append(BinaryXMLTemplate.Hole(substitution: substitution, field: nil))
      return true
    }
    guard let field = wantedField(chunk, fields) else { return true }
    if pieces.contains(field) { return false }
    pieces.append(field)
    template.holes.append(BinaryXMLTemplate.Hole(substitution: substitution, field: field))
    return true
  }

  /// A character or entity reference is fine where nobody reads the text.
  private func isPlainText(_ chunk: Span<UInt8>, _ fields: borrowing EVTXFields) -> Bool {
    wantedField(chunk, fields) == nil
  }

  private func wantedField(_ chunk: Span<UInt8>, _ fields: borrowing EVTXFields) -> Int? {
    guard depth == section.fieldDepth, section != .other else { return nil }
    let name = section == .eventData ? dataName : elementName
    return fields.find(chunk, section, name: name, attribute: attributeName ?? 0..<0)
  }
}
