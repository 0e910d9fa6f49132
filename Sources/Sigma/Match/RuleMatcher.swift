import Model

/// Asks a rule set about one event after the other. Made once a worker.
package struct RuleMatcher: Sendable {
  private let rules: RuleSet
  /// By predicate: `epoch` if it is false for the event at hand, `epoch + 1` if it is true; anything
  /// smaller is of an earlier event.
  private var answers: [UInt64]
  private var candidateEpoch: [UInt64]
  private var epoch: UInt64 = 0
  private var candidates: [Int32] = []

  package init(_ rules: RuleSet) {
    self.rules = rules
    answers = Array(repeating: 0, count: rules.predicates.count)
    candidateEpoch = Array(repeating: 0, count: rules.ruleCount)
  }

  /// Calls `body` with the number of each rule that is true of `event`, in ascending order.
  package mutating func match(_ event: borrowing EventFields, _ body: (Int) -> Void) {
    epoch += 2
    candidates.removeAll(keepingCapacity: true)
    candidates.append(contentsOf: rules.unwatched)
    for field in event.values.indices where event.values[field].kind == .text {
      search(field, event.values[field].range, event)
    }
    for index in event.more.indices {
      search(event.more[index].field, event.more[index].value.range, event)
    }
    if candidates.isEmpty { return }
    candidates.sort()
    for index in candidates.indices {
      let rule = Int(candidates[index])
      if holds(rules.roots[rule], event) { body(rule) }
    }
  }

  private mutating func search(_ field: Int, _ range: Range<Int>, _ event: borrowing EventFields) {
    for predicate in rules.searches[field].whenPresent { found(predicate) }
    if range.isEmpty {
      for predicate in rules.searches[field].whenEmpty { found(predicate) }
    }
    let automaton = rules.searches[field].automaton
    if !automaton.isEmpty { automaton.search(event.bytes, range) { found($0) } }
  }

  private mutating func found(_ predicate: Int) {
    if answers[predicate] == epoch + 1 { return }
    answers[predicate] = epoch + 1
    for rule in rules.watchers[predicate] where candidateEpoch[Int(rule)] != epoch {
      candidateEpoch[Int(rule)] = epoch
      candidates.append(rule)
    }
  }

  private mutating func holds(_ node: RuleSet.Node, _ event: borrowing EventFields) -> Bool {
    switch node {
    case .predicate(let number): return isTrue(number, event)
    case .and(let parts):
      for part in parts where !holds(part, event) { return false }
      return true
    case .or(let parts):
      for part in parts where holds(part, event) { return true }
      return false
    case .not(let part): return !holds(part, event)
    }
  }

  private mutating func isTrue(_ number: Int, _ event: borrowing EventFields) -> Bool {
    let answer = answers[number]
    if answer >= epoch { return answer == epoch + 1 }
    let isTrue = !rules.predicates[number].isSearched && tried(number, event)
    answers[number] = isTrue ? epoch + 1 : epoch
    return isTrue
  }

  private func tried(_ number: Int, _ event: borrowing EventFields) -> Bool {
    let predicate = rules.predicates[number]
    let field = predicate.field
    let bytes = event.bytes
    switch predicate.test.test {
    case .exists: return event.values[field].kind != .missing
    case .null: return event.values[field].kind != .text
    case .text(let pattern):
      return event.anyValue(of: field) {
        pattern.matches(bytes, $0, isCased: predicate.test.isCased)
      }
    case .regex:
      return event.anyValue(of: field) { predicate.regex?.matches(bytes[$0]) ?? false }
    case .network(let network):
      return event.anyValue(of: field) { range in
        IPAddress(bytes.span, in: range).map { network.contains($0) } ?? false
      }
    case .number(let comparison, let wanted):
      return event.anyValue(of: field) { range in
        Self.number(bytes[range]).map { comparison.holds($0, wanted) } ?? false
      }
    case .field(_, let match):
      guard let other = predicate.otherField else { return false }
      return event.anyValue(of: field) { range in
        event.anyValue(of: other) { otherRange in
          Self.compare(bytes[range], bytes[otherRange], match, isCased: predicate.test.isCased)
        }
      }
    }
  }

  /// A decimal number, or a hexadecimal one behind `0x`.
  private static func number(_ bytes: ArraySlice<UInt8>) -> Double? {
    let text = String(decoding: bytes, as: UTF8.self)
    if text.hasPrefix("0x") { return Int(text.dropFirst(2), radix: 16).map(Double.init) }
    return Double(text)
  }

  private static func compare(
    _ value: ArraySlice<UInt8>,
    _ other: ArraySlice<UInt8>,
    _ match: FieldMatch,
    isCased: Bool
  ) -> Bool {
    let pattern = TextPattern(literal: Array(other)).surrounded(
      before: match == .contains || match == .endsWith,
      after: match == .contains || match == .startsWith
    )
    return pattern.matches(Array(value), isCased: isCased)
  }
}
