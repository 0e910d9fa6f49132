// Does a contact keep the pace of the list?
//
// Whoever works off one list from many addresses has one clock: the gaps between his probes are more even than
// those of a random process. A contact that comes too soon behind one probe and before the next is somebody
// else's, and one that fills a double gap is his. The list is a renewal process with gamma gaps, whose mean and
// evenness are found by expectation-maximisation; every contact is in it or not, and what speaks for it otherwise
// is its prior odds. Sums over all subsets are made forward and backward, as in a hidden Markov model (Baum 1972).
// Where the gaps are as of a random process the pace says nothing, and the posteriors stay as they were.

import Glibc
import Model

struct Pace {
  /// Share of gaps that follow no pace: a pause, a restart, a probe that left no line.
  private static let unruly = 0.1
  /// The greatest evenness that is believed in: gaps with a standard deviation of two fifths of their mean.
  private static let mostShape = 6.0
  private static let rounds = 8
  /// Contacts that one gap may pass over; farther ones count as unruly.
  private static let reach = 48
  /// More contacts than that are left as they are.
  private static let mostContacts = 5_000
  /// No contact is surer than that before the pace is looked at.
  private static let mostLogOdds = 9.0

  /// The posteriors of contacts at `times` (seconds, in order) that had the chances `priors`.
  /// - Complexity: O(contacts x reach x rounds).
  static func posteriors(_ priors: [Double], at times: [Double]) -> [Double] {
    learned(priors, at: times)?.posteriors ?? priors
  }

  /// The same where `isDoubtful` marks contacts that may be the list's or somebody else's as a whole, whatever
  /// each looks like: those that hit. Somebody else's come between its probes as they come; its own make its
  /// pace more even. The pace is learned with them, with half of them and without, and each is believed as well
  /// as it explains all of the times.
  static func posteriors(
    _ priors: [Double],
    at times: [Double],
    isDoubtful: [Bool]
  ) -> [Double] {
    guard isDoubtful.contains(true), let whole = learned(priors, at: times) else {
      return posteriors(priors, at: times)
    }
    let doubted = doubts.compactMap { doubt in
      let less = zip(priors, isDoubtful).map { prior, isDoubtful in
        isDoubtful ? 1 / (1 + exp(-logOdds(of: prior) + doubt)) : prior
      }
      return learned(less, at: times)
    }
    let paces = [(whole, 1 - doubtShare)] + doubted.map { ($0, doubtShare / Double(doubts.count)) }
    let greatest = paces.map(\.0.logLikelihood).max() ?? 0
    let weights = paces.map { $1 * exp($0.logLikelihood - greatest) }
    let total = weights.reduce(0, +)
    return priors.indices.map { place in
      zip(paces, weights).reduce(0) { $0 + $1.0.0.posteriors[place] * $1.1 } / total
    }
  }

  /// By so much the log odds of doubtful contacts are taken down, and the chance that they should be at all.
  private static let doubts = [4.0, 8.0]
  private static let doubtShare = 0.002

  private static func learned(_ priors: [Double], at times: [Double]) -> Pace? {
    let expected = priors.reduce(0, +)
    guard priors.count <= mostContacts, expected >= 8, let first = times.first,
      let last = times.last, last > first
    else { return nil }
    var pace = Pace(times: times, priors: priors, mean: (last - first) / expected)
    for _ in 0..<rounds { pace.improve() }
    return pace
  }

  private static func logOdds(of prior: Double) -> Double {
    min(max(log(max(prior, 1e-9) / max(1 - prior, 1e-9)), -mostLogOdds), mostLogOdds)
  }

  private let times: [Double]
  private let logOdds: [Double]
  private var mean: Double
  private var shape = 1.5
  private var posteriors: [Double]
  /// Natural logarithm of the chance of all times, beside that of random ones.
  private var logLikelihood = 0.0

  /// By contact: the gaps to those within reach before it, the farthest first, with their logarithms.
  private let gaps: [[Gap]]

  private struct Gap {
    var gap: Double
    var log: Double
    /// The density beside that of a random process of the same mean, with and without unruly gaps.
    var whole = 0.0
    var ofPace = 0.0
  }

  private init(times: [Double], priors: [Double], mean: Double) {
    self.times = times
    self.mean = mean
    posteriors = priors
    logOdds = priors.map(Self.logOdds)
    gaps = times.indices.map { place in
      (max(0, place - Self.reach)..<place).map { earlier in
        let gap = times[place] - times[earlier]
        return Gap(gap: gap, log: gap > 0 ? log(gap) : -.infinity)
      }
    }
  }

  /// The gaps with their densities, by the mean and the evenness as they stand.
  private func weighed() -> [[Gap]] {
    let scale = mean / shape
    // Logs that keep whole seconds have gaps of none.
    let (least, logLeast) = (mean / 1000, log(mean / 1000))
    let constant = log(mean) - shape * log(scale) - lgamma(shape)
    return gaps.map { row in
      row.map { gap in
        var gap = Gap(gap: max(gap.gap, least), log: max(gap.log, logLeast))
        let density = (shape - 1) * gap.log - gap.gap / scale + gap.gap / mean + constant
        gap.ofPace = (1 - Self.unruly) * exp(min(density, 50))
        gap.whole = gap.ofPace + Self.unruly
        return gap
      }
    }
  }

