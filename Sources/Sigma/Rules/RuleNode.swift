import Yams

/// A place in a rule file: what stands there, and its line for whoever must change it.
struct RuleNode {
  let node: Node
  let file: String

  var line: Int { node.mark?.line ?? 1 }

  func error(_ message: String) -> RuleError {
    RuleError(message, file: file, line: line)
  }

  var isNull: Bool {
    guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any else {
      return false
    }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  var isMapping: Bool { node.mapping != nil }

  func text() throws(RuleError) -> String {
    guard case .scalar(let scalar) = node else { throw error("one value is wanted here") }
    return scalar.string
  }

  /// The elements of a list, or the one value that stands in its place.
  func elements() throws(RuleError) -> [RuleNode] {
    switch node {
    case .sequence(let sequence): sequence.map { RuleNode(node: $0, file: file) }
    case .scalar, .mapping: [self]
    case .alias: throw error("a YAML alias cannot stand here")
    }
  }

  func texts() throws(RuleError) -> [String] {
    var texts: [String] = []
    for element in try elements() { texts.append(try element.text()) }
    return texts
  }

  func members() throws(RuleError) -> [(key: String, node: RuleNode)] {
    guard case .mapping(let mapping) = node else { throw error("keys with values are wanted here") }
    var members: [(key: String, node: RuleNode)] = []
    for (key, value) in mapping {
      let keyNode = RuleNode(node: key, file: file)
      members.append((try keyNode.text(), RuleNode(node: value, file: file)))
    }
    return members
  }

  subscript(key: String) -> RuleNode? {
    node.mapping?[Node(key)].map { RuleNode(node: $0, file: file) }
  }

  func optionalText(_ key: String) throws(RuleError) -> String? {
    guard let node = self[key], !node.isNull else { return nil }
    return try node.text()
  }

  func list(_ key: String) throws(RuleError) -> [String] {
    guard let node = self[key], !node.isNull else { return [] }
    return try node.texts()
  }
}
