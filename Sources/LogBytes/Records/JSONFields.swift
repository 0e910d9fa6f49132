import CByteSearch
import Glibc

/// Reads chosen fields of a JSON object without building it.
///
/// The object is walked once, members that nobody asked for are skipped by a vector search, and the
/// walk ends as soon as every wanted field was met. Values are ranges into the record. This is not a
/// validator: what lies behind the last wanted field is not looked at, except that the record must
/// end in a closing brace.
package struct JSONFields: Sendable {
  /// One key below an object: which object, what follows.
  struct Member: Sendable {
    var key: [UInt8]
    /// Index into the values, or `nil` if only something below is wanted.
    var value: Int?
    /// The node of the object below, or `nil`.
    var below: Int?
    /// The next member in the same slot of the same node.
    var nextInSlot: Int?
  }

  var members: [Member] = []
  /// 64 slots a node, each the index of a first member or -1.
  var slots: [Int16] = []
  package let fieldCount: Int

  /// Compiles dotted paths, as in `status.errorCode`. The n-th path fills the n-th value. A dot in a
  /// key cannot be written.
  package init(_ paths: [String]) {
    fieldCount = paths.count
    _ = addNode()
    for (field, path) in paths.enumerated() {
      var node = 0
      let keys = path.split(separator: ".").map { Array($0.utf8) }
      for (level, key) in keys.enumerated() {
        let member = findOrAdd(key, in: node)
        if level == keys.count - 1 {
          members[member].value = field
        } else {
          if members[member].below == nil { members[member].below = addNode() }
          node = members[member].below ?? 0
        }
      }
    }
  }

  private mutating func addNode() -> Int {
    slots.append(contentsOf: repeatElement(-1, count: 64))
    return slots.count / 64 - 1
  }

  private mutating func findOrAdd(_ key: [UInt8], in node: Int) -> Int {
    let slot = node * 64 + Self.slot(first: key.first ?? 0, last: key.last ?? 0, count: key.count)
    var index = Int(slots[slot])
    while index >= 0 {
      if members[index].key == key { return index }
      index = members[index].nextInSlot ?? -1
    }
    members.append(Member(key: key, nextInSlot: slots[slot] < 0 ? nil : Int(slots[slot])))
    slots[slot] = Int16(members.count - 1)
    return members.count - 1
  }

  static func slot(first: UInt8, last: UInt8, count: Int) -> Int {
    (count &* 5 &+ Int(first) &* 3 &+ Int(last)) & 63
  }

  /// Fills `values` from the object in `record`. `false` if the record is not an object, is broken
  /// before the last wanted field, or does not end as an object does.
  /// - Complexity: about 0.5 ns a byte walked.
  package func read(_ record: Span<UInt8>, into values: inout JSONValues) -> Bool {
    values.reset(to: fieldCount)
    return unsafe record.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return false }
      var end = buffer.count
      while end > 0, unsafe isJSONSpace(base[end - 1]) { end -= 1 }
      guard unsafe end > 0 && base[end - 1] == 0x7d else { return false }
      var walk = unsafe JSONWalk(base: base, count: end)
      walk.skipSpace()
      return walk.readObject(fields: self, node: 0, values: &values, depth: 0)
    }
  }
}

/// The values of one record, in the order of the paths. Reused from record to record.
package struct JSONValues: Sendable {
  package struct Value: Sendable {
    package enum Kind: UInt8, Sendable {
      case missing
      /// The range is the text between the quotes.
      case string
      /// As `string`, with backslash escapes in it.
      case escapedString
      /// A number, `true`, `false` or `null`.
      case literal
      case object
      case array
    }

    package var start: Int32
    package var end: Int32
    package var kind: Kind

    package var range: Range<Int> { Int(start)..<Int(end) }
    package var isString: Bool { kind == .string || kind == .escapedString }
    package var isMissing: Bool { kind == .missing }
  }

  package private(set) var values: [Value] = []
  /// How many wanted fields were not met yet.
  var missing = 0

  package init() {}

  package subscript(field: Int) -> Value { values[field] }

  mutating func reset(to count: Int) {
    let empty = Value(start: 0, end: 0, kind: .missing)
    if values.count == count {
      for index in 0..<count { values[index] = empty }
    } else {
      values = Array(repeating: empty, count: count)
    }
    missing = count
  }

  mutating func set(_ field: Int, _ value: Value) {
    if values[field].kind == .missing { missing -= 1 }
    values[field] = value
  }
}

func isJSONSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
}

