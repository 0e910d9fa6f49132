/// A record for which a rule is true, and where it lies.
package struct RuleMatch: Sendable {
  /// Milliseconds since 1970 UTC; `nil` if the record tells no time.
  package var time: Int64?
  package var segment: UInt32
  package var offset: UInt32
  package var length: UInt32

  package init(time: Int64?, segment: UInt32, offset: UInt32, length: UInt32) {
    self.time = time
    self.segment = segment
    self.offset = offset
    self.length = length
  }
}

/// The matches of one rule, with the values of the fields that correlations ask for.
package struct MatchList: Sendable {
  /// The number that stands for a field without a value.
  package static let none = UInt32.max

  package private(set) var matches: [RuleMatch] = []
  /// The captured fields, in the order of `captures`.
  package let fields: [String]
  /// `fields.count` interned values a match.
  package private(set) var captures: [UInt32] = []

  package init(fields: [String]) {
    self.fields = fields
  }

  package mutating func append(_ match: RuleMatch, captures values: some Sequence<UInt32>) {
    matches.append(match)
    captures.append(contentsOf: values)
  }

  /// Adds another worker's matches; `numbers` are the new numbers of its values.
  package mutating func append(_ other: MatchList, numbers: [UInt32]) {
    matches += other.matches
    captures += other.captures.map { $0 == Self.none ? $0 : numbers[Int($0)] }
  }

  /// Replaces each time that there is, given the segment of its match.
  package mutating func changeTimes(_ change: (Int64, UInt32) -> Int64) {
    for index in matches.indices {
      matches[index].time = matches[index].time.map { change($0, matches[index].segment) }
    }
  }

  package func capture(_ field: Int, of match: Int) -> UInt32 {
    captures[match * fields.count + field]
  }

  /// In the order of time, then of place; matches without a time stand first.
  package func sorted() -> MatchList {
    if zip(matches, matches.dropFirst()).allSatisfy({ !Self.precedes($1, $0) }) { return self }
    let order = matches.indices.sorted { left, right in
      Self.precedes(matches[left], matches[right])
    }
    var list = MatchList(fields: fields)
    for index in order {
      let start = index * fields.count
      list.append(matches[index], captures: captures[start..<start + fields.count])
    }
    return list
  }

  private static func precedes(_ left: RuleMatch, _ right: RuleMatch) -> Bool {
    if left.time != right.time { return left.time ?? .min < right.time ?? .min }
    return (left.segment, left.offset) < (right.segment, right.offset)
  }
}
