import Yams

/// Writes a condition as the `detection` of a Sigma rule.
///
/// Tests that must all be true share a selection; whatever stands otherwise gets one of its own, and
/// the condition brings them together.
struct DetectionWriter {
  let rule: SigmaRule
  private var selections: [Node] = []

  /// Tests of one field with the same modifiers: any of the values, or with `all` each of them.
  private struct Item {
    /// As in `user.name|contains`; empty for keywords without modifiers.
    var key: String
    var values: [Node]
  }

  init(rule: SigmaRule) {
    self.rule = rule
  }

  /// - Throws: where a value is no text, or a test that Sigma has no modifier for.
  mutating func node(of condition: Condition) throws(RuleError) -> Node {
    let expression = try expression(condition, isOperand: false)
    var members = selections.enumerated().map { number, selection in
      (Node(name(number)), selection)
    }
    let single = expression == "selection1" ? "selection" : expression
    if single == "selection" { members[0].0 = Node("selection") }
    members.append((Node("condition"), Node(single)))
    return Node(members)
  }

  private func name(_ number: Int) -> String { "selection\(number + 1)" }

  /// `isOperand`: behind `not`, or beside another one.
  private mutating func expression(
    _ condition: Condition,
    isOperand: Bool
  ) throws(RuleError) -> String {
    if let item = try item(condition) { return add(item.key.isEmpty ? list(item) : map([item])) }
    switch condition {
    case .not(let part): return "not " + (try expression(part, isOperand: true))
    case .or(let parts): return try alternatives(parts, isOperand)
    case .and(let parts): return try conjunction(parts, isOperand)
    // A single test is an item.
    case .test: return ""
    }
  }

  /// One selection for all tests of a field with the same modifiers.
  private mutating func alternatives(
    _ parts: [Condition],
    _ isOperand: Bool
  ) throws(RuleError) -> String {
    var (items, others): ([Item], [Condition]) = ([], [])
    for part in parts {
      guard case .test(let test) = part else {
        others.append(part)
        continue
      }
      let item = try item(test)
      if let known = items.firstIndex(where: { $0.key == item.key }) {
        items[known].values += item.values
      } else {
        items.append(item)
      }
    }
    var texts = items.map { add($0.key.isEmpty ? list($0) : map([$0])) }
    for other in others { texts.append(try expression(other, isOperand: true)) }
    let text = texts.joined(separator: " or ")
    return isOperand && texts.count > 1 ? "(\(text))" : text
  }

  /// One selection for the tests of different fields, and what else there is beside it.
  private mutating func conjunction(
    _ parts: [Condition],
    _ isOperand: Bool
  ) throws(RuleError) -> String {
    var (shared, others): ([Item], [Condition]) = ([], [])
    for part in parts {
      let item = try item(part)
      if let item, !item.key.isEmpty, !shared.contains(where: { $0.key == item.key }) {
        shared.append(item)
      } else {
        others.append(part)
      }
    }
    var texts = shared.isEmpty ? [] : [add(map(shared))]
    for other in others { texts.append(try expression(other, isOperand: true)) }
    let text = texts.joined(separator: " and ")
    return isOperand && texts.count > 1 ? "(\(text))" : text
  }

  private mutating func add(_ selection: Node) -> String {
    selections.append(selection)
    return name(selections.count - 1)
  }

  private func map(_ items: [Item]) -> Node {
    Node(items.map { (Node($0.key), $0.values.count == 1 ? $0.values[0] : Node($0.values)) })
  }

  private func list(_ item: Item) -> Node { Node(item.values) }

  // MARK: Items

  /// `nil` if the condition is more than tests of one field with the same modifiers.
  private func item(_ condition: Condition) throws(RuleError) -> Item? {
    switch condition {
    case .test(let test): return try item(test)
    case .or(let parts): return try item(parts, joinedBy: "")
    case .and(let parts): return try item(parts, joinedBy: "|all")
    case .not: return nil
    }
  }

