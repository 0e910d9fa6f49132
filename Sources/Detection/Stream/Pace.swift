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
  /// - Complexity: O(contacts x reach x rounds), with the fewer rounds the less there is to learn.
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
    for _ in 0..<rounds {
      let before = (pace.mean, pace.shape)
      pace.improve()
      // Each round would be like this one: soon so where the gaps are as of a random process.
      if (pace.mean, pace.shape) == before { break }
    }
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

  /// By contact: the gaps to those within reach before it, the farthest first, with their logarithms. Each
  /// contact has a row of `reach` places, its own gaps at the end.
  private var gaps: [Gap]
  /// The densities of `gaps` beside those of a random process of the same mean, without unruly gaps.
  private var densities: [Double]

  private struct Gap {
    /// In seconds.
    var length = 0.0
    var log = 0.0

    /// Logs that keep whole seconds have gaps of none.
    func atLeast(_ least: Gap) -> Gap {
      Gap(length: max(length, least.length), log: max(log, least.log))
    }
  }

  private init(times: [Double], priors: [Double], mean: Double) {
    self.times = times
    self.mean = mean
    posteriors = priors
    logOdds = priors.map(Self.logOdds)
    gaps = Array(repeating: Gap(), count: times.count * Self.reach)
    densities = Array(repeating: 0, count: gaps.count)
    for place in times.indices {
      for earlier in max(0, place - Self.reach)..<place {
        let gap = times[place] - times[earlier]
        gaps[Self.index(of: earlier, before: place)] = Gap(
          length: gap,
          log: gap > 0 ? log(gap) : -.infinity
        )
      }
    }
  }

  /// The place in `gaps` of the gap between two contacts.
  private static func index(of earlier: Int, before place: Int) -> Int {
    (place + 1) * reach + earlier - place
  }

  private var leastGap: Gap { Gap(length: mean / 1000, log: log(mean / 1000)) }

  /// Gives the gaps their densities, by the mean and the evenness as they stand.
  private mutating func weigh() {
    let (scale, least) = (mean / shape, leastGap)
    let constant = log(mean) - shape * log(scale) - lgamma(shape)
    for place in times.indices {
      let end = (place + 1) * Self.reach
      for index in end - min(place, Self.reach)..<end {
        let gap = gaps[index].atLeast(least)
        let density = (shape - 1) * gap.log - gap.length / scale + gap.length / mean + constant
        densities[index] = (1 - Self.unruly) * exp(min(density, 50))
      }
    }
  }

  private mutating func improve() {
    weigh()
    let forward = forwardSums()
    let backward = backwardSums()
    var all = ScaledSum()
    all.add(1, exponent: 0)
    for sum in forward { all.add(sum.value, exponent: sum.exponent) }
    posteriors = times.indices.map { place in
      min(1, exp(forward[place].logarithm + backward[place].logarithm - all.logarithm))
    }
    logLikelihood = logOdds.reduce(all.logarithm) { $0 - log1p(exp($1)) }
    learn(forward, backward, all.logarithm)
  }

  /// By contact: the sum over all subsets that end with it.
  private func forwardSums() -> [ScaledSum] {
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
      for number in start..<place {
        let whole = densities[Self.index(of: number, before: place)] + Self.unruly
        sum.add(sums[number].value * whole, exponent: sums[number].exponent)
      }
      sums.append(sum.times(logOdds[place]))
    }
    return sums
  }

  /// By contact: the sum over all subsets that go on from it.
  private func backwardSums() -> [ScaledSum] {
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
        let whole = densities[Self.index(of: place, before: later)] + Self.unruly
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
    _ all: Double
  ) {
    var (total, sum, logs) = (0.0, 0.0, 0.0)
    let least = leastGap
    for place in times.indices {
      let start = max(0, place - Self.reach)
      let onward = logOdds[place] + backward[place].logarithm - all
      var (exponent, factor) = (forward[start].exponent, exp(onward + forward[start].logScale))
      for number in start..<place {
        let (earlier, index) = (forward[number], Self.index(of: number, before: place))
        let gap = gaps[index].atLeast(least)
        if earlier.exponent != exponent {
          (exponent, factor) = (earlier.exponent, exp(onward + earlier.logScale))
        }
        let chance = earlier.value * densities[index] * factor
        total += chance
        sum += chance * gap.length
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
