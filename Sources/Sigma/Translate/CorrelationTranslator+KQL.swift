extension CorrelationTranslator {
  /// The time of a row is called `moment`: `time` is a type of KQL.
  private func kqlMatches(_ place: Int) throws(RuleError) -> String {
    let columns = try columns(place)
    switch inputs[place] {
    case .correlation(let inner):
      let shown = ["id", "moment", "rule = \(place)"] + columns.map { "\($0.name) = \($0.field)" }
      return "\(inner.resultName)\n| project \(shown.joined(separator: ", "))"
    case .rows(let condition):
      let shown =
        ["id = _ItemId", "moment = TimeGenerated", "rule = \(place)"]
        + columns.map { "\($0.name) = tostring(\($0.field))" }
      let present = columns.map { "isnotempty(\($0.field))" }
      return "\(table)\n| where \(([condition] + present).joined(separator: " and "))\n"
        + "| project \(shown.joined(separator: ", "))"
    }
  }

  /// Lets for the rows of each rule, for all of them together, and for them under the names that a join
  /// asks for. Without a group every match belongs to the same one.
  func kqlMatchesTable() throws(RuleError) -> String {
    var lets: [String] = []
    for place in inputs.indices {
      lets.append("let rows\(number)_\(place) = \(try kqlMatches(place));")
    }
    let names = inputs.indices.map { "rows\(number)_\($0)" }
    let others = names.dropFirst().joined(separator: ", ")
    let all = names[0] + (others.isEmpty ? "" : "\n| union \(others)")
    lets.append("let \(matchesName) = \(all)\n| extend everything = 1;")
    let renamed = (["id", "moment", "rule"] + values).map { "other_\($0) = \($0)" }
    lets.append(
      "let others\(number) = \(matchesName)\n"
        + "| project \((renamed + [kqlKeys]).joined(separator: ", "));"
    )
    return lets.joined(separator: "\n")
  }

  private var kqlKeys: String {
    (groups.isEmpty ? ["everything"] : groups).joined(separator: ", ")
  }

  var kql: String {
    let names = counted.map { "other_\($0)" }
    let key = names.count == 1 ? names[0] : "strcat(\(names.joined(separator: ", \"\\u001f\", ")))"
    return """
      \(matchesName)
      | join kind=inner others\(number) on \(kqlKeys)
      | where other_moment <= moment and other_moment >= moment - \(seconds)s
      | extend counted = \(key)
      | distinct \(kqlKeys), id, moment, counted
      | summarize matched = count() by \(kqlKeys), id, moment
      | where \(met("matched"))
      """
  }

  var orderedKQL: String {
    var text = "\(matchesName)\n| where rule == 0\n| extend begin = moment"
    for step in correlation.rules.indices.dropFirst() {
      text += """

        | join kind=inner others\(number) on \(kqlKeys)
        | where other_rule == \(step) and (other_moment > moment or (other_moment == moment and other_id > id))
        | project begin, id = other_id, moment = other_moment, \(kqlKeys)
        """
    }
    return text + "\n| where moment - begin <= \(seconds)s\n| distinct \(kqlKeys), id, moment"
  }
}