  private mutating func improve() {
    let gaps = weighed()
    let forward = forwardSums(gaps)
    let backward = backwardSums(gaps)
    var all = ScaledSum()
    all.add(1, exponent: 0)
    for sum in forward { all.add(sum.value, exponent: sum.exponent) }
    posteriors = times.indices.map { place in
      min(1, exp(forward[place].logarithm + backward[place].logarithm - all.logarithm))
    }
    logLikelihood = logOdds.reduce(all.logarithm) { $0 - log1p(exp($1)) }
    learn(forward, backward, gaps, all.logarithm)
  }

  /// By contact: the sum over all subsets that end with it.
  private func forwardSums(_ gaps: [[Gap]]) -> [ScaledSum] {
    var sums: [ScaledSum] = []
    sums.reserveCapacity(times.count)
    // The sum over all that lies farther back than `reach`.
    var far = ScaledSum()
    for place in times.indices {
      let start = max(0, place - Self.reach)
      if start > 0 { far.add(sums[start - 1].value, exponent: sums[start - 1].exponent) }
      var sum = ScaledSum()
      sum.add(1, exponent: 0)
      sum.add(far.value * Self.unruly, exponent: far.exponent)
      for (number, gap) in gaps[place].enumerated() {
        let earlier = sums[start + number]
        sum.add(earlier.value * gap.whole, exponent: earlier.exponent)
      }
      sums.append(sum.times(logOdds[place]))
    }
    return sums
  }

  /// By contact: the sum over all subsets that go on from it.
  private func backwardSums(_ gaps: [[Gap]]) -> [ScaledSum] {
    var sums = [ScaledSum](repeating: ScaledSum(), count: times.count)
    // Those of later contacts with their own odds.
    var onward = sums
    var far = ScaledSum()
    for place in times.indices.reversed() {
      let end = min(times.count - 1, place + Self.reach)
      if end + 1 < times.count {
        far.add(onward[end + 1].value, exponent: onward[end + 1].exponent)
      }
      var sum = ScaledSum()
      sum.add(1, exponent: 0)
      sum.add(far.value * Self.unruly, exponent: far.exponent)
      for later in place + 1..<end + 1 {
        let whole = gaps[later][place - max(0, later - Self.reach)].whole
        sum.add(onward[later].value * whole, exponent: onward[later].exponent)
      }
      sums[place] = sum
      onward[place] = sum.times(logOdds[place])
    }
    return sums
  }

  /// The mean and the evenness of the gaps, by how sure each is one.
  private mutating func learn(
    _ forward: [ScaledSum],
    _ backward: [ScaledSum],
    _ gaps: [[Gap]],
    _ all: Double
  ) {
    var (total, sum, logs) = (0.0, 0.0, 0.0)
    for place in times.indices {
      let start = max(0, place - Self.reach)
      let onward = logOdds[place] + backward[place].logarithm - all
      var (exponent, factor) = (forward[start].exponent, exp(onward + forward[start].logScale))
      for (number, gap) in gaps[place].enumerated() {
        let earlier = forward[start + number]
        if earlier.exponent != exponent {
          (exponent, factor) = (earlier.exponent, exp(onward + earlier.logScale))
        }
        let chance = earlier.value * gap.ofPace * factor
        total += chance
        sum += chance * gap.gap
        logs += chance * gap.log
      }
    }
    guard total >= 4 else { return }
    mean = sum / total
    // Minka's approximation of the gamma distribution's shape.
    let spread = max(log(mean) - logs / total, 1e-3)
    let root = ((spread - 3) * (spread - 3) + 24 * spread).squareRoot()
    shape = min(max((3 - spread + root) / (12 * spread), 1), Self.mostShape)
  }
}

/// A sum of positive numbers that may be far out of a number's range: `value` times 2^(512 `exponent`).
private struct ScaledSum {
  private static let step = 0x1p512
  private static let logStep = 512 * log(2.0)

  private(set) var value = 0.0
  private(set) var exponent = 0

  var logScale: Double { Double(exponent) * Self.logStep }
  var logarithm: Double { log(value) + logScale }

  /// Adds `more` times 2^(512 `exponent`). What is smaller by more than that is nothing.
  mutating func add(_ more: Double, exponent other: Int) {
    if other == exponent {
      value += more
    } else if other > exponent {
      value = more + (other == exponent + 1 ? value / Self.step : 0)
      exponent = other
    } else if other == exponent - 1 {
      value += more / Self.step
    }
    if value > Self.step {
      value /= Self.step
      exponent += 1
    }
  }

  /// The sum times e^`logFactor`, a factor of some thousands at most.
  func times(_ logFactor: Double) -> ScaledSum {
    var product = ScaledSum()
    product.add(value * exp(logFactor), exponent: exponent)
    return product
  }
}

extension Attempt {
  /// Seconds since 1970.
  var moment: Double { Double(seconds) + Double(milliseconds) / 1000 }
}
