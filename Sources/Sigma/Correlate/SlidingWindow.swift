// Sliding windows over the matches of one group.
//
// A window ends with each match and reaches back by the timespan, both ends included: matches that
// lie exactly one timespan apart are together. No window begins at a full hour, so nothing that is
// close in time falls between two of them. Matches are in the order of time, whatever the order of
// the logs: a late or swapped line changes nothing.

/// One match as a correlation sees it.
package struct CorrelatedMatch: Equatable, Sendable {
  package var time: Int64
  /// The place of its rule among the correlation's rules.
  package var rule: Int
  /// The value that `value_count` counts.
  package var value: UInt32
  /// What the caller knows the record by: equal for two rules that are true of one record.
  package var record: Int

  package init(time: Int64, rule: Int, value: UInt32 = 0, record: Int) {
    self.time = time
    self.rule = rule
    self.value = value
    self.record = record
  }
}

/// Windows that meet the condition and overlap, as one.
package struct CorrelatedSpan: Equatable, Sendable {
  /// Indices of the matches in it.
  package var matches: Range<Int>
  /// The count furthest from nothing that one window reached.
  package var peak: Int
  /// The matches with which a window met the condition.
  package var completions: [Int]
}

package struct SlidingWindow: Sendable {
  private let correlation: Correlation

  package init(_ correlation: Correlation) {
    self.correlation = correlation
  }

  /// In the order that `spans` wants.
  package static func precedes(_ left: CorrelatedMatch, _ right: CorrelatedMatch) -> Bool {
    if left.time != right.time { return left.time < right.time }
    if left.record != right.record { return left.record < right.record }
    // One record cannot be the step behind itself.
    return left.rule > right.rule
  }

  /// The spans of one group's `matches`, which are in the order of `precedes`.
  package func spans(of matches: [CorrelatedMatch]) -> [CorrelatedSpan] {
    switch correlation.kind {
    case .temporalOrdered: orderedSpans(matches)
    case .eventCount: countedSpans(matches) { UInt64($0.record) }
    case .valueCount: countedSpans(matches) { UInt64($0.value) }
    case .temporal: countedSpans(matches) { UInt64($0.rule) }
    }
  }

  /// Counts distinct keys: of events, their records, for two rules can be true of one.
  private func countedSpans(
    _ matches: [CorrelatedMatch],
    key: (CorrelatedMatch) -> UInt64
  ) -> [CorrelatedSpan] {
    let countsAll = correlation.kind == .eventCount && !Self.hasRepeatedRecord(matches)
    var spans: [CorrelatedSpan] = []
    var occurrences: [UInt64: Int] = [:]
    var start = 0
    for (index, match) in matches.enumerated() {
      if !countsAll { occurrences[key(match), default: 0] += 1 }
      while match.time - matches[start].time > correlation.timespanMilliseconds {
        if !countsAll { Self.remove(key(matches[start]), from: &occurrences) }
        start += 1
      }
      let count = countsAll ? index - start + 1 : occurrences.count
      if correlation.isMet(count) { Self.add(start...index, count, to: &spans) }
    }
    return spans
  }

  /// Matches of one record lie side by side.
  private static func hasRepeatedRecord(_ matches: [CorrelatedMatch]) -> Bool {
    zip(matches, matches.dropFirst()).contains { $0.record == $1.record }
  }

  private static func remove(_ key: UInt64, from occurrences: inout [UInt64: Int]) {
    let left = (occurrences[key] ?? 1) - 1
    occurrences[key] = left == 0 ? nil : left
  }

  private static func add(
    _ window: ClosedRange<Int>,
    _ count: Int,
    to spans: inout [CorrelatedSpan]
  ) {
    if let last = spans.indices.last, window.lowerBound < spans[last].matches.upperBound {
      spans[last].matches = spans[last].matches.lowerBound..<window.upperBound + 1
      spans[last].peak = max(spans[last].peak, count)
      spans[last].completions.append(window.upperBound)
    } else {
      spans.append(
        CorrelatedSpan(
          matches: window.lowerBound..<window.upperBound + 1,
          peak: count,
          completions: [window.upperBound]
        )
      )
    }
  }

  /// Follows, for each rule, the latest first step of a row that has come as far as it.
  private func orderedSpans(_ matches: [CorrelatedMatch]) -> [CorrelatedSpan] {
    let last = correlation.rules.count - 1
    var starts = [Int?](repeating: nil, count: last + 1)
    var spans: [CorrelatedSpan] = []
    for (index, match) in matches.enumerated() {
      let start = match.rule == 0 ? index : starts[match.rule - 1]
      guard let start,
        match.time - matches[start].time <= correlation.timespanMilliseconds
      else { continue }
      starts[match.rule] = max(start, starts[match.rule] ?? start)
      if match.rule == last { Self.add(start...index, last + 1, to: &spans) }
    }
    return spans
  }
}
