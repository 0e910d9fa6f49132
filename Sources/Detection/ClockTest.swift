// Does one clock set the times at which the names are asked for?
//
// Honest first contacts come when people do: at random, and in bursts. Whoever works off a list by program asks
// at a pace of its own. Against gaps that are exponential with an unknown mean, the next gap after n gaps that
// sum up to S has the density n S^n / (S + g)^(n+1), whatever the mean is; a clock's gaps are gamma with a
// shape well above one, so that the next has a density of the same make (a beta prime). The ratio of the two, step by
// step, is a test martingale. Gaps that come in bursts lie closer to none and farther out than random ones, and
// only speak against a clock the more.
//
// Honest programs have clocks too, so the pace never accuses by itself: see `ListManner`.

import Glibc

package struct ClockTest: Sendable {
  /// Base-10 logarithm at which the test is stopped.
  static let cap = 3.0
  /// How even a clock may be: the shape of its gaps, whose spread is one over its root.
  private static let shapes: SIMD4<Double> = [3, 8, 20, 60]
  /// Share of gaps that are no clock's: somebody pauses, or a probe between two was no probe.
  private static let unruly = 0.05
  /// Base-10 logarithm at which a new start is made: a clock may begin late.
  private static let restartLevel = -1.0
  /// Gaps after which the test is stopped, and starts: what has no clock until then has none.
  private static let mostGaps = 512
  private static let mostStarts = 16
  /// A mean gap of so many units of the log's time is needed to tell an even pace from rounding.
  private static let fewestUnits = 4.0

  /// Gaps, in number and in seconds.
  private struct Gaps {
    var count = 0
    var sum = 0.0

    mutating func add(_ gap: Double) {
      count += 1
      sum += gap
    }
  }

  /// The gaps since the start.
  private var gaps = Gaps()
  private var last: Double?
  /// Logs keep whole seconds until a time shows that this one does not.
  private var unit = 1.0
  private var weights = SIMD4<Double>(repeating: 0.25)
  private var gapCount = 0
  private var starts = 1
  /// Base-10 logarithm of the run at hand, without the weight of its start.
  private var runLog10E = 0.0
  package private(set) var isStopped = false

  package init() {}

  /// Base-10 logarithm of the e-value of the pace alone.
  package var log10E: Double { runLog10E + log10StartWeight(starts) }

  /// Whether the clock is beyond doubt.
  package var isSteady: Bool { log10E >= Self.cap }

  /// Adds the next time in seconds since 1970, none earlier than the last.
  /// - Complexity: O(1).
  package mutating func add(_ time: Double) {
    if isStopped { return }
    defer {
      last = time
      if time != time.rounded(.down) { unit = 0.001 }
    }
    guard let last else { return }
    let gap = max(time - last, unit / 2)
    gapCount += 1
    if gaps.count > 0, gaps.sum >= Self.fewestUnits * unit * Double(gaps.count) { weigh(gap) }
    gaps.add(gap)
    if log10E >= Self.cap || gapCount == Self.mostGaps { isStopped = true }
    if runLog10E < Self.restartLevel { restart() }
  }

  /// Adds what `gap` says.
  private mutating func weigh(_ gap: Double) {
    let count = Double(gaps.count)
    let part = log(gap / gaps.sum)
    let whole = log1p(gap / gaps.sum)
    let random = log(count) - (count + 1) * whole
    var total = 0.0
    for place in 0..<Self.shapes.scalarCount {
      let shape = Self.shapes[place]
      let even = (shape - 1) * part - shape * (count + 1) * whole - Self.logBeta[gaps.count][place]
      weights[place] *= (1 - Self.unruly) * exp(even - random) + Self.unruly
      total += weights[place]
    }
    weights /= total
    runLog10E += log10(total)
  }

  private mutating func restart() {
    (gaps, runLog10E) = (Gaps(), 0)
    weights = SIMD4(repeating: 0.25)
    starts += 1
    if starts > Self.mostStarts { isStopped = true }
  }

  /// Logarithms of B(shape, shape n) for each shape, by n.
  private static let logBeta = (0...mostGaps).map { count in
    var row = SIMD4<Double>()
    for place in 0..<shapes.scalarCount {
      let (shape, rest) = (shapes[place], shapes[place] * Double(max(count, 1)))
      row[place] = lgamma(shape) + lgamma(rest) - lgamma(shape + rest)
    }
    return row
  }
}
