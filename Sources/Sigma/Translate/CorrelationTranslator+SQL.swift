extension CorrelationTranslator {
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

  func sqlMatchesTable() throws(RuleError) -> String {
    var parts: [String] = []
    for place in inputs.indices { parts.append(try matches(place)) }
    return "\(matchesName) AS (\n  \(parts.joined(separator: "\n  UNION ALL\n  "))\n)"
  }

  var sql: String {
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
  var orderedSQL: String {
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
}
