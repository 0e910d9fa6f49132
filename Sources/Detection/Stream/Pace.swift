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
    let expected = priors.reduce(0, +)
    guard priors.count <= mostContacts, expected >= 8, let first = times.first,
      let last = times.last, last > first
    else { return priors }
    var pace = Pace(times: times, priors: priors, mean: (last - first) / expected)
    for _ in 0..<rounds { pace.improve() }
    return pace.posteriors
  }

  private let times: [Double]
  private let logOdds: [Double]
  private var mean: Double
  private var shape = 1.5
  private var posteriors: [Double]

  private init(times: [Double], priors: [Double], mean: Double) {
    self.times = times
    self.mean = mean
    posteriors = priors
    logOdds = priors.map { prior in
      min(max(log(max(prior, 1e-9) / max(1 - prior, 1e-9)), -Self.mostLogOdds), Self.mostLogOdds)
    }
  }

  /// The density of a gap beside that of a random process of the same mean.
  private func weight(_ gap: Double) -> (whole: Double, ofPace: Double) {
    // Logs that keep whole seconds have gaps of none.
    let gap = max(gap, mean / 1000)
    let scale = mean / shape
    let density = (shape - 1) * log(gap / scale) - gap / scale - lgamma(shape) - log(scale)
    let ofPace = (1 - Self.unruly) * exp(min(density + log(mean) + gap / mean, 50))
    return (ofPace + Self.unruly, ofPace)
  }

  private mutating func improve() {
    let count = times.count
    var forward = [Double](repeating: 0, count: count)
    var backward = forward
    var weights = [[(whole: Double, ofPace: Double)]](repeating: [], count: count)
    // The sum over all that lies farther back than `reach`.
    var far = -Double.infinity
    for place in 0..<count {
      let start = max(0, place - Self.reach)
      if start > 0 { far = Self.logSum([far, forward[start - 1]]) }
      weights[place] = (start..<place).map { weight(times[place] - times[$0]) }
      let near = (start..<place).map { forward[$0] + log(weights[place][$0 - start].whole) }
      forward[place] = logOdds[place] + Self.logSum(near + [0, far + log(Self.unruly)])
    }
    far = -.infinity
    for place in (0..<count).reversed() {
      let end = min(count - 1, place + Self.reach)
      if end + 1 < count {
        far = Self.logSum([far, backward[end + 1] + logOdds[end + 1]])
      }
      let near =
        place < end
        ? (place + 1...end).map { later in
          backward[later] + logOdds[later]
            + log(weights[later][place - max(0, later - Self.reach)].whole)
        } : []
      backward[place] = Self.logSum(near + [0, far + log(Self.unruly)])
    }
    let all = Self.logSum(forward + [0])
    posteriors = (0..<count).map { min(1, exp(forward[$0] + backward[$0] - all)) }
    learn(forward, backward, weights, all)
  }

  /// The mean and the evenness of the gaps, by how sure each is one.
  private mutating func learn(
    _ forward: [Double],
    _ backward: [Double],
    _ weights: [[(whole: Double, ofPace: Double)]],
    _ all: Double
  ) {
    var (gaps, sum, logs) = (0.0, 0.0, 0.0)
    for place in times.indices {
      let start = max(0, place - Self.reach)
      for earlier in start..<place {
        let chance = exp(
          forward[earlier] + log(weights[place][earlier - start].ofPace) + logOdds[place]
            + backward[place] - all
        )
        let gap = max(times[place] - times[earlier], mean / 1000)
        gaps += chance
        sum += chance * gap
        logs += chance * log(gap)
      }
    }
    guard gaps >= 4 else { return }
    mean = sum / gaps
    // Minka's approximation of the gamma distribution's shape.
    let spread = max(log(mean) - logs / gaps, 1e-3)
    let root = ((spread - 3) * (spread - 3) + 24 * spread).squareRoot()
    shape = min(max((3 - spread + root) / (12 * spread), 1), Self.mostShape)
  }

  private static func logSum(_ terms: [Double]) -> Double {
    let greatest = terms.max() ?? -.infinity
    if greatest == -.infinity { return greatest }
    return greatest + log(terms.reduce(0) { $0 + exp($1 - greatest) })
  }
}

extension Attempt {
  /// Seconds since 1970.
  var moment: Double { Double(seconds) + Double(milliseconds) / 1000 }
}
