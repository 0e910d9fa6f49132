import Glibc

/// Whether a measure is higher for names that exist, compared within strata only.
///
/// The sum over strata of Mann and Whitney's U, with its variance corrected for ties; the shift is the
/// median of all differences within strata (Hodges and Lehmann 1963), and its interval holds the shifts
/// that the test would not reject.
struct StratifiedRanks {
  /// Differences kept for the median; strata beyond are thinned evenly.
  private static let mostDifferences = 2_000_000
  /// 95 % of a normal distribution.
  private static let z = 1.959964

  private var statistic = 0.0
  private var expectation = 0.0
  private var variance = 0.0
  private var differences: [Float] = []
  private var pairCount = 0

  mutating func add(existing: [Float], absent: [Float]) {
    let (m, n) = (Double(existing.count), Double(absent.count))
    if existing.isEmpty || absent.isEmpty { return }
    pairCount += existing.count * absent.count
    expectation += m * n / 2
    for first in existing {
      for second in absent { statistic += first > second ? 1 : (first == second ? 0.5 : 0) }
    }
    variance += Self.variance(existing + absent, m, n)
    let stride = max(1, existing.count * absent.count / 10_000)
    var index = 0
    for first in existing where differences.count < Self.mostDifferences {
      for second in absent {
        if index % stride == 0 { differences.append(first - second) }
        index += 1
      }
    }
  }

  private static func variance(_ values: [Float], _ m: Double, _ n: Double) -> Double {
    let total = m + n
    var ties: [Float: Double] = [:]
    for value in values { ties[value, default: 0] += 1 }
    let correction = ties.values.reduce(0) { $0 + ($1 * $1 * $1 - $1) }
    return m * n / 12 * (total + 1 - correction / (total * (total - 1)))
  }

  /// Two-sided, by the normal distribution.
  var p: Double {
    if variance <= 0 { return 1 }
    let distance = max(0, abs(statistic - expectation) - 0.5)
    return max(StratifiedCounts.leastP, erfc(distance / variance.squareRoot() / 2.0.squareRoot()))
  }

  /// How much higher it is for names that exist, with an interval of 95 %.
  func shift() -> (value: Double, low: Double, high: Double)? {
    if differences.isEmpty { return nil }
    let sorted = differences.sorted()
    // The interval in ranks of all pairs, as a share of them.
    let half = Self.z * variance.squareRoot() / Double(max(1, pairCount))
    func quantile(_ share: Double) -> Double {
      let place = Int((share * Double(sorted.count)).rounded(.down))
      return Double(sorted[min(max(place, 0), sorted.count - 1)])
    }
    return (quantile(0.5), quantile(0.5 - half), quantile(0.5 + half))
  }
}