/// A position in the bytes of one record. Every advance is checked against `count`.
@safe
private struct JSONWalk {
  let base: UnsafePointer<UInt8>
  let count: Int
  var index = 0

  init(base: UnsafePointer<UInt8>, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  /// The byte at the position, 0 at the end.
  var byte: UInt8 {
    // Safe: `index` is below `count`, the length of the buffer behind `base`.
    index < count ? unsafe base[index] : 0
  }

  mutating func skipSpace() {
    while isJSONSpace(byte) { index += 1 }
  }

  /// The text of the string whose opening quote is at the position; moves past it.
  mutating func readString() -> JSONValues.Value? {
    guard byte == 0x22 else { return nil }
    let start = index + 1
    // Safe: `start <= count`; the search reads no further than `count - start`.
    let hit = unsafe rollcall_find_quote_or_backslash(base + start, count - start)
    guard start + hit < count else { return nil }
    if unsafe base[start + hit] == 0x22 {
      index = start + hit + 1
      return .init(start: Int32(start), end: Int32(start + hit), kind: .string)
    }
    let skipped = unsafe rollcall_skip_json_string(base + start, count - start)
    guard skipped > 0 else { return nil }
    index = start + skipped
    return .init(start: Int32(start), end: Int32(index - 1), kind: .escapedString)
  }

  mutating func skipContainer() -> Bool {
    // Safe: `index < count` because the caller saw a brace there.
    let skipped = unsafe rollcall_skip_json_container(base + index, count - index)
    index += skipped
    return skipped > 0
  }

  /// Any value; moves past it.
  mutating func readValue() -> JSONValues.Value? {
    let start = index
    switch byte {
    case 0x22:
      return readString()
    case 0x7b, 0x5b:
      let kind: JSONValues.Value.Kind = byte == 0x7b ? .object : .array
      guard skipContainer() else { return nil }
      return .init(start: Int32(start), end: Int32(index), kind: kind)
    default:
      while index < count, !isJSONSpace(byte), byte != 0x2c, byte != 0x7d, byte != 0x5d {
        index += 1
      }
      if index == start { return nil }
      return .init(start: Int32(start), end: Int32(index), kind: .literal)
    }
  }

  /// Walks the object at the position. `false` if it is broken; stops early, with the position
  /// anywhere, once nothing is missing.
  mutating func readObject(
    fields: borrowing JSONFields,
    node: Int,
    values: inout JSONValues,
    depth: Int
  ) -> Bool {
    guard byte == 0x7b, depth < 64 else { return false }
    index += 1
    while true {
      skipSpace()
      if byte == 0x7d {
        index += 1
        return true
      }
      if byte == 0x2c {
        index += 1
        continue
      }
      guard let key = readString() else { return false }
      skipSpace()
      guard byte == 0x3a else { return false }
      index += 1
      skipSpace()
      if let member = find(key, in: node, of: fields) {
        guard readMember(fields.members[member], fields: fields, values: &values, depth: depth)
        else { return false }
        if values.missing == 0 { return true }
      } else if readValue() == nil {
        return false
      }
    }
  }

  private mutating func readMember(
    _ member: borrowing JSONFields.Member,
    fields: borrowing JSONFields,
    values: inout JSONValues,
    depth: Int
  ) -> Bool {
    let start = index
    if let below = member.below, byte == 0x7b {
      let walked = readObject(fields: fields, node: below, values: &values, depth: depth + 1)
      if walked, values.missing > 0, let field = member.value {
        values.set(field, .init(start: Int32(start), end: Int32(index), kind: .object))
      }
      return walked
    }
    guard let value = readValue() else { return false }
    if let field = member.value { values.set(field, value) }
    return true
  }

  private func find(
    _ key: JSONValues.Value,
    in node: Int,
    of fields: borrowing JSONFields
  ) -> Int? {
    let (start, length) = (Int(key.start), Int(key.end - key.start))
    if length == 0 { return nil }
    // Safe: the key's range lies in the record.
    let (first, last) = unsafe (base[start], base[start + length - 1])
    let slot = node * 64 + JSONFields.slot(first: first, last: last, count: length)
    var index = Int(fields.slots[slot])
    while index >= 0 {
      let wanted = fields.members[index].key
      if wanted.count == length,
        unsafe wanted.withUnsafeBufferPointer({ pointer in
          // Safe: both hold `length` bytes.
          guard let wantedBase = pointer.baseAddress else { return false }
          return unsafe memcmp(wantedBase, base + start, length) == 0
        })
      {
        return index
      }
      index = fields.members[index].nextInSlot ?? -1
    }
    return nil
  }
}
