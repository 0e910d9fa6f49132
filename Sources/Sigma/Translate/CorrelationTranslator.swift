// Correlations over windows that slide, in other languages. The SQL languages and KQL join the matches
// with those before them in the window. SPL and ES|QL join by hand: matches are gathered in stretches of
// twice the timespan that overlap by half, so that every window lies in one of them, and each is then held
// against the others of its stretch. (SPL's `streamstats` has windows too, but a row in it does not see
// those of the same moment that come behind it.)

/// Writes a correlation as one query.
struct CorrelationTranslator {
  let dialect: QueryDialect
  let table: String
  let rule: SigmaRule
  let correlation: Correlation
  /// By rule of the correlation.
  let inputs: [Input]
  /// Of the rule in the plan: tells the tables of several correlations in one query apart.
  let number: Int

  indirect enum Input {
    /// Rows of the table.
    case rows(condition: String)
    /// The moments at which another correlation came true.
    case correlation(CorrelationTranslator)
  }

  var conditions: [String] {
    inputs.compactMap { if case .rows(let condition) = $0 { condition } else { nil } }
  }

  var matchesName: String { "matches\(number)" }
  var resultName: String { "result\(number)" }

  func query() throws(RuleError) -> String {
    switch dialect {
    case .clickhouse, .spark, .sqlite:
      return "WITH \(try definitions().joined(separator: ",\n"))\n\(selection)"
    case .kql: return try definitions().joined(separator: "\n") + "\n" + selection
    case .esql, .spl:
      if conditions.count < inputs.count { throw refusal("a correlation of a correlation") }
      return dialect == .spl ? try spl() : try esql()
    }
  }

  /// The tables that the selection reads, those that others are made of first.
  func definitions() throws(RuleError) -> [String] {
    var all: [String] = []
    for case .correlation(let inner) in inputs {
      all += try inner.definitions()
      all.append(
        dialect == .kql
          ? "let \(inner.resultName) = \(inner.selection);"
          : "\(inner.resultName) AS (\n  \(inner.selection)\n)"
      )
    }
    return all + [dialect == .kql ? try kqlMatchesTable() : try sqlMatchesTable()]
  }

  var selection: String {
    let isOrdered = correlation.kind == .temporalOrdered
    if dialect == .kql { return isOrdered ? orderedKQL : kql }
    return isOrdered ? orderedSQL : sql
  }

  func refusal(_ what: String) -> RuleError {
    rule.error("\(what) within a sliding window cannot be written in \(dialect.rawValue)")
  }

  var seconds: String {
    let (whole, rest) = correlation.timespanMilliseconds.quotientAndRemainder(dividingBy: 1000)
    return rest == 0 ? String(whole) : String(Double(correlation.timespanMilliseconds) / 1000)
  }

  var groups: [String] { correlation.groupBy.indices.map { "group\($0)" } }

  var values: [String] { correlation.fields.indices.map { "value\($0)" } }

  /// The columns of a match with the fields behind them, for the rule at `place`.
  func columns(_ place: Int) throws(RuleError) -> [(name: String, field: String)] {
    let name = correlation.rules[place]
    let all = Array(zip(groups, correlation.groupBy)) + Array(zip(values, correlation.fields))
    var columns: [(name: String, field: String)] = []
    for (column, wanted) in all {
      let field = correlation.field(wanted, of: name)
      switch inputs[place] {
      case .rows: columns.append((column, dialect.field(field)))
      case .correlation(let inner):
        guard let index = inner.correlation.groupBy.firstIndex(of: field) else {
          throw rule.error("'\(name)' is not grouped by '\(field)', so nothing can be")
        }
        columns.append((column, "group\(index)"))
      }
    }
    return columns
  }

  func sign(_ comparison: Comparison) -> String {
    switch comparison {
    case .eq: dialect.isSQL ? "=" : "=="
    case .neq: dialect.isSQL ? "<>" : "!="
    case .gt: ">"
    case .gte: ">="
    case .lt: "<"
    case .lte: "<="
    }
  }

  func met(_ count: String) -> String {
    correlation.conditions.map { "\(count) \(sign($0.comparison)) \($0.count)" }
      .joined(separator: dialect.isSQL || dialect == .esql || dialect == .spl ? " AND " : " and ")
  }

  var counted: [String] {
    switch correlation.kind {
    case .eventCount: ["id"]
    case .valueCount: values
    case .temporal, .temporalOrdered: ["rule"]
    }
  }
}
