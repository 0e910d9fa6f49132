import Model

/// Compares an endpoint's answers to names that exist with those to names that do not.
///
/// Only requests of one source, close in time, are compared with each other: sources differ in their
/// network, and a server in its load and its version.
struct EndpointTest {
  /// Requests of each side below which nothing is said.
  static let least = 10
  /// Requests of each side from which on the lack of a difference means something.
  static let leastAlike = 50
  /// A stratum ends after so many requests, or once it has spanned an hour with `shortStratum`.
  private static let longStratum = 200
  private static let shortStratum = 20
  private static let hour: Int64 = 3_600_000
  /// Answers rarer than these are taken together.
  private static let mostAnswers = 20

  struct Sample {
    var request: AuditRequest
    var exists: Bool
    var nameLength: Int
  }

  struct Outcome {
    var channel: EndpointAudit.Channel
    var p: Double
    var difference: EndpointAudit.Difference
  }

  private let strata: [[Sample]]
  private var samples: [Sample] { strata.flatMap(\.self) }
  let existing: Int
  let absent: Int

  /// `samples` are in the order of time.
  init(_ samples: [Sample]) {
    var firsts: Set<UInt64> = []
    var bySource: [UInt32: [Sample]] = [:]
    for sample in samples {
      let request = sample.request
      // Later requests on a name may be answered from a cache, and are not new evidence.
      let key = UInt64(request.source) << 32 | UInt64(request.name)
      if firsts.insert(key).inserted { bySource[request.source, default: []].append(sample) }
    }
    strata = bySource.sorted { $0.key < $1.key }.flatMap { Self.cut($0.value) }
      .filter { stratum in Set(stratum.map(\.exists)).count == 2 }
    existing = strata.reduce(0) { $0 + $1.count(where: \.exists) }
    absent = strata.reduce(0) { $0 + $1.count } - existing
  }

  private static func cut(_ samples: [Sample]) -> [[Sample]] {
    var strata: [[Sample]] = []
    for sample in samples {
      let now = sample.request.milliseconds
      if let last = strata.last, let first = last.first,
        last.count < longStratum,
        now - first.request.milliseconds < hour || last.count < shortStratum
      {
        strata[strata.count - 1].append(sample)
      } else {
        strata.append([sample])
      }
    }
    return strata
  }

  var names: Int { Set(samples.filter(\.exists).map(\.request.name)).count }
  var sources: Int { Set(samples.map(\.request.source)).count }

  /// One outcome for each channel that can be tested; none if there is too little to compare.
  func outcomes(_ text: (UInt32) -> String) -> [Outcome] {
    if existing < Self.least || absent < Self.least { return [] }
    return [status(text), length(), time()].compactMap { $0 }
  }

  // MARK: What was answered

  private func status(_ text: (UInt32) -> String) -> Outcome? {
    answers(.status) {
      Int($0.request.status)
    } name: {
      "the answer is \(text(UInt32($0)))"
    }
  }

  /// A page that repeats the name is longer for a long name: the repetition is taken off if that leaves
  /// fewer lengths. Nothing of it depends on who exists.
  private func length() -> Outcome? {
    let measured = strata.map { $0.filter { $0.request.length != nil } }
    let all = measured.flatMap(\.self)
    if all.isEmpty { return nil }
    func rest(_ sample: Sample, _ times: Int) -> Int {
      Int(sample.request.length ?? 0) - times * sample.nameLength
    }
    let times =
      (0...3).min { left, right in
        Set(all.map { rest($0, left) }).count < Set(all.map { rest($0, right) }).count
      } ?? 0
    let counted = EndpointTest(strata: measured)
      .answers(.length) {
        rest($0, times)
      } name: {
        "the body has \($0) bytes"
      }
    var ranks = StratifiedRanks()
    for stratum in measured {
      ranks.add(
        existing: stratum.filter(\.exists).map { Float(rest($0, times)) },
        absent: stratum.filter { !$0.exists }.map { Float(rest($0, times)) }
      )
    }
    guard var outcome = counted else { return nil }
    // Two ways of looking at one thing.
    outcome.p = min(1, 2 * min(outcome.p, ranks.p))
    return outcome
  }

  private init(strata: [[Sample]]) {
    self.strata = strata
    existing = strata.reduce(0) { $0 + $1.count(where: \.exists) }
    absent = strata.reduce(0) { $0 + $1.count } - existing
  }

  /// The most telling of the answers that `key` tells apart.
  private func answers(
    _ channel: EndpointAudit.Channel,
    by key: (Sample) -> Int,
    name: (Int) -> String
  ) -> Outcome? {
    var totals: [Int: Int] = [:]
    for sample in samples { totals[key(sample), default: 0] += 1 }
    let frequent = totals.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
      .prefix(Self.mostAnswers).map(\.key)
    if frequent.isEmpty { return nil }
    let tests = frequent.map { answer in (answer, test { key($0) == answer }) }
    guard let best = tests.min(by: { $0.1.p < $1.1.p }) else { return nil }
    let counts = frequent.map { answer in count { key($0) == answer } }
    let leak = Leak(existing: counts.map(\.existing), absent: counts.map(\.absent))
    let hits = count { key($0) == best.0 }
    let share = ShareDifference(hits.existing, existing, hits.absent, absent)
    return Outcome(
      channel: channel,
      p: min(1, best.1.p * Double(frequent.count)),
      difference: EndpointAudit.Difference(
        channel: channel,
        statement: name(best.0),
        adjustedP: 1,
        effect: share.value,
        low: share.low,
        high: share.high,
        unit: "share of answers",
        bits: leak.bits,
        probesPerName: leak.probesPerName
      )
    )
  }

