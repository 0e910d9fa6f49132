/// Reads `correlation`.
struct CorrelationReader {
  /// `threshold` and `timespan`, where a user set them.
  let parameters: [String: String]

  private static let known: Set = [
    "type", "rules", "group-by", "timespan", "condition", "aliases", "generate",
  ]
  /// Types of the specification that are refused.
  private static let unsupported: Set = [
    "value_sum", "value_avg", "value_percentile", "value_median",
  ]

  func read(_ node: RuleNode) throws(RuleError) -> Correlation {
    for (key, value) in try node.members() where !Self.known.contains(key) {
      throw value.error("'\(key)' is not supported in a correlation")
    }
    let kind = try kind(node)
    let rules = try rules(node)
    return Correlation(
      kind: kind,
      rules: rules,
      groupBy: try node.list("group-by"),
      timespanMilliseconds: try timespan(node),
      conditions: try conditions(node, kind, ruleCount: rules.count),
      fields: try fields(node, kind),
      aliases: try aliases(node, rules: rules),
      generate: try node.optionalText("generate")?.lowercased() == "true"
    )
  }

  private func kind(_ node: RuleNode) throws(RuleError) -> Correlation.Kind {
    guard let type = node["type"] else { throw node.error("a correlation needs a type") }
    let name = try type.text()
    if let kind = Correlation.Kind(rawValue: name) { return kind }
    let isKnown = Self.unsupported.contains(name)
    throw type.error("the correlation type '\(name)' is \(isKnown ? "not supported" : "unknown")")
  }

  private func rules(_ node: RuleNode) throws(RuleError) -> [String] {
    let rules = try node.list("rules")
    guard !rules.isEmpty else { throw node.error("a correlation needs rules") }
    guard Set(rules).count == rules.count else {
      throw (node["rules"] ?? node).error("a rule is named twice")
    }
    return rules
  }

  /// `10s`, `5m`, `2h`, `1d`, `1w`, and months `1M` of 30 and years `1y` of 365 days.
  private func timespan(_ node: RuleNode) throws(RuleError) -> Int64 {
    guard let place = node["timespan"] else { throw node.error("a correlation needs a timespan") }
    let written = try place.text()
    let text = parameters["timespan"] ?? written
    let units: [Character: Int64] = [
      "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604_800, "M": 2_592_000, "y": 31_536_000,
    ]
    guard let unit = text.last.flatMap({ units[$0] }), let number = Int64(text.dropLast()),
      (1...1_000_000).contains(number)
    else { throw place.error("'\(text)' is no timespan; write one as in 30s, 5m, 2h, 1d") }
    return number * unit * 1000
  }

  private func conditions(
    _ node: RuleNode,
    _ kind: Correlation.Kind,
    ruleCount: Int
  ) throws(RuleError) -> [CountCondition] {
    let isTemporal = kind == .temporal || kind == .temporalOrdered
    guard let place = node["condition"] else {
      guard isTemporal else { throw node.error("\(kind.rawValue) needs a condition") }
      return [CountCondition(.gte, ruleCount)]
    }
    guard place.isMapping else {
      throw place.error("conditions that are expressions are not supported")
    }
    if kind == .temporalOrdered { throw place.error("temporal_ordered takes no condition") }
    var conditions: [CountCondition] = []
    for (key, value) in try place.members() where key != "field" {
      guard let comparison = Comparison(rawValue: key) else {
        throw value.error("'\(key)' is no comparison")
      }
      let written = try value.text()
      let text = parameters["threshold"] ?? written
      guard let count = Int(text), count >= 0 else { throw value.error("'\(text)' is no count") }
      conditions.append(CountCondition(comparison, count))
    }
    guard !conditions.isEmpty else { throw place.error("the condition compares nothing") }
    return conditions
  }

  private func fields(_ node: RuleNode, _ kind: Correlation.Kind) throws(RuleError) -> [String] {
    var fields: [String] = []
    if let condition = node["condition"], condition.isMapping {
      fields = try condition.list("field")
    }
    if kind == .valueCount, fields.isEmpty {
      throw (node["condition"] ?? node).error("value_count needs a field in its condition")
    }
    if kind != .valueCount, !fields.isEmpty {
      throw (node["condition"] ?? node).error("\(kind.rawValue) takes no field")
    }
    return fields
  }

  private func aliases(
    _ node: RuleNode,
    rules: [String]
  ) throws(RuleError) -> [String: [String: String]] {
    var aliases: [String: [String: String]] = [:]
    for (alias, members) in try node["aliases"]?.members() ?? [] {
      for (rule, field) in try members.members() {
        guard rules.contains(rule) else {
          throw field.error("'\(rule)' is none of the correlation's rules")
        }
        aliases[alias, default: [:]][rule] = try field.text()
      }
    }
    return aliases
  }
}
