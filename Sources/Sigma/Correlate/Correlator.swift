/// A correlation that came true for one group.
package struct CorrelationResult: Sendable {
  /// Interned values of the fields of `group-by`.
  package var group: [UInt32]
  package var firstTime: Int64
  package var lastTime: Int64
  package var peak: Int
  package var matches: [RuleMatch]
}

/// Brings the matches of rules together as a correlation asks.
package struct Correlator: Sendable {
  private let correlation: Correlation

  package private(set) var results: [CorrelationResult] = []
  /// The moments at which the condition was met, for correlations of this one.
  package private(set) var completions: MatchList
  /// Matches that no window can hold, because a field of the group or the time is missing.
  package private(set) var unplaced = 0

  /// `inputs` are the matches of the correlation's rules, in their order.
  package init(_ correlation: Correlation, inputs: [MatchList]) {
    self.correlation = correlation
    completions = MatchList(fields: correlation.groupBy)
    var groups = GroupedMatches(correlation)
    for (rule, list) in inputs.enumerated() { unplaced += groups.add(list, rule: rule) }
    groups.forEachInOrder(inputs) { group, matches, records in
      addResults(of: group, matches, records)
    }
    results.sort { ($0.firstTime, $0.lastTime) < ($1.firstTime, $1.lastTime) }
    completions = completions.sorted()
  }

  /// `records` are those of `matches`.
  private mutating func addResults(
    of group: [UInt32],
    _ matches: [CorrelatedMatch],
    _ records: (Int) -> RuleMatch
  ) {
    for span in SlidingWindow(correlation).spans(of: matches) {
      results.append(
        CorrelationResult(
          group: group,
          firstTime: matches[span.matches.lowerBound].time,
          lastTime: matches[span.matches.upperBound - 1].time,
          peak: span.peak,
          matches: span.matches.map(records)
        )
      )
      for index in span.completions { completions.append(records(index), captures: group) }
    }
  }
}
