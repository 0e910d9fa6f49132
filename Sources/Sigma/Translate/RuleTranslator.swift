/// Writes rules as queries of other systems over one table.
///
/// The table has the rule's fields as columns. Correlations ask for `time`, a number of seconds, and
/// `id`, one for each row.
package struct RuleTranslator: Sendable {
  private let dialect: QueryDialect
  private let table: String
  /// A detection's condition with what its log source asks, by the rule's number in the plan.
  private let conditions: [Condition?]
  private let plan: RulePlan

  package init(
    _ dialect: QueryDialect,
    table: String,
    plan: RulePlan,
    conditions: [Condition?]
  ) {
    self.dialect = dialect
    self.table = table
    self.plan = plan
    self.conditions = conditions
  }

  /// The query for the rule of that number: the rows of a detection, or the last row of each window
  /// in which a correlation is true.
  package func query(_ number: Int) throws(RuleError) -> String {
    switch plan.rules[number].body {
    case .detection: return try rows(number)
    case .correlation(let correlation): return try windows(number, correlation)
    }
  }

  private func condition(_ number: Int) throws(RuleError) -> String {
    let rule = plan.rules[number]
    guard let condition = conditions[number] else {
      throw rule.error("a correlation of a correlation cannot be written as one query")
    }
    return try ConditionTranslator(dialect: dialect, rule: rule).text(of: condition)
  }

  private func rows(_ number: Int) throws(RuleError) -> String {
    let condition = try condition(number)
    switch dialect {
    case .clickhouse, .spark, .sqlite:
      return "SELECT * FROM \(dialect.field(table)) WHERE \(condition)"
    case .esql: return "FROM \(table) | WHERE \(condition)"
    case .kql: return "\(table)\n| where \(condition)"
    case .spl: return "index=\(table)\n| where \(condition)"
    }
  }

  private func windows(_ number: Int, _ correlation: Correlation) throws(RuleError) -> String {
    let rule = plan.rules[number]
    guard dialect.isSQL, correlation.kind != .temporalOrdered else {
      throw rule.error(
        "\(correlation.kind.rawValue) over windows that slide cannot be written in \(dialect.rawValue) here"
      )
    }
    var parts: [String] = []
    for (place, input) in plan.inputs[number].enumerated() {
      parts.append(try matches(of: input, place, correlation))
    }
    let groups = correlation.groupBy.indices.map { "group\($0)" }
    let same = groups.map { "earlier.\($0) = later.\($0) AND " }.joined()
    let counted =
      switch correlation.kind {
      case .eventCount: "earlier.id"
      case .valueCount:
        correlation.fields.indices.map { "earlier.value\($0)" }.joined(separator: ", ")
      case .temporal, .temporalOrdered: "earlier.rule"
      }
    let count = "count(DISTINCT \(counted))"
    let met = correlation.conditions.map { "\(count) \(sign($0.comparison)) \($0.count)" }
    let keys = (groups + ["id", "time"]).map { "later.\($0)" }.joined(separator: ", ")
    return """
      WITH matches AS (
        \(parts.joined(separator: "\n  UNION ALL\n  "))
      )
      SELECT \(keys), \(count) AS matched
      FROM matches AS later JOIN matches AS earlier
        ON \(same)earlier.time BETWEEN later.time - \(correlation.timespanMilliseconds / 1000) AND later.time
      GROUP BY \(keys)
      HAVING \(met.joined(separator: " AND "))
      """
  }

  private func matches(
    of input: Int,
    _ place: Int,
    _ correlation: Correlation
  ) throws(RuleError) -> String {
    let name = correlation.rules[place]
    var columns = ["id", "time", "\(place) AS rule"]
    var present: [String] = []
    func add(_ fields: [String], _ prefix: String) {
      for (index, field) in fields.enumerated() {
        let column = dialect.field(correlation.field(field, of: name))
        columns.append("\(column) AS \(prefix)\(index)")
        present.append("\(column) IS NOT NULL")
      }
    }
    add(correlation.groupBy, "group")
    add(correlation.fields, "value")
    let condition = ([try condition(input)] + present).joined(separator: " AND ")
    return
      "SELECT \(columns.joined(separator: ", ")) FROM \(dialect.field(table)) WHERE \(condition)"
  }

  private func sign(_ comparison: Comparison) -> String {
    switch comparison {
    case .eq: "="
    case .neq: "<>"
    case .gt: ">"
    case .gte: ">="
    case .lt: "<"
    case .lte: "<="
    }
  }
}
