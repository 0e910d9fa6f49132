// Correlations over windows that slide, in other languages. The SQL languages and KQL join the matches
// with those before them in the window; SPL has windows of its own. ES|QL has neither: its query gathers
// matches in stretches of twice the timespan that overlap by half, so that every window lies in one of
// them, and names the groups that can be true.

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

  private var conditions: [String] {
    inputs.compactMap { if case .rows(let condition) = $0 { condition } else { nil } }
  }

  private var matchesName: String { "matches\(number)" }
  private var resultName: String { "result\(number)" }

  func query() throws(RuleError) -> String {
    switch dialect {
    case .clickhouse, .spark, .sqlite:
      return "WITH \(try definitions().joined(separator: ",\n"))\n\(selection)"
    case .kql: return try definitions().joined(separator: "\n") + "\n" + selection
    case .esql, .spl:
      if correlation.kind == .temporalOrdered { throw refusal("steps in their order") }
      if conditions.count < inputs.count { throw refusal("a correlation of a correlation") }
      return dialect == .spl ? try spl() : try esql()
    }
  }

  /// The tables that the selection reads, those that others are made of first.
  private func definitions() throws(RuleError) -> [String] {
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

  private var selection: String {
    let isOrdered = correlation.kind == .temporalOrdered
    if dialect == .kql { return isOrdered ? orderedKQL : kql }
    return isOrdered ? orderedSQL : sql
  }

  private func refusal(_ what: String) -> RuleError {
    rule.error("\(what) within a sliding window cannot be written in \(dialect.rawValue)")
  }

  private var seconds: String {
    let (whole, rest) = correlation.timespanMilliseconds.quotientAndRemainder(dividingBy: 1000)
    return rest == 0 ? String(whole) : String(Double(correlation.timespanMilliseconds) / 1000)
  }

  private var groups: [String] { correlation.groupBy.indices.map { "group\($0)" } }

  private var values: [String] { correlation.fields.indices.map { "value\($0)" } }

  /// The columns of a match with the fields behind them, for the rule at `place`.
  private func columns(_ place: Int) throws(RuleError) -> [(name: String, field: String)] {
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

  private func sign(_ comparison: Comparison) -> String {
    switch comparison {
    case .eq: dialect.isSQL ? "=" : "=="
    case .neq: dialect.isSQL ? "<>" : "!="
    case .gt: ">"
    case .gte: ">="
    case .lt: "<"
    case .lte: "<="
    }
  }

  private func met(_ count: String) -> String {
    correlation.conditions.map { "\(count) \(sign($0.comparison)) \($0.count)" }
      .joined(separator: dialect.isSQL || dialect == .esql || dialect == .spl ? " AND " : " and ")
  }

  // SQL

  private func matches(_ place: Int) throws(RuleError) -> String {
    let columns = try columns(place)
    let shown = ["id", "time", "\(place) AS rule"] + columns.map { "\($0.field) AS \($0.name)" }
    switch inputs[place] {
    case .correlation(let inner):
      return "SELECT \(shown.joined(separator: ", ")) FROM \(inner.resultName)"
    case .rows(let condition):
      let tests = [condition] + columns.map { "\($0.field) IS NOT NULL" }
      return "SELECT \(shown.joined(separator: ", ")) FROM \(dialect.field(table))"
        + " WHERE \(tests.joined(separator: " AND "))"
    }
  }

  private func sqlMatchesTable() throws(RuleError) -> String {
    var parts: [String] = []
    for place in inputs.indices { parts.append(try matches(place)) }
    return "\(matchesName) AS (\n  \(parts.joined(separator: "\n  UNION ALL\n  "))\n)"
  }

  private var counted: [String] {
    switch correlation.kind {
    case .eventCount: ["id"]
    case .valueCount: values
    case .temporal, .temporalOrdered: ["rule"]
    }
  }

  private var sql: String {
    let same = groups.map { "earlier.\($0) = later.\($0) AND " }.joined()
    let keys = (groups + ["id", "time"]).map { "later.\($0)" }.joined(separator: ", ")
    let shown = (groups + ["id", "time"]).map { "later.\($0) AS \($0)" }.joined(separator: ", ")
    let count = "count(DISTINCT \(counted.map { "earlier.\($0)" }.joined(separator: ", ")))"
    return """
      SELECT \(shown), \(count) AS matched
      FROM \(matchesName) AS later JOIN \(matchesName) AS earlier
        ON \(same)earlier.time BETWEEN later.time - \(seconds) AND later.time
      GROUP BY \(keys)
      HAVING \(met(count))
      """
  }

  /// A row for each last step with a chain of steps before it; equal times go by `id`.
  private var orderedSQL: String {
    let steps = correlation.rules.indices
    let last = "step\(steps.count - 1)"
    let joins = steps.dropFirst().map { step in
      let (former, own) = ("step\(step - 1)", "step\(step)")
      let same = groups.map { "\(own).\($0) = \(former).\($0) AND " }.joined()
      return """
        JOIN \(matchesName) AS \(own) ON \(same)\(own).rule = \(step)
            AND (\(own).time > \(former).time OR \(own).time = \(former).time AND \(own).id > \(former).id)
        """
    }
    let shown = (groups + ["id", "time"]).map { "\(last).\($0) AS \($0)" }
      .joined(separator: ", ")
    return """
      SELECT DISTINCT \(shown)
      FROM \(matchesName) AS step0
        \(joins.joined(separator: "\n  "))
      WHERE step0.rule = 0 AND \(last).time - step0.time <= \(seconds)
      """
  }

  // KQL

  private func kqlMatches(_ place: Int) throws(RuleError) -> String {
    let columns = try columns(place)
    switch inputs[place] {
    case .correlation(let inner):
      let shown = ["id", "time", "rule = \(place)"] + columns.map { "\($0.name) = \($0.field)" }
      return "\(inner.resultName)\n| project \(shown.joined(separator: ", "))"
    case .rows(let condition):
      let shown =
        ["id = _ItemId", "time = TimeGenerated", "rule = \(place)"]
        + columns.map { "\($0.name) = tostring(\($0.field))" }
      let present = columns.map { "isnotempty(\($0.field))" }
      return "\(table)\n| where \(([condition] + present).joined(separator: " and "))\n"
        + "| project \(shown.joined(separator: ", "))"
    }
  }

  /// Lets for the rows of each rule, for all of them together, and for them under the names that a join
  /// asks for. Without a group every match belongs to the same one.
  private func kqlMatchesTable() throws(RuleError) -> String {
    var lets: [String] = []
    for place in inputs.indices {
      lets.append("let rows\(number)_\(place) = \(try kqlMatches(place));")
    }
    let names = inputs.indices.map { "rows\(number)_\($0)" }
    let others = names.dropFirst().joined(separator: ", ")
    let all = names[0] + (others.isEmpty ? "" : "\n| union \(others)")
    lets.append("let \(matchesName) = \(all)\n| extend everything = 1;")
    let renamed = (["id", "time", "rule"] + values).map { "other_\($0) = \($0)" }
    lets.append(
      "let others\(number) = \(matchesName)\n"
        + "| project \((renamed + [kqlKeys]).joined(separator: ", "));"
    )
    return lets.joined(separator: "\n")
  }

  private var kqlKeys: String {
    (groups.isEmpty ? ["everything"] : groups).joined(separator: ", ")
  }

  private var kql: String {
    let names = counted.map { "other_\($0)" }
    let key = names.count == 1 ? names[0] : "strcat(\(names.joined(separator: ", \"\\u001f\", ")))"
    return """
      \(matchesName)
      | join kind=inner others\(number) on \(kqlKeys)
      | where other_time <= time and other_time >= time - \(seconds)s
      | extend counted = \(key)
      | distinct \(kqlKeys), id, time, counted
      | summarize matched = count() by \(kqlKeys), id, time
      | where \(met("matched"))
      """
  }

  private var orderedKQL: String {
    var text = "\(matchesName)\n| where rule == 0\n| extend begin = time"
    for step in correlation.rules.indices.dropFirst() {
      text += """

        | join kind=inner others\(number) on \(kqlKeys)
        | where other_rule == \(step) and (other_time > time or (other_time == time and other_id > id))
        | project begin, id = other_id, time = other_time, \(kqlKeys)
        """
    }
    return text + "\n| where time - begin <= \(seconds)s\n| distinct \(kqlKeys), id, time"
  }

  // SPL

  private func spl() throws(RuleError) -> String {
    let tests = conditions.map { "(\($0))" }.joined(separator: " OR ")
    let rules = conditions.enumerated().map { "if(\($1), \"\($0)\", null())" }
    var lines = [
      "index=\(table)", "| where \(tests)",
      "| eval rule=mvappend(\(rules.joined(separator: ", ")))",
      "| mvexpand rule", "| eval id=_cd . \"@\" . splunk_server . \"/\" . index",
    ]
    for (place, name) in (groups + values).enumerated() {
      var cases: [String] = []
      for rule in inputs.indices {
        cases.append("rule==\"\(rule)\", \(try columns(rule)[place].field)")
      }
      lines.append("| eval \(name)=case(\(cases.joined(separator: ", ")))")
    }
    if !(groups + values).isEmpty {
      let present = (groups + values).map { "isnotnull(\($0))" }.joined(separator: " AND ")
      lines.append("| where \(present)")
    }
    let key = counted.joined(separator: " . \"\\x1f\" . ")
    let by = groups.isEmpty ? "" : " by \(groups.joined(separator: ", "))"
    lines += [
      "| eval counted=\(key)", "| sort 0 _time",
      "| streamstats time_window=\(seconds)s dc(counted) AS matched\(by)",
      "| where \(met("matched"))",
    ]
    return lines.joined(separator: "\n")
  }

  // ES|QL

  /// True of every group of which the correlation is true; of others it can be true as well.
  private func esql() throws(RuleError) -> String {
    guard correlation.conditions.allSatisfy({ $0.comparison == .gte || $0.comparison == .gt })
    else {
      throw refusal("a count that must not be passed")
    }
    guard correlation.timespanMilliseconds % 1000 == 0 else { throw refusal("parts of a second") }
    var lines = ["FROM \(table) METADATA _id"]
    let tests = conditions.map { "(\($0))" }.joined(separator: " OR ")
    lines.append("| WHERE \(tests)")
    let rules = conditions.enumerated().map { "CASE(\($1), \"\($0)\", null)" }
    lines.append(
      "| EVAL rule = \(rules.count == 1 ? rules[0] : "MV_APPEND(" + esqlAppended(rules))"
    )
    lines.append("| MV_EXPAND rule")
    for (place, name) in (groups + values).enumerated() {
      var cases: [String] = []
      for rule in inputs.indices {
        cases.append("rule == \"\(rule)\", \(try columns(rule)[place].field)")
      }
      lines.append("| EVAL \(name) = TO_STRING(CASE(\(cases.joined(separator: ", "))))")
    }
    let present = (groups + values).map { "\($0) IS NOT NULL" }
    if !present.isEmpty { lines.append("| WHERE \(present.joined(separator: " AND "))") }
    let names = counted.map { $0 == "id" ? "_id" : $0 }
    let key = names.count == 1 ? names[0] : "CONCAT(\(names.joined(separator: ", \"/\", ")))"
    let by = (groups + ["stretch"]).joined(separator: ", ")
    lines += [
      "| EVAL counted = \(key), half = TO_LONG(@timestamp) / \(correlation.timespanMilliseconds)",
      "| EVAL stretch = MV_APPEND(half, half - 1)", "| MV_EXPAND stretch",
      "| STATS matched = COUNT_DISTINCT(counted, 40000), first_time = MIN(@timestamp), last_time = MAX(@timestamp) BY \(by)",
      "| WHERE \(met("matched"))",
      "// Stretches of twice the timespan: every group of the rule is here, others can be.",
    ]
    return lines.joined(separator: "\n")
  }

  /// `MV_APPEND` takes two at a time.
  private func esqlAppended(_ parts: [String]) -> String {
    if parts.count == 2 { return "\(parts[0]), \(parts[1]))" }
    return "\(parts[0]), MV_APPEND(\(esqlAppended(Array(parts.dropFirst()))))"
  }
}
