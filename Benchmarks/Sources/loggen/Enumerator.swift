/// A source planted in the log that tries one account name after another.
struct Enumerator {
  /// How it spreads its attempts.
  enum Pace: String, CaseIterable {
    /// Names seconds apart.
    case burst
    /// Names minutes apart.
    case steady
    /// One of several addresses that share one list, each under most thresholds.
    case pooled
    /// Names an hour or more apart.
    case slow
  }

  let source: Int
  let pace: Pace
  let names: Int
  let gap: Int
  private(set) var tried = 0
  private(set) var due: Int

  /// Nothing is due after the last name.
  var isDone: Bool { tried == names }

  mutating func advance(jitter: Int) {
    tried += 1
    due = isDone ? .max : due + max(1, gap + jitter)
  }

  /// The enumerators of one log, in source order; source 0 is the first.
  ///
  /// `span` is the log's length in seconds; `attempts` is about how many attempts all of them may make together,
  /// so that small logs get shorter lists.
  static func plan(span: Int, attempts: Int, random: inout SeededRandom) -> [Enumerator] {
    let wanted: [(pace: Pace, count: Int, names: ClosedRange<Int>, gap: ClosedRange<Int>)] = [
      (.burst, 5, 300...1500, 1...4),
      (.steady, 6, 100...400, 60...300),
      (.pooled, 16, 10...20, 1200...3600),
      (.slow, 8, 20...60, 3600...14400),
    ]
    let usual = wanted.reduce(0) { $0 + $1.count * ($1.names.lowerBound + $1.names.upperBound) / 2 }
    var plan: [Enumerator] = []
    for row in wanted {
      for _ in 0..<row.count {
        let full = row.names.lowerBound + random.pick(row.names.count)
        let names = attempts >= usual ? full : max(5, full * attempts / usual)
        // At most nine tenths of the log, so that jitter does not push the last names out of it.
        let gap = min(row.gap.lowerBound + random.pick(row.gap.count), span * 8 / 10 / names)
        let start = random.pick(max(1, span * 9 / 10 - gap * names))
        plan.append(
          Enumerator(source: plan.count, pace: row.pace, names: names, gap: gap, due: start)
        )
      }
    }
    return plan
  }

  private init(source: Int, pace: Pace, names: Int, gap: Int, due: Int) {
    self.source = source
    self.pace = pace
    self.names = names
    self.gap = gap
    self.due = due
  }
}

extension Enumerator {
  /// Writes what was planted: address, distinct names, pace; tab-separated, with a heading.
  static func write(_ plan: [Enumerator], addresses: SourceAddresses, to sink: inout ByteSink) {
    sink.append("address\tnames\tpace\n")
    for enumerator in plan {
      addresses.append(enumerator.source, to: &sink)
      sink.append("\t")
      sink.append(decimal: enumerator.tried)
      sink.append("\t")
      for byte in enumerator.pace.rawValue.utf8 { sink.append(byte: byte) }
      sink.append("\n")
    }
    sink.flush()
  }
}
