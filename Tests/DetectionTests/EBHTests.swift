import Foundation
import Testing

@testable import Detection

struct EBHTests {
  @Test(arguments: [
    ([0.001], 0.1, [true]),
    ([0.04], 0.1, [false]),
    // Three families: the k-th smallest may be up to k times a third of the level.
    ([0.03, 0.06, 0.5], 0.1, [true, true, false]),
    ([0.5, 0.06, 0.03], 0.1, [false, true, true]),
    ([0.06, 0.06, 0.09], 0.1, [true, true, true]),
    ([], 0.1, []),
  ])
  func `the k greatest are selected for the greatest k that holds`(
    expectedFalse: [Double],
    level: Double,
    selected: [Bool]
  ) {
    #expect(EBH.selected(expectedFalse, level: level) == selected)
  }

  @Test
  func `paging asks of each alone what the queue asks of the first`() {
    #expect(EBH.pages(0.003, level: 0.01))
    #expect(!EBH.pages(0.004, level: 0.01))
  }

  @Test
  func `the greatest value of a martingale is divided by what makes its mean one`() {
    // E = 10^5: (10^5 - 1 - 11.51) / 132.5 = 754.4.
    #expect(abs(1e5 / EBH.adjustment(log10E: 5) - 754.4) < 0.5)
    #expect(EBH.adjustment(log10E: 0.1) == .infinity)
    // The integral of the adjuster over a Pareto variable, whose tail is 1/x, is 1 at most.
    var mean = 0.0
    for step in 0..<200_000 {
      let log10E = (Double(step) + 0.5) / 2000
      let mass = pow(10, -Double(step) / 2000) - pow(10, -Double(step + 1) / 2000)
      mean += mass * pow(10, log10E) / EBH.adjustment(log10E: log10E)
    }
    #expect(mean <= 1)
  }

  /// Sixty honest sources that miss one name in thirty, tested against a list that misses four in ten. `shared` of
  /// their answers are the same for all, as when a directory is away for a moment.
  private static func greatest(shared: Double, _ random: inout SeededGenerator) -> [Double] {
    let (honest, list) = (1.0 / 30, 0.4)
    let common = (0..<80).map { _ in
      (Double.random(in: 0..<1, using: &random), Double.random(in: 0..<1, using: &random))
    }
    return (0..<60).map { _ in
      var (log10E, greatest) = (0.0, 0.0)
      for (isShared, drawn) in common {
        let draw = isShared < shared ? drawn : Double.random(in: 0..<1, using: &random)
        log10E += draw < honest ? log10(list / honest) : log10((1 - list) / (1 - honest))
        greatest = max(greatest, log10E)
      }
      return greatest
    }
  }

  @Test(arguments: [0.0, 0.5, 1.0])
  func `the queue's share of false ones stays below its level, whatever depends on what`(
    shared: Double
  ) {
    let (level, rounds) = (0.2, 400)
    var random = SeededGenerator(seed: UInt64(shared * 10) + 1)
    var falseShare = 0.0
    for round in 0..<rounds {
      var e = Self.greatest(shared: shared, &random)
      // In every second round, ten true ones as well.
      let isTrue = e.indices.map { round.isMultiple(of: 2) && $0 < 10 }
      for place in e.indices where isTrue[place] { e[place] += 6 }
      let expectedFalse = e.map {
        Double(e.count) * pow(10, -$0) * EBH.adjustment(log10E: $0)
      }
      let selected = EBH.selected(expectedFalse, level: level)
      let all = selected.count { $0 }
      let wrong = zip(selected, isTrue).count { $0.0 && !$0.1 }
      if all > 0 { falseShare += Double(wrong) / Double(all) }
      if round.isMultiple(of: 2) {
        let found = zip(selected, isTrue).count { $0.0 && $0.1 }
        #expect(found >= 8)
      }
    }
    #expect(falseShare / Double(rounds) <= level)
  }
}
