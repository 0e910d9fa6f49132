import CByteSearch
import Glibc

/// Reads chosen fields of a JSON object without building it.
///
/// The object is walked once, members that nobody asked for are skipped by a vector search, and the
/// walk ends as soon as every wanted field was met. Values are ranges into the record. This is not a
/// validator: what lies behind the last wanted field is not looked at, except that the record must
/// end in a closing brace.
///
/// Not copyable: to copy the tables for each record is to count references, which threads that share them pay
/// for three times over.
package struct JSONFields: ~Copyable, Sendable {
  /// One key below an object: which object, what follows.
  ///
  /// Numbers only, so that looking one up costs
  /// no reference count; -1 stands for none.
  struct Member: Sendable {
    /// The key's bytes in `keyBytes`.
    var keyStart: Int32
    var keyCount: Int32
    /// Index into the values; none if only something below is wanted.
    var value: Int16 = -1
    /// The node of the object below.
    var below: Int16 = -1
    /// The next member in the same slot of the same node.
    var nextInSlot: Int16
  }

  /// Most keys of a record are wanted by nobody.
  ///
  /// With this many slots nearly all of them meet an empty
  /// one, and are never compared.
  static let slotCount = 64

  private var members: [Member] = []
  private var keyBytes: [UInt8] = []
  /// `slotCount` a node, each the index of a first member.
  private var slots: [Int16] = []
  package let fieldCount: Int

  /// Compiles dotted paths such as `status.errorCode`; the n-th path fills the n-th value.
  ///
  /// A dot in a key cannot be written. An empty path is never met, and its value stays missing.
  package init(_ paths: [String]) {
    fieldCount = paths.count
    var node = addNode()
    for (field, path) in paths.enumerated() {
      node = 0
      let keys = path.split(separator: ".").map { Array($0.utf8) }
      for (level, key) in keys.enumerated() {
        let member = findOrAdd(key, in: node)
        if level == keys.count - 1 {
          members[member].value = Int16(field)
        } else {
          if members[member].below < 0 { members[member].below = Int16(addNode()) }
          node = Int(members[member].below)
        }
      }
    }
  }

  private mutating func addNode() -> Int {
    slots.append(contentsOf: repeatElement(-1, count: Self.slotCount))
    return slots.count / Self.slotCount - 1
  }

  private mutating func findOrAdd(_ key: [UInt8], in node: Int) -> Int {
    let slot =
      node * Self.slotCount
      + Self.slot(first: key.first ?? 0, last: key.last ?? 0, count: key.count)
    var index = Int(slots[slot])
    while index >= 0 {
      let start = Int(members[index].keyStart)
      if keyBytes[start..<start + Int(members[index].keyCount)].elementsEqual(key) { return index }
      index = Int(members[index].nextInSlot)
    }
    members.append(
      Member(
        keyStart: Int32(keyBytes.count),
        keyCount: Int32(key.count),
        nextInSlot: slots[slot]
      )
    )
    keyBytes += key
    slots[slot] = Int16(members.count - 1)
    return members.count - 1
  }

  @inline(__always)
  static func slot(first: UInt8, last: UInt8, count: Int) -> Int {
    (count &* 5 &+ Int(first) &* 3 &+ Int(last)) & (slotCount - 1)
  }

  /// Fills `values` from the object in `record`.
  ///
  /// `false` if the record is not an object, is broken before the last wanted field, does not end as
  /// an object does, or passes 2 GB. A field that occurs twice has its last value before the walk ends.
  /// - Complexity: about 0.5 ns a byte walked.
  package func read(_ record: Span<UInt8>, into values: inout JSONValues) -> Bool {
    values.reset(to: fieldCount)
    guard record.count <= Int(Int32.max) else { return false }
    return unsafe record.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return false }
      var end = buffer.count
      while end > 0, unsafe isJSONSpace(base[end - 1]) { end -= 1 }
      guard unsafe end > 0 && base[end - 1] == 0x7d else { return false }
      return unsafe withTables { tables in
        var walk = unsafe JSONWalk(base: base, count: end, tables: tables)
        walk.skipSpace()
        return walk.readObject(node: 0, values: &values, depth: 0)
      }
    }
  }

  /// The compiled paths as bare pointers, for the length of one walk.
  @unsafe
  struct Tables {
    let members: UnsafeBufferPointer<Member>
    let keyBytes: UnsafeBufferPointer<UInt8>
    let slots: UnsafeBufferPointer<Int16>
  }

  private func withTables(_ body: (Tables) -> Bool) -> Bool {
    unsafe members.withUnsafeBufferPointer { members in
      unsafe keyBytes.withUnsafeBufferPointer { keyBytes in
        unsafe slots.withUnsafeBufferPointer { slots in
          unsafe body(Tables(members: members, keyBytes: keyBytes, slots: slots))
        }
      }
    }
  }
}

/// The values of one record, in the order of the paths.
///
/// Reused from record to record.
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

@inline(__always)
func isJSONSpace(_ byte: UInt8) -> Bool {
  byte <= 0x20 && (byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09)
}

/// A position in the bytes of one record.
///
/// Every advance is checked against `count`.
@safe
private struct JSONWalk {
  private let base: UnsafePointer<UInt8>
  private let count: Int
  private let tables: JSONFields.Tables
  private var index = 0

  /// Objects nested deeper than this are taken for an attack.
  private static let deepest = 64

