/// Writes a condition in another language, so that it is true of the same rows.
///
/// In Sigma a test of a field that is missing is false, and `not` of it true. SQL knows a third value
/// there, so every test is closed with `coalesce`.
struct ConditionTranslator {
  let dialect: QueryDialect
  /// Whose file and line an error names.
  let rule: SigmaRule

  func text(of condition: Condition) throws(RuleError) -> String {
    switch condition {
    case .and(let parts): return try joined(parts, " AND ")
    case .or(let parts): return try joined(parts, " OR ")
    case .not(let part):
      let inner = try text(of: part)
      return dialect == .kql ? "not(\(inner))" : "NOT (\(inner))"
    case .test(let test): return try text(of: test)
    }
  }

  private func joined(_ parts: [Condition], _ word: String) throws(RuleError) -> String {
    var texts: [String] = []
    for part in parts { texts.append(try text(of: part)) }
    let word = dialect == .kql ? word.lowercased() : word
    return "(" + texts.joined(separator: word) + ")"
  }

  private func text(of test: FieldTest) throws(RuleError) -> String {
    guard let name = test.field else {
      throw rule.error("keywords cannot be written in \(dialect.rawValue): they name no field")
    }
    let field = dialect.field(name)
    switch test.test {
    case .exists: return isPresent(field)
    case .null:
      let present = isPresent(field)
      return dialect == .kql ? "not(\(present))" : "NOT (\(present))"
    case .text(let pattern):
      let text = PatternTranslator(dialect).text(field, pattern, test.isCased)
      // In KQL what is missing is empty, and only a pattern for everything could be true of it.
      return dialect == .kql ? text : closed(text, field)
    case .regex(let pattern, let options): return closed(try regex(field, pattern, options), field)
    case .network(let network): return closed(try self.network(field, network), field)
    case .number(let comparison, let number):
      return closed(self.number(field, comparison, number), field)
    case .field(let other, let match):
      let (test, other) = (test, dialect.field(other))
      return closed(try same(field, other, match, test.isCased), field, other)
    }
  }

  /// False where one of the fields is missing.
  private func closed(_ test: String, _ fields: String...) -> String {
    switch dialect {
    case .sqlite: "coalesce(\(test), 0)"
    case .clickhouse, .esql, .spark: "coalesce(\(test), false)"
    // A truth value is nothing that a function of SPL takes, and a text of KQL is never null.
    case .kql, .spl:
      "(\((fields.map(isPresent) + [test]).joined(separator: dialect == .kql ? " and " : " AND ")))"
    }
  }

  private func isPresent(_ field: String) -> String {
    switch dialect {
    case .clickhouse, .esql, .spark, .sqlite: "\(field) IS NOT NULL"
    // A text is never null there: what is missing is empty.
    case .kql: "isnotempty(\(field))"
    case .spl: "isnotnull(\(field))"
    }
  }

  private func regex(
    _ field: String,
    _ pattern: String,
    _ options: RegexOptions
  ) throws(RuleError) -> String {
    var flags = ""
    if options.contains(.ignoresCase) { flags += "i" }
    if options.contains(.multiline) { flags += "m" }
    if options.contains(.dotMatchesNewline) { flags += "s" }
    let whole = dialect.text((flags.isEmpty ? "" : "(?\(flags))") + pattern)
    switch dialect {
    case .clickhouse, .spl: return "match(\(field), \(whole))"
    case .kql: return "\(field) matches regex \(whole)"
    case .spark: return "\(field) RLIKE \(whole)"
    case .esql: throw rule.error("regular expressions of esql are another language")
    case .sqlite: throw rule.error("sqlite has no regular expressions of its own")
    }
  }

  private func network(_ field: String, _ network: IPNetwork) throws(RuleError) -> String {
    let text = dialect.text(network.text)
    switch dialect {
    case .clickhouse:
      // A text that is no address would end the query.
      let isAddress = "(isIPv4String(\(field)) OR isIPv6String(\(field)))"
      return "\(isAddress) AND isIPAddressInRange(if(\(isAddress), \(field), '::'), \(text))"
    case .esql: return "cidr_match(to_ip(\(field)), \(text))"
    case .kql: return "ipv6_is_in_range(\(field), \(text))"
    case .spl: return "cidrmatch(\(text), \(field))"
    case .spark, .sqlite: throw rule.error("\(dialect.rawValue) has no test for networks")
    }
  }

  private func number(_ field: String, _ comparison: Comparison, _ number: Double) -> String {
    let sign =
      switch comparison {
      case .eq: dialect == .kql || dialect == .spl || dialect == .esql ? "==" : "="
      case .neq: "!="
      case .gt: ">"
      case .gte: ">="
      case .lt: "<"
      case .lte: "<="
      }
    let value = Int64(exactly: number).map { String($0) } ?? String(number)
    switch dialect {
    case .clickhouse: return "toFloat64OrNull(\(field)) \(sign) \(value)"
    case .esql: return "to_double(\(field)) \(sign) \(value)"
    case .kql: return "todouble(\(field)) \(sign) \(value)"
    case .spark: return "try_cast(\(field) AS DOUBLE) \(sign) \(value)"
    case .spl: return "tonumber(\(field)) \(sign) \(value)"
    // A text that is no number would be 0.
    case .sqlite:
      return "(\(field) GLOB '*[0-9]*' AND \(field) NOT GLOB '*[^0-9.+-]*'"
        + " AND CAST(\(field) AS REAL) \(sign) \(value))"
    }
  }

  private func same(
    _ field: String,
    _ other: String,
    _ match: FieldMatch,
    _ isCased: Bool
  ) throws(RuleError) -> String {
    guard match == .equal else {
      throw rule.error("parts of other fields cannot be written in \(dialect.rawValue)")
    }
    let sign = dialect == .kql || dialect == .spl || dialect == .esql ? "==" : "="
    if isCased { return "\(field) \(sign) \(other)" }
    let lower = dialect == .kql ? "tolower" : dialect == .esql ? "to_lower" : "lower"
    return "\(lower)(\(field)) \(sign) \(lower)(\(other))"
  }
}
