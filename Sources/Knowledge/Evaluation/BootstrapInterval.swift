/// Where a figure would lie if other documents had been drawn: the middle 95 % of 2,000 draws with
/// replacement, from a fixed seed.
package struct BootstrapInterval: Equatable, Sendable {
  package var low: Double
  package var high: Double

  static let draws = 2_000

  /// `figure` is of the units drawn, each as often as it was drawn.
  package init(unitCount: Int, seed: UInt64 = 7, figure: ([Int]) -> Double) {
    var random = SplitMix(state: seed)
    var figures: [Double] = []
    for _ in 0..<Self.draws where unitCount > 0 {
      figures.append(
        figure((0..<unitCount).map { _ in Int.random(in: 0..<unitCount, using: &random) })
      )
    }
    figures.sort()
    low = figures.isEmpty ? 0 : figures[figures.count * 25 / 1000]
    high = figures.isEmpty ? 1 : figures[min(figures.count - 1, figures.count * 975 / 1000)]
  }
}

/// A measured share with its interval.
package struct MeasuredFigure: Equatable, Sendable {
  package var value: Double
  package var interval: BootstrapInterval

  /// A ratio of sums over units, such as documents.
  package init(hits: [Double], totals: [Double]) {
    func ratio(_ units: some Sequence<Int>) -> Double {
      var (hit, total) = (0.0, 0.0)
      for unit in units {
        hit += hits[unit]
        total += totals[unit]
      }
      return total == 0 ? 0 : hit / total
    }
    value = ratio(hits.indices)
    interval = BootstrapInterval(unitCount: hits.count, figure: ratio)
  }

  package init(mean values: [Double]) {
    self.init(hits: values, totals: values.map { _ in 1 })
  }
}
