import Sigma

/// Rules written in a test, and events for them.
enum Rules {
  /// The one rule of `text`, or the one error.
  static func read(_ text: String, _ parameters: [String: String] = [:]) -> (
    rules: [SigmaRule], errors: [String]
  ) {
    let read = RuleReader(parameters: parameters).read(text, file: "r.yml")
    return (read.rules, read.errors.map(\.text))
  }

  static func detection(_ selections: String, _ condition: String = "sel") -> String {
    let body = selections.split(separator: "\n").map { "  \($0)\n" }.joined()
    return
      "title: t\nlogsource:\n  product: windows\ndetection:\n\(body)  condition: \(condition)\n"
  }

  /// Whether the detection with these lines is true of the event.
  static func holds(
    _ selections: String,
    _ condition: String = "sel",
    of event: [String: String?],
    record: String = ""
  ) -> Bool? {
    let read = read(detection(selections, condition))
    guard read.errors.isEmpty, case .detection(let detection) = read.rules.first?.body else {
      return nil
    }
    return holds(detection.condition, of: event, record: record)
  }

  static func holds(
    _ condition: Condition,
    of event: [String: String?],
    record: String = ""
  ) -> Bool {
    let rules = RuleSet([condition])
    var fields = rules.makeFields()
    fields.reset()
    for (name, value) in event {
      guard let number = rules.fieldNumber(name) else { continue }
      if let value { fields.set(number, value.utf8) } else { fields.setNull(number) }
    }
    if rules.wantsRecord { fields.set(rules.recordField, record.utf8) }
    var isTrue = false
    var matcher = RuleMatcher(rules)
    matcher.match(fields) { _ in isTrue = true }
    return isTrue
  }
}
