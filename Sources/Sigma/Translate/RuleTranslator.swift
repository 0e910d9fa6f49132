/// Writes rules as queries of other systems over one table.
///
/// The table has the rule's fields as columns. Correlations ask for a time and an identity of each row:
/// `time`, a number of seconds, and `id` in SQL, `TimeGenerated` and `_ItemId` in KQL, `_time` and `_cd` in
/// SPL, `@timestamp` and `_id` in ES|QL.
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
      throw rule.error("it has no condition")
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
    try translator(number, correlation).query()
  }

  private func translator(
    _ number: Int,
    _ correlation: Correlation
  ) throws(RuleError) -> CorrelationTranslator {
    var inputs: [CorrelationTranslator.Input] = []
    for input in plan.inputs[number] {
      switch plan.rules[input].body {
      case .detection: inputs.append(.rows(condition: try condition(input)))
      case .correlation(let inner): inputs.append(.correlation(try translator(input, inner)))
      }
    }
    return CorrelationTranslator(
      dialect: dialect,
      table: table,
      rule: plan.rules[number],
      correlation: correlation,
      inputs: inputs,
      number: number
    )
  }
}
