/// The values that one event has for the fields that rules ask about, as bytes in one buffer.
///
/// Made once a worker and filled again for every event, so that matching allocates nothing.
package struct EventFields: Sendable {
  package enum Kind: UInt8, Sendable {
    case missing
    /// There, without a value.
    case null
    case text
  }

  package struct Value: Sendable {
    package var start: Int32 = 0
    package var end: Int32 = 0
    package var kind = Kind.missing

    package var range: Range<Int> { Int(start)..<Int(end) }
  }

  /// Readers append here, then say with `commit` what they appended.
  package var bytes: [UInt8] = []
  package private(set) var values: [Value]
  /// Further values of fields that hold a list.
  package private(set) var more: [(field: Int, value: Value)] = []

  package init(fieldCount: Int) {
    values = Array(repeating: Value(), count: fieldCount)
    bytes.reserveCapacity(4096)
  }

  package mutating func reset() {
    bytes.removeAll(keepingCapacity: true)
    more.removeAll(keepingCapacity: true)
    for index in values.indices { values[index] = Value() }
  }

  /// What was appended since `start` is a value of `field`.
  package mutating func commit(_ field: Int, from start: Int) {
    let value = Value(start: Int32(start), end: Int32(bytes.count), kind: .text)
    if values[field].kind == .text {
      more.append((field, value))
    } else {
      values[field] = value
    }
  }

  package mutating func set(_ field: Int, _ text: some Sequence<UInt8>) {
    let start = bytes.count
    bytes.append(contentsOf: text)
    commit(field, from: start)
  }

  package mutating func setNull(_ field: Int) {
    if values[field].kind == .missing { values[field].kind = .null }
  }

  /// The field's first value; `nil` if it has none.
  package func text(_ field: Int) -> ArraySlice<UInt8>? {
    values[field].kind == .text ? bytes[values[field].range] : nil
  }

  /// Whether any value of `field` passes `test`.
  func anyValue(of field: Int, _ test: (Range<Int>) -> Bool) -> Bool {
    guard values[field].kind == .text else { return false }
    if test(values[field].range) { return true }
    for (other, value) in more where other == field && test(value.range) { return true }
    return false
  }
}
