// Asks rules about attempts. A log holds millions of attempts and a few dozen kinds of outcome, and most
// rules ask about the outcome first: so the rules are worked out once for each outcome, which leaves many
// attempts that no rule can be true of and never get a text. What correlations want of a match is looked
// up by the numbers that the tables already have for names, sources and clients.

import LogBytes
import Model
import Scan
import Sigma

/// The rules about attempts, and what one worker found with them.
struct AttemptMatcher {
  /// By place: the rule's number in the plan.
  let numbers: [Int]
  private(set) var lists: [MatchList]
  private(set) var eventCount = 0
  private let conditions: [Condition]
  /// By place: the fields that correlations read of a match; `nil` for one that attempts do not have.
  private let captures: [[AttemptField?]]
  private let reader: AttemptEvents
  private var remaining: [UInt16: RemainingRules] = [:]
  private var values: AttemptValues
  private var captured: [UInt32] = []

  init(_ plan: HuntPlan, _ logs: DecodedLogs) {
    numbers = plan.detections(of: .attempts)
    conditions = numbers.compactMap { plan.condition(of: $0) }
    let wanted = numbers.map { plan.rules.captures[$0] }
    captures = wanted.map { $0.map { AttemptField(rawValue: $0) } }
    lists = wanted.map { MatchList(fields: $0) }
    reader = AttemptEvents(logs: logs)
    values = AttemptValues(reader)
  }

  mutating func match(_ attempts: [Attempt], _ interner: inout ByteInterner) {
    eventCount += attempts.count
    var last: RemainingRules?
    for attempt in attempts {
      // The flag of a time without a zone is no part of what rules ask.
      var outcome = attempt.outcome
      outcome.timeIsZoneless = false
      let rules = last?.outcome == outcome ? last : self.rules(for: outcome)
      last = rules
      if let rules, !rules.isEmpty { match(attempt, rules, &interner) }
    }
  }

  private mutating func rules(for outcome: Outcome) -> RemainingRules {
    if let known = remaining[outcome.bits] { return known }
    let rules = RemainingRules(conditions, outcome)
    remaining[outcome.bits] = rules
    return rules
  }

  private mutating func match(
    _ attempt: Attempt,
    _ rules: RemainingRules,
    _ interner: inout ByteInterner
  ) {
    for place in rules.always { add(attempt, place, &interner) }
    for place in rules.matches(of: attempt, reader) { add(attempt, place, &interner) }
  }

  private mutating func add(
    _ attempt: Attempt,
    _ place: Int,
    _ interner: inout ByteInterner
  ) {
    captured.removeAll(keepingCapacity: true)
    for field in captures[place] {
      captured.append(field.map { values.number(of: $0, attempt, &interner) } ?? MatchList.none)
    }
    lists[place].append(
      RuleMatch(
        time: attempt.time.millisecondsSince1970,
        segment: attempt.segment,
        offset: attempt.offset,
        length: attempt.length
      ),
      captures: captured
    )
  }
}

/// The rules that are left for attempts with one outcome. Belongs to one worker.
private final class RemainingRules {
  let outcome: Outcome
  /// Places of the rules that are true whatever else the attempt has.
  private(set) var always: [Int] = []
  /// Places of the rules that ask for more, in the order of `matcher`.
  private var open: [Int] = []
  private var matcher: RuleMatcher
  private var event: EventFields
  private let fields: [(number: Int, field: AttemptField)]

  init(_ conditions: [Condition], _ outcome: Outcome) {
    self.outcome = outcome
    var rest: [Condition] = []
    let known = outcome.fields
    for (place, condition) in conditions.enumerated() {
      switch condition.resolved(with: known) {
      case .always(true): always.append(place)
      case .always(false): continue
      case .open(let condition):
        open.append(place)
        rest.append(condition)
      }
    }
    let rules = RuleSet(rest)
    fields = rules.fields.enumerated().compactMap { number, name in
      AttemptField(rawValue: name).map { (number, $0) }
    }
    matcher = RuleMatcher(rules)
    event = rules.makeFields()
  }

  /// Whether no rule can be true of any attempt with this outcome.
  var isEmpty: Bool { always.isEmpty && open.isEmpty }

  /// Places of the rules that ask for more and are true.
  func matches(of attempt: Attempt, _ reader: AttemptEvents) -> [Int] {
    if open.isEmpty { return [] }
    event.reset()
    reader.read(attempt, fields, into: &event)
    var found: [Int] = []
    matcher.match(event) { found.append(open[$0]) }
    return found
  }
}

/// The interned values of attempts' fields: looked up once for each name, source and client.
private struct AttemptValues {
  /// Stands for a number that nobody asked for yet.
  private static let unknown = MatchList.none - 1

  private let reader: AttemptEvents
  /// By field, in the order of `AttemptField.allCases`; by number of the name, source or client.
  private var known: [[UInt32]]

  init(_ reader: AttemptEvents) {
    self.reader = reader
    known = AttemptField.allCases.map { _ in [] }
  }

  /// The value's number, or `MatchList.none`.
  mutating func number(
    of field: AttemptField,
    _ attempt: Attempt,
    _ interner: inout ByteInterner
  ) -> UInt32 {
    guard let number = field.number(in: attempt) else { return intern(field, attempt, &interner) }
    if number == Attempt.none { return MatchList.none }
    let (table, place) = (field.place, Int(number))
    if place < known[table].count, known[table][place] != Self.unknown {
      return known[table][place]
    }
    let value = intern(field, attempt, &interner)
    if place >= known[table].count {
      let more = max(place + 1, 2 * known[table].count) - known[table].count
      known[table] += repeatElement(Self.unknown, count: more)
    }
    known[table][place] = value
    return value
  }

  private func intern(
    _ field: AttemptField,
    _ attempt: Attempt,
    _ interner: inout ByteInterner
  ) -> UInt32 {
    guard let text = reader.text(of: field, attempt) else { return MatchList.none }
    return interner.intern(text.span) ?? MatchList.none
  }
}
