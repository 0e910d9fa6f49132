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

  private struct Grouped {
    var matches: [CorrelatedMatch] = []
    var records: [RuleMatch] = []
  }

  private struct Place: Hashable {
    var segment: UInt32
    var offset: UInt32
  }

  /// `inputs` are the matches of the correlation's rules, in their order.
  package init(_ correlation: Correlation, inputs: [MatchList]) {
    self.correlation = correlation
    completions = MatchList(fields: correlation.groupBy)
    var groups: [[UInt32]: Grouped] = [:]
    var values = ValueTable()
    for (rule, list) in inputs.enumerated() { add(list, rule: rule, to: &groups, &values) }
    for (group, grouped) in groups.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      addResults(of: group, grouped)
    }
    results.sort { ($0.firstTime, $0.lastTime) < ($1.firstTime, $1.lastTime) }
    completions = completions.sorted()
  }

  /// Several counted fields are one value.
  private struct ValueTable {
    private var numbers: [[UInt32]: UInt32] = [:]

    mutating func number(_ values: [UInt32]) -> UInt32 {
      if values.count == 1 { return values[0] }
      if let known = numbers[values] { return known }
      numbers[values] = UInt32(numbers.count)
      return UInt32(numbers.count - 1)
    }
  }

  private mutating func add(
    _ list: MatchList,
    rule: Int,
    to groups: inout [[UInt32]: Grouped],
    _ values: inout ValueTable
  ) {
    let name = correlation.rules[rule]
    func columns(_ fields: [String]) -> [Int?] {
      fields.map { list.fields.firstIndex(of: correlation.field($0, of: name)) }
    }
    let (groupColumns, valueColumns) = (columns(correlation.groupBy), columns(correlation.fields))
    for (index, match) in list.matches.enumerated() {
      func read(_ columns: [Int?]) -> [UInt32]? {
        let read = columns.map { $0.map { list.capture($0, of: index) } ?? MatchList.none }
        return read.contains(MatchList.none) ? nil : read
      }
      guard let time = match.time, let group = read(groupColumns), let value = read(valueColumns)
      else {
        unplaced += 1
        continue
      }
      groups[group, default: Grouped()].matches.append(
        CorrelatedMatch(
          time: time,
          rule: rule,
          value: values.number(value),
          record: groups[group]?.records.count ?? 0
        )
      )
      groups[group]?.records.append(match)
    }
  }

  private mutating func addResults(of group: [UInt32], _ grouped: Grouped) {
    // One record is one place, whichever of its rules came first.
    var recordNumbers: [Place: Int] = [:]
    let order = grouped.records.indices.sorted {
      let (left, right) = (grouped.records[$0], grouped.records[$1])
      return (left.segment, left.offset) < (right.segment, right.offset)
    }
    for index in order {
      let record = grouped.records[index]
      let place = Place(segment: record.segment, offset: record.offset)
      if recordNumbers[place] == nil { recordNumbers[place] = recordNumbers.count }
    }
    var matches: [(match: CorrelatedMatch, record: RuleMatch)] = []
    for match in grouped.matches {
      let record = grouped.records[match.record]
      let place = Place(segment: record.segment, offset: record.offset)
      var match = match
      match.record = recordNumbers[place] ?? 0
      matches.append((match, record))
    }
    matches.sort { SlidingWindow.precedes($0.match, $1.match) }
    let records = matches.map(\.record)
    for span in SlidingWindow(correlation).spans(of: matches.map(\.match)) {
      add(span, of: group, records)
    }
  }

  private mutating func add(_ span: CorrelatedSpan, of group: [UInt32], _ records: [RuleMatch]) {
    let inside = Array(records[span.matches])
    guard let first = inside.first?.time, let last = inside.last?.time else { return }
    results.append(
      CorrelationResult(
        group: group,
        firstTime: first,
        lastTime: last,
        peak: span.peak,
        matches: inside
      )
    )
    for index in span.completions { completions.append(records[index], captures: group) }
  }
}
