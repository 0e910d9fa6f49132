import LogBytes
import Sigma

/// The rules about one source's records, and what one worker found with them.
struct SourceMatcher {
  let rules: RuleSet
  /// By place in the set: the rule's number in the plan.
  let numbers: [Int]
  private let captures: [[Int]]
  private var matcher: RuleMatcher
  private(set) var lists: [MatchList]
  /// Records that the rules were asked about.
  private(set) var eventCount = 0
  var event: EventFields

  init(_ plan: HuntPlan, _ source: EventSource) {
    numbers = plan.detections(of: source)
    let wanted = numbers.map { plan.rules.captures[$0] }
    let rules = RuleSet(
      numbers.compactMap { plan.condition(of: $0) },
      capturing: wanted.flatMap(\.self)
    )
    self.rules = rules
    captures = wanted.map { $0.compactMap { rules.fieldNumber($0) } }
    lists = wanted.map { MatchList(fields: $0) }
    matcher = RuleMatcher(rules)
    event = rules.makeFields()
  }

  /// Asks the rules about the event at hand.
  mutating func match(
    time: Int64?,
    segment: UInt32,
    place: Range<Int>,
    _ values: inout ByteInterner
  ) {
    eventCount += 1
    var found: [Int] = []
    matcher.match(event) { found.append($0) }
    for rule in found {
      let captured = captures[rule].map { capture($0, &values) }
      lists[rule].append(
        RuleMatch(
          time: time,
          segment: segment,
          offset: UInt32(truncatingIfNeeded: place.lowerBound),
          length: UInt32(truncatingIfNeeded: place.count)
        ),
        captures: captured
      )
    }
  }

  private func capture(_ field: Int, _ values: inout ByteInterner) -> UInt32 {
    guard event.values[field].kind == .text else { return MatchList.none }
    let range = event.values[field].range
    return values.intern(event.bytes.span.extracting(range)) ?? MatchList.none
  }
}
