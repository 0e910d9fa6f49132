extension CorrelationTranslator {
  func spl() throws(RuleError) -> String {
    let lines = try splMatches()
    return (lines + (correlation.kind == .temporalOrdered ? orderedSPL : countedSPL))
      .joined(separator: "\n")
  }

  /// By group and stretch, an entry for each rule that is true of a record: time, id and what is counted.
  private func splMatches() throws(RuleError) -> [String] {
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
    let key = counted.joined(separator: " . \"|\" . ")
    return lines + [
      "| eval own=floor(_time/\(seconds)), entry=printf(\"%.6f\", _time) . \"|\" . id . \"|=\" . \(key)",
      "| eval stretch=mvappend(own, own + 1)", "| mvexpand stretch",
      "| stats values(entry) AS entries by \((groups + ["stretch"]).joined(separator: ", "))",
    ]
  }

  /// Splits a copy of the entries: `time`, `id` and `part` with `name` behind them.
  private func splExpanded(_ name: String) -> [String] {
    let pieces = "split(entry_\(name), \"|\")"
    return [
      "| eval entry_\(name)=entries", "| mvexpand entry_\(name)",
      "| eval time_\(name)=tonumber(mvindex(\(pieces), 0)), id_\(name)=mvindex(\(pieces), 1), "
        + "part_\(name)=mvjoin(mvindex(\(pieces), 2, -1), \"|\")",
    ]
  }

  private var countedSPL: [String] {
    let shown = groups + ["time_later", "id_later"]
    return splExpanded("later") + ["| where floor(time_later/\(seconds))==tonumber(stretch)"]
      + splExpanded("earlier") + [
        "| where time_earlier<=time_later AND time_earlier>=time_later-\(seconds)",
        "| stats count by \((shown + ["part_earlier"]).joined(separator: ", "))",
        "| stats count AS matched by \(shown.joined(separator: ", "))",
        "| where \(met("matched"))", "| eval id=id_later, _time=time_later",
      ]
  }

  /// A row for each last step with a chain of steps before it; equal times go by `id`.
  private var orderedSPL: [String] {
    let last = correlation.rules.count - 1
    // The last step first: it says which stretch is its own, and how far back the others may lie.
    var lines =
      splExpanded("\(last)") + [
        "| where part_\(last)==\"=\(last)\" AND floor(time_\(last)/\(seconds))==tonumber(stretch)"
      ]
    for step in 0..<last {
      let place =
        step == 0 ? "time_0>=time_\(last)-\(seconds)" : splOrder(step - 1, before: step)
      lines += splExpanded("\(step)") + ["| where part_\(step)==\"=\(step)\" AND \(place)"]
    }
    if last > 0 { lines.append("| where \(splOrder(last - 1, before: last))") }
    let shown = (groups + ["time_\(last)", "id_\(last)"]).joined(separator: ", ")
    return lines + [
      "| stats count AS chains by \(shown)", "| eval id=id_\(last), _time=time_\(last)",
    ]
  }

  private func splOrder(_ former: Int, before step: Int) -> String {
    let (own, before) = ("time_\(step)", "time_\(former)")
    return "(\(own)>\(before) OR (\(own)==\(before) AND id_\(step)>id_\(former)))"
  }
}
