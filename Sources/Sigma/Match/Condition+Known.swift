extension Condition {
  /// What is left of a condition once the values of some fields are known.
  package enum Rest: Equatable, Sendable {
    case always(Bool)
    case open(Condition)
  }

  /// The condition for events in which the fields of `known` have those values: tests of them are
  /// replaced by their answers. `nil` stands for a field that is missing.
  package func resolved(with known: [String: String?]) -> Rest {
    switch self {
    case .test(let test): return test.answer(with: known).map { .always($0) } ?? .open(self)
    case .not(let part):
      switch part.resolved(with: known) {
      case .always(let answer): return .always(!answer)
      case .open(let rest): return .open(.not(rest))
      }
    case .and(let parts): return Self.joined(parts, with: known, deciding: false) { .and($0) }
    case .or(let parts): return Self.joined(parts, with: known, deciding: true) { .or($0) }
    }
  }

  /// One part with the answer `deciding` decides the whole.
  private static func joined(
    _ parts: [Condition],
    with known: [String: String?],
    deciding: Bool,
    _ make: ([Condition]) -> Condition
  ) -> Rest {
    var open: [Condition] = []
    for part in parts {
      switch part.resolved(with: known) {
      case .always(deciding): return .always(deciding)
      case .always: continue
      case .open(let rest): open.append(rest)
      }
    }
    return open.isEmpty ? .always(!deciding) : .open(open.count == 1 ? open[0] : make(open))
  }
}

extension FieldTest {
  /// `nil` if it asks a field that is not known.
  fileprivate func answer(with known: [String: String?]) -> Bool? {
    guard let field, known.keys.contains(field) else { return nil }
    if case .field(let other, _) = test, !known.keys.contains(other) { return nil }
    let rules = RuleSet([.test(self)])
    var event = rules.makeFields()
    for (name, value) in known {
      if let number = rules.fieldNumber(name), let value { event.set(number, value.utf8) }
    }
    var isTrue = false
    var matcher = RuleMatcher(rules)
    matcher.match(event) { _ in isTrue = true }
    return isTrue
  }
}
