import Glibc

/// Whether one answer is more frequent for names that exist, compared within strata only.
///
/// Within a stratum (one source, close in time) the labels could be exchanged if the endpoint told
/// nothing. Given how often the answer came and how many names exist, the count among these is
/// hypergeometric in each stratum (Fisher 1935), and their sum is the exact test of a common odds ratio
/// (Gart 1970). Sums above `exactSupport` are taken as normal (Mantel and Haenszel 1959).
struct StratifiedCounts {
  private static let exactSupport = 4000
  /// So that products of p and numbers of tests stay above zero.
  static let leastP = 1e-300

  private var observed = 0
  private var expectation = 0.0
  private var variance = 0.0
  /// The distribution of the sum, from 0 on; empty once it is too wide.
  private var distribution: [Double] = [1]
  private var lowest = 0

  /// Adds a stratum: `hits` of `total` had the answer, `existingHits` of `existing` among them.
  mutating func add(total: Int, hits: Int, existing: Int, existingHits: Int) {
    observed += existingHits
    let share = Double(hits) / Double(total)
    expectation += share * Double(existing)
    if total > 1 {
      variance +=
        Double(existing) * share * (1 - share) * Double(total - existing) / Double(total - 1)
    }
    let (low, high) = (max(0, hits + existing - total), min(hits, existing))
    lowest += low
    if distribution.isEmpty || distribution.count + high - low > Self.exactSupport {
      distribution = []
      return
    }
    if high > low { convolve(total, hits, existing, low...high) }
  }

  private mutating func convolve(
    _ total: Int,
    _ hits: Int,
    _ existing: Int,
    _ range: ClosedRange<Int>
  ) {
    let all = Self.logChoose(total, existing)
    let part = range.map { count in
      exp(
        Self.logChoose(hits, count) + Self.logChoose(total - hits, existing - count) - all
      )
    }
    var sum = [Double](repeating: 0, count: distribution.count + part.count - 1)
    for (left, first) in distribution.enumerated() where first > 0 {
      for (right, second) in part.enumerated() { sum[left + right] += first * second }
    }
    distribution = sum
  }

  private static func logChoose(_ total: Int, _ count: Int) -> Double {
    lgamma(Double(total + 1)) - lgamma(Double(count + 1)) - lgamma(Double(total - count + 1))
  }

  /// Two-sided: the chance of all sums that are no likelier than the one seen.
  var p: Double {
    if variance <= 0 { return 1 }
    if distribution.isEmpty {
      // Half a count for continuity.
      let distance = max(0, abs(Double(observed) - expectation) - 0.5)
      return max(Self.leastP, erfc(distance / variance.squareRoot() / 2.0.squareRoot()))
    }
    let index = observed - lowest
    guard distribution.indices.contains(index) else { return 1 }
    // Rounding must not make an equally likely sum a likelier one.
    let limit = distribution[index] * (1 + 1e-9)
    return min(1, max(Self.leastP, distribution.reduce(0) { $1 <= limit ? $0 + $1 : $0 }))
  }
}
