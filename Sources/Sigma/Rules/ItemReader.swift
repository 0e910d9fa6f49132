import Foundation

/// Reads one `field|modifier|…: values` of a selection.
struct ItemReader {
  private let field: String?
  private let modifiers: [String]
  private let node: RuleNode
  private let placeholders: [String: String]

  private static let encoders: Set = [
    "base64", "base64offset", "utf16", "utf16be", "utf16le", "wide", "windash",
  ]
  private static let matches: Set = [
    "cidr", "contains", "endswith", "exists", "fieldref", "gt", "gte", "lt", "lte", "neq", "re",
    "startswith",
  ]
  private static let flags: Set = ["all", "cased", "expand", "i", "m", "s"]

  init(key: String, node: RuleNode, _ placeholders: [String: String]) throws(RuleError) {
    let parts = key.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    field = parts.first.flatMap { $0.isEmpty ? nil : $0 }
    modifiers = parts.dropFirst().map { $0.lowercased() }
    self.node = node
    self.placeholders = placeholders
    for modifier in modifiers {
      let isKnown =
        Self.encoders.contains(modifier) || Self.matches.contains(modifier)
        || Self.flags.contains(modifier)
      guard isKnown else { throw node.error("the modifier '\(modifier)' is not supported") }
    }
    try refuseContradictions()
  }

  private func has(_ modifier: String) -> Bool { modifiers.contains(modifier) }

  private func refuseContradictions() throws(RuleError) {
    let chosen = modifiers.filter { Self.matches.contains($0) }
    let isSuffixOfField = has("fieldref") && chosen.count == 2
    if chosen.count > 1, !isSuffixOfField {
      throw node.error("the modifiers \(chosen.joined(separator: " and ")) exclude each other")
    }
    if has("base64offset"), !has("contains") {
      throw node.error("'base64offset' needs 'contains' behind it")
    }
    if has("i") || has("m") || has("s"), !has("re") {
      throw node.error("'i', 'm' and 's' belong to 're'")
    }
    let isEncoded = modifiers.contains { Self.encoders.contains($0) }
    if isEncoded,
      let match = chosen.first(where: { !["contains", "startswith", "endswith"].contains($0) })
    {
      throw node.error("'\(match)' cannot be applied to encoded text")
    }
    if field == nil, let match = chosen.first(where: { $0 != "re" && $0 != "contains" }) {
      throw node.error("'\(match)' needs a field in front")
    }
  }

  func condition() throws(RuleError) -> Condition {
    var tests: [Condition] = []
    for value in try node.elements() { tests.append(try condition(of: value)) }
    guard !tests.isEmpty else { throw node.error("an empty list can never be true") }
    if has("neq") { return .not(tests.count == 1 ? tests[0] : .or(tests)) }
    if tests.count == 1 { return tests[0] }
    return has("all") ? .and(tests) : .or(tests)
  }

  private func condition(of value: RuleNode) throws(RuleError) -> Condition {
    var alternatives: [Condition] = []
    for test in try tests(of: value) {
      let isCased = has("cased") || (has("re") && !has("i"))
      alternatives.append(.test(FieldTest(field, test, isCased: isCased)))
    }
    if has("exists"), try !isTrue(value) { return .not(alternatives[0]) }
    return alternatives.count == 1 ? alternatives[0] : .or(alternatives)
  }

  private func isTrue(_ value: RuleNode) throws(RuleError) -> Bool {
    switch try value.text().lowercased() {
    case "true", "yes": return true
    case "false", "no": return false
    default: throw value.error("'exists' wants true or false")
    }
  }

  private func tests(of value: RuleNode) throws(RuleError) -> [ValueTest] {
    if value.isNull {
      guard field != nil, modifiers.allSatisfy({ $0 == "all" }) else {
        throw value.error("null cannot be combined with modifiers")
      }
      return [.null]
    }
    if has("exists") { return [.exists] }
    if has("fieldref") { return [.field(try value.text(), fieldMatch)] }
    var tests: [ValueTest] = []
    for text in try expanded(value) { tests += try self.tests(of: text, value) }
    return tests
  }

  private var fieldMatch: FieldMatch {
    has("contains")
      ? .contains : has("startswith") ? .startsWith : has("endswith") ? .endsWith : .equal
  }

  /// The value, or each value of the parameter that it names.
  private func expanded(_ value: RuleNode) throws(RuleError) -> [String] {
    let text = try value.text()
    guard has("expand"), text.hasPrefix("%"), text.hasSuffix("%"), text.count > 2 else {
      return [text]
    }
    let name = String(text.dropFirst().dropLast())
    guard let set = placeholders[name] else {
      throw value.error("needs a value for %\(name)%: give it with --set \(name)=…")
    }
    let values = set.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    // Nothing to look for would be found nowhere, and look like an answer.
    guard !values.isEmpty else { throw value.error("%\(name)% has no value: give it with --set") }
    return values
  }

  private func tests(of text: String, _ value: RuleNode) throws(RuleError) -> [ValueTest] {
    if has("re") { return [try regex(text, value)] }
    if has("cidr") {
      guard let network = IPNetwork(text) else {
        throw value.error("'\(text)' is no network, as in 192.0.2.0/24")
      }
      return [.network(network)]
    }
    if let name = modifiers.first(where: { ["gt", "gte", "lt", "lte"].contains($0) }),
      let comparison = Comparison(rawValue: name)
    {
      guard let number = Double(text) else { throw value.error("'\(text)' is no number") }
      return [.number(comparison, number)]
    }
    let isAnywhere = field == nil || has("contains")
    return try TextEncoder(modifiers: modifiers, value: value).patterns(of: text).map {
      .text(
        $0.surrounded(
          before: isAnywhere || has("endswith"),
          after: isAnywhere || has("startswith")
        )
      )
    }
  }

  private func regex(_ text: String, _ value: RuleNode) throws(RuleError) -> ValueTest {
    var options: RegexOptions = []
    if has("i") { options.insert(.ignoresCase) }
    if has("m") { options.insert(.multiline) }
    if has("s") { options.insert(.dotMatchesNewline) }
    guard CompiledRegex(text, options) != nil else {
      throw value.error("is no regular expression: \(text)")
    }
    return .regex(text, options)
  }
}
