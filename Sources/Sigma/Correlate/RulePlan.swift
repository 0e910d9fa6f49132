/// Rules with their references resolved, in an order in which each can be worked out.
package struct RulePlan: Sendable {
  package let rules: [SigmaRule]
  /// By rule: the rules that its correlation names, in their order; empty for a detection.
  package let inputs: [[Int]]
  /// Correlations, each behind those that it asks.
  package let correlationOrder: [Int]
  /// Rules whose matches a person sees.
  package let reported: [Bool]
  /// By rule: the fields that correlations read of its matches.
  package let captures: [[String]]

  /// The rules that can be run, and why others cannot.
  package static func make(_ rules: [SigmaRule]) -> (plan: RulePlan, errors: [RuleError]) {
    var (kept, errors) = (rules, [RuleError]())
    while true {
      // Without the refused ones, what names them must be refused too.
      let found = unresolved(kept)
      if found.isEmpty { break }
      errors += found.map(\.error)
      let refused = Set(found.map(\.rule))
      kept = kept.indices.filter { !refused.contains($0) }.map { kept[$0] }
    }
    return (RulePlan(resolved: kept), errors)
  }

  private static func numbers(_ rules: [SigmaRule]) -> [String: Int] {
    var numbers: [String: Int] = [:]
    for (number, rule) in rules.enumerated() {
      for key in [rule.name, rule.id].compactMap(\.self) where numbers[key] == nil {
        numbers[key] = number
      }
    }
    return numbers
  }

  private static func unresolved(_ rules: [SigmaRule]) -> [(rule: Int, error: RuleError)] {
    let numbers = numbers(rules)
    var found: [(rule: Int, error: RuleError)] = []
    for (number, rule) in rules.enumerated() {
      let clash = [rule.name, rule.id].compactMap(\.self).first { numbers[$0] != number }
      if let clash {
        found.append((number, rule.error("another rule is called '\(clash)' too")))
      } else if case .correlation(let correlation) = rule.body {
        if let name = correlation.rules.first(where: { numbers[$0] == nil }) {
          found.append((number, rule.error("there is no rule '\(name)' to correlate")))
        } else if isInCircle(number, rules, numbers) {
          found.append((number, rule.error("the correlation leads back to itself")))
        }
      }
    }
    return found
  }

  private static func isInCircle(
    _ start: Int,
    _ rules: [SigmaRule],
    _ numbers: [String: Int]
  ) -> Bool {
    var (open, seen): ([Int], Set<Int>) = ([start], [])
    while let number = open.popLast() {
      guard case .correlation(let correlation) = rules[number].body else { continue }
      for next in correlation.rules.compactMap({ numbers[$0] }) {
        if next == start { return true }
        if seen.insert(next).inserted { open.append(next) }
      }
    }
    return false
  }

  private init(resolved rules: [SigmaRule]) {
    let numbers = Self.numbers(rules)
    self.rules = rules
    var inputs = [[Int]](repeating: [], count: rules.count)
    var reported = [Bool](repeating: true, count: rules.count)
    var captures = [[String]](repeating: [], count: rules.count)
    for (number, rule) in rules.enumerated() {
      guard case .correlation(let correlation) = rule.body else { continue }
      inputs[number] = correlation.rules.compactMap { numbers[$0] }
      for (input, name) in zip(inputs[number], correlation.rules) {
        // A hunt is worth seeing by itself, also where another builds on it.
        if !correlation.generate, rules[input].hunt == nil { reported[input] = false }
        for field in correlation.groupBy + correlation.fields {
          let field = correlation.field(field, of: name)
          if !captures[input].contains(field) { captures[input].append(field) }
        }
      }
    }
    self.inputs = inputs
    self.reported = reported
    self.captures = captures
    correlationOrder = Self.order(rules, inputs)
  }

  private static func order(_ rules: [SigmaRule], _ inputs: [[Int]]) -> [Int] {
    var done = Set<Int>()
    var order: [Int] = []
    func visit(_ number: Int) {
      guard done.insert(number).inserted, case .correlation = rules[number].body else { return }
      for input in inputs[number] { visit(input) }
      order.append(number)
    }
    for number in rules.indices { visit(number) }
    return order
  }
}
