extension CorrelationTranslator {
  func esql() throws(RuleError) -> String {
    let lines = try esqlMatches()
    return (lines + (correlation.kind == .temporalOrdered ? orderedESQL : countedESQL))
      .joined(separator: "\n")
  }

  /// By group and stretch, an entry for each rule that is true of a record: time, id and what is counted,
  /// with tabs between them.
  private func esqlMatches() throws(RuleError) -> [String] {
    let tests = conditions.map { "(\($0))" }.joined(separator: " OR ")
    // MV_APPEND makes nothing of anything and nothing.
    let rules = conditions.enumerated().map { "CASE(\($1), \"\($0)\", \"-\")" }
    var lines = [
      "FROM \(table) METADATA _id", "| WHERE \(tests)",
      "| EVAL rule = \(rules.count == 1 ? rules[0] : "MV_APPEND(" + esqlAppended(rules))",
      "| MV_EXPAND rule", "| WHERE rule != \"-\"",
    ]
    for (place, name) in (groups + values).enumerated() {
      var cases: [String] = []
      for rule in inputs.indices {
        cases.append("rule == \"\(rule)\", \(try columns(rule)[place].field)")
      }
      lines.append("| EVAL \(name) = TO_STRING(CASE(\(cases.joined(separator: ", "))))")
    }
    let present = (groups + values).map { "\($0) IS NOT NULL" }
    if !present.isEmpty { lines.append("| WHERE \(present.joined(separator: " AND "))") }
    return lines + [
      "| EVAL moment = TO_LONG(@timestamp), own = TO_LONG(@timestamp) / \(milliseconds)",
      "| EVAL entry = CONCAT(TO_STRING(moment), \"\\t\", _id, \"\\t=\", \(esqlKey))",
      "| EVAL stretch = MV_APPEND(own, own + 1)", "| MV_EXPAND stretch",
      "| STATS entries = VALUES(entry) BY \((groups + ["stretch"]).joined(separator: ", "))",
    ]
  }

  private var milliseconds: Int64 { correlation.timespanMilliseconds }

  private var esqlKey: String {
    counted.map { $0 == "id" ? "_id" : $0 }.joined(separator: ", \"\\t\", ")
  }

  /// `MV_APPEND` takes two at a time.
  private func esqlAppended(_ parts: [String]) -> String {
    if parts.count == 2 { return "\(parts[0]), \(parts[1]))" }
    return "\(parts[0]), MV_APPEND(\(esqlAppended(Array(parts.dropFirst()))))"
  }

  /// Splits a copy of the entries: `time`, `id` and `part` with `name` behind them.
  private func esqlExpanded(_ name: String) -> [String] {
    [
      "| EVAL entry_\(name) = entries", "| MV_EXPAND entry_\(name)",
      "| DISSECT entry_\(name) \"%{text_\(name)}\\t%{id_\(name)}\\t%{part_\(name)}\"",
      "| EVAL time_\(name) = TO_LONG(text_\(name))",
    ]
  }

  private var countedESQL: [String] {
    let shown = groups + ["time_later", "id_later"]
    return esqlExpanded("later") + ["| WHERE time_later / \(milliseconds) == stretch"]
      + esqlExpanded("earlier") + [
        "| WHERE time_earlier <= time_later AND time_earlier >= time_later - \(milliseconds)",
        "| STATS times = COUNT(*) BY \((shown + ["part_earlier"]).joined(separator: ", "))",
        "| STATS matched = COUNT(*) BY \(shown.joined(separator: ", "))",
        "| WHERE \(met("matched"))",
      ] + esqlShown("later")
  }

  /// A row for each last step with a chain of steps before it; equal times go by `_id`.
  private var orderedESQL: [String] {
    let last = correlation.rules.count - 1
    // The last step first: it says which stretch is its own, and how far back the others may lie.
    var lines =
      esqlExpanded("\(last)") + [
        "| WHERE part_\(last) == \"=\(last)\" AND time_\(last) / \(milliseconds) == stretch"
      ]
    for step in 0..<last {
      let place =
        step == 0
        ? "time_0 >= time_\(last) - \(milliseconds)" : esqlOrder(step - 1, before: step)
      lines += esqlExpanded("\(step)") + ["| WHERE part_\(step) == \"=\(step)\" AND \(place)"]
    }
    let shown = (groups + ["time_\(last)", "id_\(last)"]).joined(separator: ", ")
    if last > 0 { lines.append("| WHERE \(esqlOrder(last - 1, before: last))") }
    return lines + ["| STATS chains = COUNT(*) BY \(shown)"] + esqlShown("\(last)")
  }

  private func esqlOrder(_ former: Int, before step: Int) -> String {
    "(time_\(step) > time_\(former)"
      + " OR (time_\(step) == time_\(former) AND id_\(step) > id_\(former)))"
  }

  /// Elastic shows a thousand rows unless told otherwise, and at most ten thousand.
  private func esqlShown(_ name: String) -> [String] {
    [
      "| EVAL @timestamp = TO_DATETIME(time_\(name)), id = id_\(name)", "| SORT @timestamp",
      "| LIMIT 10000",
    ]
  }
}