  private func item(_ parts: [Condition], joinedBy modifier: String) throws(RuleError) -> Item? {
    var all: Item?
    for part in parts {
      guard case .test(let test) = part else { return nil }
      let item = try item(test)
      // A test for nothing goes with values that have no modifiers alone.
      guard all == nil || all?.key == item.key else { return nil }
      all = Item(key: item.key, values: (all?.values ?? []) + item.values)
    }
    if all?.values.count ?? 0 > 1 { all?.key += modifier }
    return all
  }

  private func item(_ test: FieldTest) throws(RuleError) -> Item {
    let field = test.field ?? ""
    let cased = test.isCased ? "|cased" : ""
    switch test.test {
    case .exists: return Item(key: field + "|exists", values: [Node("true")])
    case .null: return Item(key: field, values: [Node("null")])
    case .network(let network): return Item(key: field + "|cidr", values: [Node(network.text)])
    case .regex(let pattern, let options):
      return Item(key: field + "|re" + Self.flags(options), values: [Self.quoted(pattern)])
    case .number(let comparison, let number):
      guard comparison != .eq, comparison != .neq else {
        throw rule.error("a number cannot be compared so in Sigma")
      }
      let value = Int64(exactly: number).map { String($0) } ?? String(number)
      return Item(key: "\(field)|\(comparison.rawValue)", values: [Node(value)])
    case .field(let other, let match):
      return Item(key: field + "|fieldref" + Self.suffix(match) + cased, values: [Node(other)])
    case .text(let pattern):
      let (modifier, inner) = Self.parted(pattern, isKeyword: test.field == nil)
      return Item(key: field + modifier + cased, values: [Self.quoted(try text(inner))])
    }
  }

  private static func flags(_ options: RegexOptions) -> String {
    [(RegexOptions.ignoresCase, "|i"), (.multiline, "|m"), (.dotMatchesNewline, "|s")]
      .map { options.contains($0) ? $1 : "" }.joined()
  }

  private static func suffix(_ match: FieldMatch) -> String {
    switch match {
    case .equal: ""
    case .contains: "|contains"
    case .startsWith: "|startswith"
    case .endsWith: "|endswith"
    }
  }

  /// The modifier that stands for the wildcards at the ends, and what is left.
  private static func parted(
    _ pattern: TextPattern,
    isKeyword: Bool
  ) -> (String, ArraySlice<TextPattern.Piece>) {
    let pieces = pattern.pieces[...]
    let (before, after) = (pieces.first == .many, pieces.last == .many)
    let inner = pieces.dropFirst(before ? 1 : 0).dropLast(after ? 1 : 0)
    // Keywords stand anywhere; a lone wildcard is no modifier.
    if isKeyword { return ("", inner) }
    if pieces.count < 2 || inner.isEmpty { return ("", pieces) }
    switch (before, after) {
    case (true, true): return ("|contains", inner)
    case (false, true): return ("|startswith", inner)
    case (true, false): return ("|endswith", inner)
    case (false, false): return ("", inner)
    }
  }

  /// A backslash is doubled only where it would mean something else alone.
  private func text(_ pieces: ArraySlice<TextPattern.Piece>) throws(RuleError) -> String {
    var text = ""
    for piece in pieces {
      switch piece {
      case .one: text += "?"
      case .many: text += "*"
      case .literal(let bytes):
        guard let literal = String(validating: bytes, as: UTF8.self) else {
          throw rule.error("a value that is no text cannot be written in Sigma")
        }
        text += Self.escaped(literal)
      }
    }
    return text
  }

  private static func escaped(_ literal: String) -> String {
    var text = ""
    let characters = Array(literal.unicodeScalars)
    for (index, character) in characters.enumerated() {
      switch character {
      case "*", "?": text += "\\\(character)"
      case "\\":
        let next = index + 1 < characters.count ? characters[index + 1] : "\\"
        text += ["*", "?", "\\"].contains(next) ? "\\\\" : "\\"
      default: text.unicodeScalars.append(character)
      }
    }
    return text
  }

  /// Numbers stay numbers; everything else is in quotes, so that nothing is taken for `null` or `yes`.
  private static func quoted(_ text: String) -> Node {
    if text.count < 19, Int64(text).map({ String($0) }) == text { return Node(text) }
    let isPlain = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f }
    return .scalar(Node.Scalar(text, Tag(.str), isPlain ? .singleQuoted : .doubleQuoted))
  }
}