  private func test(_ isHit: (Sample) -> Bool) -> StratifiedCounts {
    var counts = StratifiedCounts()
    for stratum in strata {
      let hits = stratum.filter(isHit)
      counts.add(
        total: stratum.count,
        hits: hits.count,
        existing: stratum.count(where: \.exists),
        existingHits: hits.count(where: \.exists)
      )
    }
    return counts
  }

  private func count(_ isHit: (Sample) -> Bool) -> (existing: Int, absent: Int) {
    let hits = samples.filter(isHit)
    let existing = hits.count(where: \.exists)
    return (existing, hits.count - existing)
  }

  // MARK: How long it took

  /// Shares of answers above which an answer counts as slow: some oracles work on few requests.
  private static let slowShares = [0.9, 0.95, 0.98]

  private func time() -> Outcome? {
    let measured = EndpointTest(strata: strata.map(Self.beyondUsual))
    let values = measured.samples.compactMap(\.request.latency).sorted()
    guard measured.existing >= Self.least, measured.absent >= Self.least else { return nil }
    var ranks = StratifiedRanks()
    for stratum in measured.strata {
      ranks.add(
        existing: stratum.filter(\.exists).compactMap(\.request.latency),
        absent: stratum.filter { !$0.exists }.compactMap(\.request.latency)
      )
    }
    let limits = Self.slowShares.map {
      values[min(values.count - 1, Int(Double(values.count) * $0))]
    }
    let tails = limits.map { limit in
      (limit, measured.test { ($0.request.latency ?? -.infinity) > limit }.p)
    }
    guard let shift = ranks.shift(), let tail = tails.min(by: { $0.1 < $1.1 }) else { return nil }
    let leak = measured.leak(values)
    let best = min(ranks.p, tail.1)
    var difference = EndpointAudit.Difference(
      channel: .time,
      statement: "answers take longer or shorter",
      adjustedP: 1,
      effect: shift.value,
      low: shift.low,
      high: shift.high,
      unit: "ms",
      bits: leak.bits,
      probesPerName: leak.probesPerName
    )
    if tail.1 < ranks.p {
      let hits = measured.count { ($0.request.latency ?? 0) > tail.0 }
      let share = ShareDifference(hits.existing, measured.existing, hits.absent, measured.absent)
      difference.statement = "answers take more than \(Int(tail.0)) ms beyond what is usual"
      (difference.effect, difference.unit) = (share.value, "share of answers")
      (difference.low, difference.high) = (share.low, share.high)
    }
    let looks = Double(1 + limits.count)
    return Outcome(channel: .time, p: min(1, best * looks), difference: difference)
  }

  /// Times of a stratum as what they are beyond its median: networks differ by more than oracles do.
  private static func beyondUsual(_ stratum: [Sample]) -> [Sample] {
    var measured = stratum.filter { $0.request.latency != nil }
    let sorted = measured.compactMap(\.request.latency).sorted()
    if sorted.isEmpty { return [] }
    let median = sorted[sorted.count / 2]
    for index in measured.indices { measured[index].request.latency? -= median }
    return measured
  }

  private static let timeShares = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98]

  /// From the shares of answers between quantiles of all.
  private func leak(_ sorted: [Float]) -> Leak {
    let limits = Self.timeShares.map {
      sorted[min(sorted.count - 1, Int(Double(sorted.count) * $0))]
    }
    func bin(_ sample: Sample) -> Int {
      limits.firstIndex { (sample.request.latency ?? 0) <= $0 } ?? limits.count
    }
    var (existing, absent) = ([Int](repeating: 0, count: 12), [Int](repeating: 0, count: 12))
    for sample in samples {
      if sample.exists { existing[bin(sample)] += 1 } else { absent[bin(sample)] += 1 }
    }
    return Leak(existing: existing, absent: absent)
  }
}

/// The difference of two shares with an interval of 95 % (Newcombe 1998, method 10).
struct ShareDifference {
  let value: Double
  let low: Double
  let high: Double

  init(_ hits: Int, _ total: Int, _ otherHits: Int, _ otherTotal: Int) {
    let (first, second) = (Double(hits) / Double(total), Double(otherHits) / Double(otherTotal))
    let (a, b) = (Self.wilson(first, Double(total)), Self.wilson(second, Double(otherTotal)))
    value = first - second
    low =
      value
      - ((first - a.low) * (first - a.low) + (b.high - second) * (b.high - second)).squareRoot()
    high =
      value
      + ((a.high - first) * (a.high - first) + (second - b.low) * (second - b.low)).squareRoot()
  }

  private static func wilson(_ share: Double, _ total: Double) -> (low: Double, high: Double) {
    let z = 1.959964
    let center = (share + z * z / (2 * total)) / (1 + z * z / total)
    let half =
      z / (1 + z * z / total)
      * (share * (1 - share) / total + z * z / (4 * total * total)).squareRoot()
    return (center - half, center + half)
  }
}
