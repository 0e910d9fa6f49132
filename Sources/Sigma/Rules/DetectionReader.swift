/// Reads `detection`: its selections, then its condition with the selections put in.
struct DetectionReader {
  let placeholders: [String: String]

  func read(_ detection: RuleNode) throws(RuleError) -> Condition {
    var selections: [(name: String, condition: Condition)] = []
    var conditions: [RuleNode] = []
    for (name, node) in try detection.members() {
      if name == "condition" {
        conditions = try node.elements()
      } else if name == "timeframe" {
        throw node.error("'timeframe' belongs to the old aggregations; use a correlation rule")
      } else {
        selections.append((name, try selection(node)))
      }
    }
    guard !conditions.isEmpty else { throw detection.error("a detection needs a condition") }
    var read: [Condition] = []
    for node in conditions {
      var parser = ConditionParser(selections: selections, node: node)
      read.append(try parser.parse(try node.text()))
    }
    return read.count == 1 ? read[0] : .or(read)
  }

  /// A map is true if all of it is; a list if any element is. An element that is no map is a keyword.
  private func selection(_ node: RuleNode) throws(RuleError) -> Condition {
    if node.isMapping { return try fields(node) }
    var alternatives: [Condition] = []
    for element in try node.elements() {
      if element.isMapping {
        alternatives.append(try fields(element))
      } else {
        alternatives.append(try ItemReader(key: "", node: element, placeholders).condition())
      }
    }
    guard !alternatives.isEmpty else { throw node.error("an empty list can never be true") }
    return alternatives.count == 1 ? alternatives[0] : .or(alternatives)
  }

  private func fields(_ node: RuleNode) throws(RuleError) -> Condition {
    var all: [Condition] = []
    for (key, value) in try node.members() {
      all.append(try ItemReader(key: key, node: value, placeholders).condition())
    }
    guard !all.isEmpty else { throw node.error("an empty selection can never be true") }
    return all.count == 1 ? all[0] : .and(all)
  }
}
