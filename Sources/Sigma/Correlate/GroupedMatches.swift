/// The matches of a correlation's rules by the values that it groups by.
struct GroupedMatches {
  /// A match, and where it stands in its rule's list.
  private struct Entry {
    var match: CorrelatedMatch
    var index: UInt32
  }

  private struct Group {
    var key: [UInt32]
    var entries: [Entry] = []
    /// The place of the last record, in the order of segments and offsets.
    var lastPlace: UInt64 = 0
    /// Whether times never go back and each record stands behind the one before.
    var isInOrder = true

    mutating func add(_ entry: Entry, at place: UInt64) {
      if let last = entries.last, entry.match.time < last.match.time || place <= lastPlace {
        isInOrder = false
      }
      lastPlace = place
      entries.append(entry)
    }
  }

  private let correlation: Correlation
  private var groups: [Group] = []
  private var groupNumbers: [[UInt32]: Int] = [:]
  /// The group of each value, where there is one field to group by: interned values are small numbers.
  private var groupsOfValue: [Int32] = []
  /// Several counted fields are one value.
  private var valueNumbers: [[UInt32]: UInt32] = [:]

  init(_ correlation: Correlation) {
    self.correlation = correlation
  }

  /// How many matches have no time, or no value for one of the fields.
  mutating func add(_ list: MatchList, rule: Int) -> Int {
    let name = correlation.rules[rule]
    func columns(_ fields: [String]) -> [Int?] {
      fields.map { list.fields.firstIndex(of: correlation.field($0, of: name)) }
    }
    let (groupColumns, valueColumns) = (columns(correlation.groupBy), columns(correlation.fields))
    var unplaced = 0
    for (index, match) in list.matches.enumerated() {
      guard let time = match.time,
        let group = groupNumber(list, index, groupColumns),
        let value = valueNumber(list, index, valueColumns)
      else {
        unplaced += 1
        continue
      }
      let correlated = CorrelatedMatch(time: time, rule: rule, value: value, record: 0)
      groups[group].add(Entry(match: correlated, index: UInt32(index)), at: Self.place(of: match))
    }
    return unplaced
  }

  private static func place(of match: RuleMatch) -> UInt64 {
    UInt64(match.segment) << 32 | UInt64(match.offset)
  }

  /// `nil` if a value is missing.
  private mutating func groupNumber(_ list: MatchList, _ index: Int, _ columns: [Int?]) -> Int? {
    if columns.count == 1, let column = columns[0] {
      let value = list.capture(column, of: index)
      if value == MatchList.none { return nil }
      while groupsOfValue.count <= Int(value) { groupsOfValue.append(-1) }
      if groupsOfValue[Int(value)] < 0 {
        groupsOfValue[Int(value)] = Int32(groups.count)
        groups.append(Group(key: [value]))
      }
      return Int(groupsOfValue[Int(value)])
    }
    guard let key = Self.values(list, index, columns) else { return nil }
    if let known = groupNumbers[key] { return known }
    groupNumbers[key] = groups.count
    groups.append(Group(key: key))
    return groups.count - 1
  }

  private mutating func valueNumber(
    _ list: MatchList,
    _ index: Int,
    _ columns: [Int?]
  ) -> UInt32? {
    if columns.isEmpty { return 0 }
    if columns.count == 1, let column = columns[0] {
      let value = list.capture(column, of: index)
      return value == MatchList.none ? nil : value
    }
    guard let values = Self.values(list, index, columns) else { return nil }
    if let known = valueNumbers[values] { return known }
    valueNumbers[values] = UInt32(valueNumbers.count)
    return UInt32(valueNumbers.count - 1)
  }

  private static func values(_ list: MatchList, _ index: Int, _ columns: [Int?]) -> [UInt32]? {
    let values = columns.map { $0.map { list.capture($0, of: index) } ?? MatchList.none }
    return values.contains(MatchList.none) ? nil : values
  }

  /// Shows each group with its matches in the order that windows want, and the record of each by its
  /// index. Groups are in the order of their values.
  func forEachInOrder(
    _ inputs: [MatchList],
    _ body: ([UInt32], [CorrelatedMatch], (Int) -> RuleMatch) -> Void
  ) {
    for group in groups.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let entries = group.isInOrder ? Self.numbered(group.entries) : Self.ordered(group, inputs)
      body(group.key, entries.map(\.match)) { place in
        inputs[entries[place].match.rule].matches[Int(entries[place].index)]
      }
    }
  }

  /// Entries that are in order, each of another record.
  private static func numbered(_ entries: [Entry]) -> [Entry] {
    var entries = entries
    for index in entries.indices { entries[index].match.record = index }
    return entries
  }

  /// One record has one number, whichever of its rules came first.
  private static func ordered(_ group: Group, _ inputs: [MatchList]) -> [Entry] {
    var entries = group.entries
    let places = entries.map { place(of: inputs[$0.match.rule].matches[Int($0.index)]) }
    var (record, last): (Int, UInt64?) = (-1, nil)
    for index in entries.indices.sorted(by: { places[$0] < places[$1] }) {
      if places[index] != last { record += 1 }
      last = places[index]
      entries[index].match.record = record
    }
    entries.sort { SlidingWindow.precedes($0.match, $1.match) }
    return entries
  }
}
