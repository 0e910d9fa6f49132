/// JSON whose values know the line they stand on, so that a setting can be cited.
indirect enum PlacedJSON: Sendable {
  struct Member: Sendable {
    var name: String
    var line: Int
    var value: PlacedJSON
  }

  case object([Member], line: Int)
  case array([PlacedJSON], line: Int)
  case string(String, line: Int)
  /// As it is written.
  case number(String, line: Int)
  case boolean(Bool, line: Int)
  case null(line: Int)

  /// Counted from 1. Of a member of an object: the line of its value.
  var line: Int {
    switch self {
    case .object(_, let line), .array(_, let line), .string(_, let line), .number(_, let line),
      .boolean(_, let line), .null(let line):
      line
    }
  }

  /// The member of that name in any case, as PowerShell, Graph and the portals write them.
  subscript(_ name: String) -> PlacedJSON? {
    guard case .object(let members, _) = self else { return nil }
    return members.first { $0.name == name }?.value
      ?? members.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  var elements: [PlacedJSON] {
    if case .array(let elements, _) = self { return elements }
    return []
  }

  var members: [Member] {
    if case .object(let members, _) = self { return members }
    return []
  }

  /// What a person would read: text, a number, `true`.
  var text: String? {
    switch self {
    case .string(let text, _), .number(let text, _): text
    case .boolean(let value, _): value ? "true" : "false"
    case .object, .array, .null: nil
    }
  }

  var boolean: Bool? {
    switch text?.lowercased() {
    case "true": true
    case "false": false
    default: nil
    }
  }

  var integer: Int? { text.flatMap { Int($0) } }

  /// Texts of an array, or the one text.
  var texts: [String] {
    if case .array(let elements, _) = self { return elements.compactMap(\.text) }
    return text.map { [$0] } ?? []
  }

  /// The objects that an export is about: itself, its elements, or what stands under `value`.
  var records: [PlacedJSON] {
    switch self {
    case .array(let elements, _): elements
    case .object: self["value"].map { $0.elements.isEmpty ? [self] : $0.elements } ?? [self]
    case .string, .number, .boolean, .null: []
    }
  }
}
