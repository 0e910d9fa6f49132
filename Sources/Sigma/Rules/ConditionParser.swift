/// Parses a condition such as `1 of selection_* and not (filter or other)`.
struct ConditionParser {
  private let selections: [(name: String, condition: Condition)]
  private let node: RuleNode
  private var tokens: [Substring] = []
  private var next = 0
  /// Parentheses nested deeper than this are taken for an attack.
  private static let deepest = 64
  private var depth = 0

  init(selections: [(name: String, condition: Condition)], node: RuleNode) {
    self.selections = selections
    self.node = node
  }

  mutating func parse(_ text: String) throws(RuleError) -> Condition {
    if text.contains("|") {
      throw node.error("aggregations behind '|' are not supported; use a correlation rule")
    }
    tokens = Self.tokens(of: text)
    next = 0
    let condition = try alternatives()
    if next < tokens.count { throw node.error("'\(tokens[next])' was not expected here") }
    return condition
  }

  private static func tokens(of text: String) -> [Substring] {
    var tokens: [Substring] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      var rest = word
      while let place = rest.firstIndex(where: { $0 == "(" || $0 == ")" }) {
        if place > rest.startIndex { tokens.append(rest[..<place]) }
        tokens.append(rest[place...place])
        rest = rest[rest.index(after: place)...]
      }
      if !rest.isEmpty { tokens.append(rest) }
    }
    return tokens
  }

  private func isNext(_ word: String) -> Bool {
    next < tokens.count && tokens[next].lowercased() == word
  }

  private mutating func alternatives() throws(RuleError) -> Condition {
    var parts = [try conjunction()]
    while isNext("or") {
      next += 1
      parts.append(try conjunction())
    }
    return parts.count == 1 ? parts[0] : .or(parts)
  }

  private mutating func conjunction() throws(RuleError) -> Condition {
    var parts = [try negation()]
    while isNext("and") {
      next += 1
      parts.append(try negation())
    }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  private mutating func negation() throws(RuleError) -> Condition {
    var isNegated = false
    while isNext("not") {
      next += 1
      isNegated.toggle()
    }
    let condition = try operand()
    return isNegated ? .not(condition) : condition
  }

  private mutating func operand() throws(RuleError) -> Condition {
    guard next < tokens.count else { throw node.error("the condition ends too early") }
    let token = tokens[next]
    next += 1
    if token == "(" {
      depth += 1
      guard depth <= Self.deepest else { throw node.error("too many parentheses") }
      let inner = try alternatives()
      guard next < tokens.count, tokens[next] == ")" else { throw node.error("a ')' is missing") }
      next += 1
      depth -= 1
      return inner
    }
    if isNext("of") { return try quantified(token) }
    guard let selection = selections.first(where: { $0.name == token }) else {
      throw node.error("there is no selection '\(token)'")
    }
    return selection.condition
  }

  private mutating func quantified(_ quantifier: Substring) throws(RuleError) -> Condition {
    next += 1
    guard next < tokens.count else { throw node.error("'of' needs a pattern behind it") }
    let pattern = tokens[next]
    next += 1
    let wanted = TextPattern(sigma: String(pattern))
    let chosen = selections.filter { selection in
      pattern.lowercased() == "them"
        ? !selection.name.hasPrefix("_") : wanted.matches(Array(selection.name.utf8), isCased: true)
    }.map(\.condition)
    guard !chosen.isEmpty else { throw node.error("no selection is called '\(pattern)'") }
    switch quantifier.lowercased() {
    case "1", "any": return chosen.count == 1 ? chosen[0] : .or(chosen)
    case "all": return chosen.count == 1 ? chosen[0] : .and(chosen)
    default: throw node.error("'\(quantifier) of' is not supported; write '1 of' or 'all of'")
    }
  }
}
