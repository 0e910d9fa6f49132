extension CorrelationTranslator {
  func spl() throws(RuleError) -> String {
    let lines = try splMatches()
    return (lines + (correlation.kind == .temporalOrdered ? orderedSPL : countedSPL))
      .joined(separator: "\n")
  }

  /// A row for each rule that is true of a record.
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
    return lines
  }

  private var countedSPL: [String] {
    let key = counted.joined(separator: " . \"\\x1f\" . ")
    let by = groups.isEmpty ? "" : " by \(groups.joined(separator: ", "))"
    return [
      "| eval counted=\(key)", "| sort 0 _time",
      "| streamstats time_window=\(seconds)s dc(counted) AS matched\(by)",
      "| where \(met("matched"))",
    ]
  }

  /// A row for each last step with a chain of steps before it; equal times go by `id`.
  private var orderedSPL: [String] {
    let last = correlation.rules.count - 1
    var lines = [
      "| eval own=floor(_time/\(seconds)), entry=printf(\"%.3f\", _time) . \"|\" . rule . \"|\" . id",
      "| eval stretch=mvappend(own, own + 1)", "| mvexpand stretch",
      "| stats values(entry) AS entries by \((groups + ["stretch"]).joined(separator: ", "))",
    ]
    // The last step first: it says which stretch is its own, and how far back the others may lie.
    for step in [last] + Array(0..<last) {
      lines += ["| eval step\(step)=entries", "| mvexpand step\(step)", splParts(ofStep: step)]
      lines.append("| where rule\(step)==\"\(step)\" AND \(splPlace(ofStep: step, last: last))")
    }
    let shown = (groups + ["id", "_time"]).joined(separator: ", ")
    if last > 0 { lines.append("| where \(splOrder(last - 1, before: last))") }
    return lines + [
      "| eval id=id\(last), _time=time\(last)", "| dedup \(shown)", "| table \(shown)",
    ]
  }

  private func splParts(ofStep step: Int) -> String {
    let parts = "split(step\(step), \"|\")"
    return "| eval time\(step)=tonumber(mvindex(\(parts), 0)), rule\(step)=mvindex(\(parts), 1), "
      + "id\(step)=mvindex(\(parts), 2)"
  }

  private func splPlace(ofStep step: Int, last: Int) -> String {
    if step == last { return "floor(time\(last)/\(seconds))==tonumber(stretch)" }
    if step == 0 { return "time0>=time\(last)-\(seconds)" }
    return splOrder(step - 1, before: step)
  }

  private func splOrder(_ former: Int, before step: Int) -> String {
    let (own, before) = ("time\(step)", "time\(former)")
    return "(\(own)>\(before) OR (\(own)==\(before) AND id\(step)>id\(former)))"
  }
}