  init(base: UnsafePointer<UInt8>, count: Int, tables: JSONFields.Tables) {
    unsafe self.base = base
    self.count = count
    unsafe self.tables = unsafe tables
  }

  /// The byte at the position, 0 at the end.
  private var byte: UInt8 {
    // Safe: `index` is below `count`, the length of the buffer behind `base`.
    index < count ? unsafe base[index] : 0
  }

  mutating func skipSpace() {
    while isJSONSpace(byte) { index += 1 }
  }

  /// Moves past the string whose opening quote is at the position.
  ///
  /// Where its text ends, or -1 if it
  /// does not, and whether there are escapes in it.
  @inline(__always)
  private mutating func skipString() -> (textEnd: Int, hasEscapes: Bool) {
    let start = index + 1
    guard byte == 0x22, start < count else { return (-1, false) }
    // Safe: `start < count`; the search reads no further than `count - start`.
    let hit = unsafe start + rollcall_find_quote_or_backslash(base + start, count - start)
    guard hit < count else { return (-1, false) }
    if unsafe base[hit] == 0x22 {
      index = hit + 1
      return (hit, false)
    }
    // Safe: `hit < count`, and the search begins at the first backslash.
    let skipped = unsafe rollcall_skip_json_string(base + hit, count - hit)
    guard skipped > 0 else { return (-1, true) }
    index = hit + skipped
    return (index - 1, true)
  }

  private mutating func skipContainer() -> Bool {
    // Safe: `index < count` because the caller saw a brace there.
    let skipped = unsafe rollcall_skip_json_container(base + index, count - index)
    index += skipped
    return skipped > 0
  }

  private mutating func skipLiteral() -> Bool {
    let start = index
    // What ends a literal: the record, white space, a comma, a closing bracket.
    while case let byte = byte, byte > 0x20, byte != 0x2c, byte | 0x20 != 0x7d { index += 1 }
    return index > start
  }

  /// Moves past a value that nobody asked for.
  @inline(__always)
  private mutating func skipValue() -> Bool {
    switch byte {
    case 0x22: skipString().textEnd >= 0
    case 0x7b, 0x5b: skipContainer()
    default: skipLiteral()
    }
  }

  /// Any value; moves past it.
  private mutating func readValue() -> JSONValues.Value? {
    let start = index
    switch byte {
    case 0x22:
      let (end, hasEscapes) = skipString()
      if end < 0 { return nil }
      return .init(
        start: Int32(start + 1),
        end: Int32(end),
        kind: hasEscapes ? .escapedString : .string
      )
    case 0x7b, 0x5b:
      let kind: JSONValues.Value.Kind = byte == 0x7b ? .object : .array
      return skipContainer() ? .init(start: Int32(start), end: Int32(index), kind: kind) : nil
    default:
      return skipLiteral() ? .init(start: Int32(start), end: Int32(index), kind: .literal) : nil
    }
  }

  /// Walks the object at the position.
  ///
  /// `false` if it is broken; stops early, with the position anywhere, once nothing is missing.
  mutating func readObject(node: Int, values: inout JSONValues, depth: Int) -> Bool {
    guard byte == 0x7b, depth < Self.deepest else { return false }
    index += 1
    while true {
      skipSpace()
      if byte == 0x2c {
        index += 1
        continue
      }
      if byte == 0x7d {
        index += 1
        return true
      }
      let keyStart = index + 1
      let keyEnd = skipString().textEnd
      guard keyEnd >= 0 else { return false }
      skipSpace()
      guard byte == 0x3a else { return false }
      index += 1
      skipSpace()
      let member = find(keyStart, keyEnd - keyStart, in: node)
      if member < 0 {
        guard skipValue() else { return false }
      } else {
        guard readMember(member, values: &values, depth: depth) else { return false }
        if values.missing == 0 { return true }
      }
    }
  }

  private mutating func readMember(_ number: Int, values: inout JSONValues, depth: Int) -> Bool {
    let start = index
    // Safe: `number` came from `find`.
    let member = unsafe tables.members[number]
    if member.below >= 0, byte == 0x7b {
      let walked = readObject(node: Int(member.below), values: &values, depth: depth + 1)
      if walked, values.missing > 0, member.value >= 0 {
        values.set(Int(member.value), .init(start: Int32(start), end: Int32(index), kind: .object))
      }
      return walked
    }
    if member.value < 0 { return skipValue() }
    guard let value = readValue() else { return false }
    values.set(Int(member.value), value)
    return true
  }

  /// The member of `node` with the key of `length` bytes at `start`, or -1.
  @inline(__always)
  private func find(_ start: Int, _ length: Int, in node: Int) -> Int {
    if length == 0 { return -1 }
    // Safe: the key lies in the record; a node's slots and a slot's members lie in their tables.
    let (first, last) = unsafe (base[start], base[start + length - 1])
    let slot = JSONFields.slot(first: first, last: last, count: length)
    var number = unsafe Int(tables.slots[node * JSONFields.slotCount + slot])
    while number >= 0 {
      let member = unsafe tables.members[number]
      if Int(member.keyCount) == length, isKey(member, at: start) { return number }
      number = Int(member.nextInSlot)
    }
    return -1
  }

  private func isKey(_ member: JSONFields.Member, at start: Int) -> Bool {
    guard let keys = unsafe tables.keyBytes.baseAddress else { return false }
    // Safe: both hold `keyCount` bytes: the caller compared the lengths.
    return unsafe memcmp(keys + Int(member.keyStart), base + start, Int(member.keyCount)) == 0
  }
}
