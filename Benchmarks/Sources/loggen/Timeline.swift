// Time runs in seconds. Each second has a quota of bytes, from the busyness of its hour, and ordinary
// visits are made until it is used up; planted enumerators keep their own timetable beside that.
// New sources arrive evenly over the file, so that exactly the wanted number has come by its end.

/// Writes one log of `byteCount` bytes, up to the line that passes it.
///
/// - Returns: the planted enumerators, with what they tried.
/// - Throws: `LoggenError` if so many sources do not fit in so few bytes.
func generate<Format: LogFormat>(
  _ type: Format.Type,
  options: Options,
  addresses: SourceAddresses,
  sink: inout ByteSink
) throws(LoggenError) -> [Enumerator] {
  let target = options.byteCount
  var random = SeededRandom(seed: options.seed)
  let span = Format.days * 86400
  let curve = ByteCurve(type, byteCount: target)
  // A twelfth of the log, so that the enumerators stay hidden in it.
  var enumerators = Enumerator.plan(
    span: span,
    attempts: target / 12 / Format.bytesPerVisit,
    random: &random
  )
  let smallest = enumerators.count + SourceArrivals.regularCount
  guard options.sources > smallest, options.sources * Format.bytesPerVisit < target else {
    throw LoggenError(
      "--sources must be above \(smallest) and leave \(Format.bytesPerVisit) bytes for each"
    )
  }
  var arrivals = SourceArrivals(
    first: enumerators.count,
    last: options.sources,
    byteCount: target,
    regularPerMille: Format.regularVisitsPerMille
  )
  var format = Format(addresses: addresses, seed: options.seed)

  for second in 0..<span {
    format.begin(second: second, sink: &sink)
    tryDueNames(&enumerators, second: second, format: &format, sink: &sink, random: &random)
    let quota = curve.quota(after: second)
    while sink.byteCount < quota {
      let source = arrivals.next(byteCount: sink.byteCount, random: &random)
      format.visit(source: source, isRegular: arrivals.isRegular(source), sink: &sink)
    }
  }
  sink.flush()
  precondition(
    arrivals.isComplete && enumerators.allSatisfy(\.isDone),
    "the plan did not fit the log"
  )
  return enumerators
}

private func tryDueNames<Format: LogFormat>(
  _ enumerators: inout [Enumerator],
  second: Int,
  format: inout Format,
  sink: inout ByteSink,
  random: inout SeededRandom
) {
  for index in enumerators.indices where enumerators[index].due <= second {
    format.guess(by: enumerators[index], sink: &sink)
    // A tenth either way: people and scripts are not clocks.
    let tenth = enumerators[index].gap / 10
    enumerators[index].advance(jitter: random.pick(2 * tenth + 1) - tenth)
  }
}

/// How many bytes are due by each second.
private struct ByteCurve {
  /// Bytes due at the start of each hour, and at the end of the last.
  private let dueByHour: [Int]

  init<Format: LogFormat>(_ type: Format.Type, byteCount: Int) {
    let hours = Format.days * 24
    let weights = (0..<hours).map { Format.weight(hour: $0 % 24, weekday: $0 / 24 % 7) }
    let total = weights.reduce(0, +)
    var sum = 0
    var due = [0]
    for weight in weights {
      sum += weight
      due.append(byteCount * sum / total)
    }
    dueByHour = due
  }

  func quota(after second: Int) -> Int {
    let hour = second / 3600
    let whole = dueByHour[hour + 1] - dueByHour[hour]
    return dueByHour[hour] + whole * (second % 3600 + 1) / 3600
  }
}

/// Which ordinary source comes next.
private struct SourceArrivals {
  static let regularCount = 12
  /// Visitors stay around until so many others have come.
  private static let recentCount = 2000

  private let first: Int
  private let last: Int
  private let bytesForAll: Int
  private let regularPerMille: Int
  private var known = 0

  /// Sources `first..<last` come within `byteCount` bytes.
  init(first: Int, last: Int, byteCount: Int, regularPerMille: Int) {
    self.first = first
    self.last = last
    self.regularPerMille = regularPerMille
    // The rest is for the last source's own visit.
    bytesForAll = byteCount - byteCount / 50
  }

  var isComplete: Bool { first + known == last }

  func isRegular(_ source: Int) -> Bool {
    source - first < Self.regularCount
  }

  mutating func next(byteCount: Int, random: inout SeededRandom) -> Int {
    let due = min(last - first, (last - first) * byteCount / bytesForAll + 1)
    if known < due {
      known += 1
      return first + known - 1
    }
    if random.chance(regularPerMille) { return first + random.pick(min(known, Self.regularCount)) }
    if random.chance(600) { return first + known - 1 - random.pick(min(known, Self.recentCount)) }
    return first + random.skewedPick(known)
  }
}
