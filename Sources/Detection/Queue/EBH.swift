import Glibc

/// The e-BH procedure: of many e-values, those to look at so that the share of false ones among them is on
/// average at most `level`, whatever depends on what (Wang and Ramdas 2022).
package enum EBH {
  /// Families of tests in one scan: single sources, what sources have in common, streams. Each has an
  /// equal part of the level, however many tests it makes.
  package static let families = 3

  /// By how much the greatest value that a test martingale ever had must be divided to be an e-value.
  ///
  /// A finding's E is the greatest of its run, and a greatest value may have an infinite mean although it passes x
  /// with chance 1/x only. E -> (E - 1 - ln E) / (ln E)² has mean 1 (Shafer, Shen, Vereshchagin and Vovk
  /// 2011).
  package static func adjustment(log10E: Double) -> Double {
    let logE = log10E * M_LN10
    // Below e the adjuster is under 1/2: nothing that would be selected.
    guard logE > 1 else { return .infinity }
    return logE * logE / (1 - (1 + logE) * exp(-logE))
  }

  /// Whether each is selected.
  ///
  /// Of m e-values the k greatest are selected for the greatest k at which the k-th is at least
  /// m / (k level). Families of different sizes weigh their e-values by m / (families x size), and the
  /// weights add up to m; so what counts is the e-value divided by its family's tests.
  ///
  /// `expectedFalse` is the tests divided by the e-value, for each that could be selected: those that are
  /// left out must be weaker.
  /// - Complexity: O(n log n).
  package static func selected(_ expectedFalse: [Double], level: Double) -> [Bool] {
    let ascending = expectedFalse.sorted()
    var count = 0
    for (place, value) in ascending.enumerated()
    where value * Double(families) <= level * Double(place + 1) {
      count = place + 1
    }
    guard count > 0 else { return expectedFalse.map { _ in false } }
    let bound = ascending[count - 1]
    return expectedFalse.map { $0 <= bound }
  }

  /// Whether one is strong enough by itself: over all tests of a scan, chance passes it with probability at
  /// most `level`.
  package static func pages(_ expectedFalse: Double, level: Double) -> Bool {
    expectedFalse * Double(families) <= level
  }
}
