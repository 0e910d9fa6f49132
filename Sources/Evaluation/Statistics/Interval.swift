import Glibc

/// A range that holds the true value in about 95 of 100 evaluations like the one at hand.
package struct Interval: Codable, Equatable, Sendable {
  package var lower: Double
  /// Infinite where what was waited for may never come.
  package var upper: Double

  package init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  /// Two-sided 95 % of the normal distribution.
  private static let deviations = 1.959964

  /// For a share: Wilson 1927. It stays between 0 and 1 and holds for few and for extreme counts too.
  /// `nil` for nothing out of nothing.
  package static func wilson(_ hits: Int, of total: Int) -> Interval? {
    guard total > 0 else { return nil }
    let (count, share) = (Double(total), Double(hits) / Double(total))
    let squared = deviations * deviations
    let middle = share + squared / (2 * count)
    let spread = deviations * sqrt(share * (1 - share) / count + squared / (4 * count * count))
    let scale = 1 + squared / count
    return Interval(
      lower: hits == 0 ? 0 : (middle - spread) / scale,
      upper: hits == total ? 1 : (middle + spread) / scale
    )
  }

  /// For the mean of a Poisson count: Garwood 1936, the exact one.
  package static func poisson(_ count: Int) -> Interval {
    let tail = 0.025
    // The chance of at most `count` falls as the mean grows, so both ends are found by halving.
    func mean(whereChanceOfAtMost most: Int, is chance: Double) -> Double {
      var (low, high) = (0.0, Double(most) * 2 + 20)
      for _ in 0..<60 {
        let middle = (low + high) / 2
        if chanceOfAtMost(most, mean: middle) > chance { low = middle } else { high = middle }
      }
      return (low + high) / 2
    }
    return Interval(
      lower: count == 0 ? 0 : mean(whereChanceOfAtMost: count - 1, is: 1 - tail),
      upper: mean(whereChanceOfAtMost: count, is: tail)
    )
  }

  private static func chanceOfAtMost(_ most: Int, mean: Double) -> Double {
    var sum = 0.0
    for count in 0...most {
      sum += exp(Double(count) * log(max(mean, 1e-300)) - mean - lgamma(Double(count) + 1))
    }
    return sum
  }
}
