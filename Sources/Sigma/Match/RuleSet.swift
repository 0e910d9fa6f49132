/// Conditions compiled to be asked together.
///
/// Equal tests of different rules are one predicate. Predicates on literal texts are found by one walk
/// over a field's value; a rule is looked at only if a predicate came true without which it cannot be.
package struct RuleSet: Sendable {
  struct Predicate: Sendable {
    var test: FieldTest
    var field: Int
    /// The field it is compared with.
    var otherField: Int?
    var regex: CompiledRegex?
    /// Told by the search of its field, not tried by itself.
    var isSearched: Bool
  }

  indirect enum Node: Sendable {
    case predicate(Int)
    case and([Node])
    case or([Node])
    case not(Node)
  }

  struct FieldSearch: Sendable {
    var automaton: LiteralAutomaton
    var whenPresent: [Int] = []
    var whenEmpty: [Int] = []
  }

  /// The names of the fields that an event's reader fills, in the order of their numbers.
  package private(set) var fields: [String] = []
  /// Whether the event's whole record is wanted, as the field behind the last of `fields`.
  package private(set) var wantsRecord = false
  package let ruleCount: Int

  private(set) var predicates: [Predicate] = []
  private(set) var roots: [Node] = []
  /// By field: how its literal texts are found.
  private(set) var searches: [FieldSearch] = []
  /// By predicate: the rules that are looked at when it comes true.
  private(set) var watchers: [[Int32]] = []
  /// Rules that no literal text must make true, such as those that want a field missing.
  private(set) var unwatched: [Int32] = []

  private var fieldNumbers: [String: Int] = [:]
  private var predicateNumbers: [FieldTest: Int] = [:]

  /// `captures` are fields that nobody tests and somebody wants to read.
  package init(_ conditions: [Condition], capturing captures: [String] = []) {
    ruleCount = conditions.count
    for name in captures { _ = number(ofField: name) }
    // Fields first: the record's number is the one behind them.
    for condition in conditions { addFields(of: condition) }
    for condition in conditions { roots.append(node(for: condition)) }
    watchers = Array(repeating: [], count: predicates.count)
    for (rule, root) in roots.enumerated() { watch(rule, root) }
    searches = (0...fields.count).map(search(of:))
  }

  package var recordField: Int { fields.count }

  /// The number of a field that was tested or captured.
  package func fieldNumber(_ name: String) -> Int? { fieldNumbers[name] }

  package func makeFields() -> EventFields { EventFields(fieldCount: fields.count + 1) }

  private mutating func number(ofField name: String) -> Int {
    if let known = fieldNumbers[name] { return known }
    fieldNumbers[name] = fields.count
    fields.append(name)
    return fields.count - 1
  }

  private mutating func addFields(of condition: Condition) {
    switch condition {
    case .test(let test):
      if let field = test.field { _ = number(ofField: field) } else { wantsRecord = true }
      if case .field(let other, _) = test.test { _ = number(ofField: other) }
    case .and(let parts), .or(let parts): for part in parts { addFields(of: part) }
    case .not(let part): addFields(of: part)
    }
  }

  private mutating func node(for condition: Condition) -> Node {
    switch condition {
    case .test(let test): return node(for: test)
    case .and(let parts): return .and(parts.map { node(for: $0) })
    case .or(let parts): return .or(parts.map { node(for: $0) })
    case .not(let part): return .not(node(for: part))
    }
  }

  private mutating func node(for test: FieldTest) -> Node {
    let tried = Node.predicate(predicate(test))
    // A pattern that must be tried is tried only where its longest text stands.
    guard case .text(let pattern) = test.test, case .other(let longest) = pattern.shape,
      longest.count > 1
    else { return tried }
    let literal = TextPattern(literal: longest).surrounded(before: true, after: true)
    let found = FieldTest(test.field, .text(literal), isCased: test.isCased)
    return .and([.predicate(predicate(found)), tried])
  }

  private mutating func predicate(_ test: FieldTest) -> Int {
    if let known = predicateNumbers[test] { return known }
    var predicate = Predicate(test: test, field: fields.count, isSearched: false)
    if let name = test.field { predicate.field = number(ofField: name) }
    switch test.test {
    case .field(let other, _): predicate.otherField = number(ofField: other)
    case .regex(let pattern, let options): predicate.regex = CompiledRegex(pattern, options)
    case .text(let pattern):
      if case .other = pattern.shape {} else { predicate.isSearched = true }
    case .network, .number, .exists, .null: break
    }
    predicates.append(predicate)
    predicateNumbers[test] = predicates.count - 1
    return predicates.count - 1
  }

  private func search(of field: Int) -> FieldSearch {
    var literals: [LiteralAutomaton.Literal] = []
    var (whenPresent, whenEmpty): ([Int], [Int]) = ([], [])
    for (number, predicate) in predicates.enumerated()
    where predicate.field == field && predicate.isSearched {
      guard case .text(let pattern) = predicate.test.test else { continue }
      func add(_ bytes: [UInt8], _ anchor: LiteralAnchor) {
        literals.append(
          .init(bytes: bytes, anchor: anchor, isCased: predicate.test.isCased, number: number)
        )
      }
      switch pattern.shape {
      case .anything: whenPresent.append(number)
      case .exact(let text) where text.isEmpty: whenEmpty.append(number)
      case .exact(let text): add(text, .whole)
      case .prefix(let text): add(text, .start)
      case .suffix(let text): add(text, .end)
      case .contains(let text): add(text, .anywhere)
      case .other: break
      }
    }
    return FieldSearch(
      automaton: LiteralAutomaton(literals),
      whenPresent: whenPresent,
      whenEmpty: whenEmpty
    )
  }
}

// MARK: Which predicates a rule waits for

extension RuleSet {
  /// Fields that most events share their value of: a rule waits for something rarer if it can.
  private static let commonFields: Set = ["EventID", "Channel", "Provider_Name", "event.outcome"]

  private mutating func watch(_ rule: Int, _ root: Node) {
    guard let chosen = triggers(of: root) else {
      unwatched.append(Int32(rule))
      return
    }
    for predicate in Set(chosen.predicates).sorted() { watchers[predicate].append(Int32(rule)) }
  }

  /// Predicates of which one must be true for `node` to be; `nil` if there are none such.
  private func triggers(of node: Node) -> (predicates: [Int], cost: Int)? {
    switch node {
    case .predicate(let number):
      return predicates[number].isSearched ? ([number], cost(of: number)) : nil
    case .and(let parts):
      return parts.compactMap { triggers(of: $0) }.min { $0.cost < $1.cost }
    case .or(let parts):
      var all: (predicates: [Int], cost: Int) = ([], 0)
      for part in parts {
        guard let found = triggers(of: part) else { return nil }
        all = (all.predicates + found.predicates, all.cost + found.cost)
      }
      return all
    case .not:
      return nil
    }
  }

  private func cost(of number: Int) -> Int {
    let predicate = predicates[number]
    guard case .text(let pattern) = predicate.test.test else { return 1 }
    if let field = predicate.test.field, Self.commonFields.contains(field) { return 10_000 }
    switch pattern.shape {
    case .anything: return 100_000
    case .contains(let text): return text.count < 4 ? 1000 : 10
    case .prefix(let text), .suffix(let text): return text.count < 4 ? 100 : 5
    case .exact, .other: return 1
    }
  }
}
