import Foundation
import Testing

@testable import Detection

struct ClockTestTests {
  private static let start = 1_772_438_400.5

  private static func result(_ gaps: [Double]) -> ClockTest {
    var test = ClockTest()
    var time = start
    test.add(time)
    for gap in gaps {
      time += gap
      test.add(time)
    }
    return test
  }

  private static func even(
    _ count: Int,
    mean: Double,
    using random: inout SeededGenerator
  ) -> [Double] {
    (0..<count).map { _ in mean * Double.random(in: 0.4...1.6, using: &random) }
  }

  private static func random(
    _ count: Int,
    mean: Double,
    using random: inout SeededGenerator
  ) -> [Double] {
    (0..<count).map { _ in -mean * log(Double.random(in: 0..<1, using: &random).nextUp) }
  }

  @Test(arguments: [0.2, 60, 86_400])
  func `an uneven clock is beyond doubt after some sixteen gaps, at any pace`(mean: Double) {
    var random = SeededGenerator(seed: 81)
    var needed: [Int] = []
    for _ in 0..<200 {
      let gaps = Self.even(60, mean: mean, using: &random)
      needed.append((1...60).first { Self.result(Array(gaps.prefix($0))).isSteady } ?? 99)
    }
    needed.sort()
    #expect((10...20).contains(needed[100]), "\(needed[100])")
    #expect(needed[190] <= 28, "\(needed[190])")
  }

  @Test
  func `a clock that never errs is beyond doubt after seven gaps, and the test is stopped there`() {
    #expect(!Self.result(Array(repeating: 60, count: 5)).isSteady)
    let few = Self.result(Array(repeating: 60, count: 7))
    #expect(few.isSteady && few.isStopped)
    #expect(Self.result(Array(repeating: 60, count: 500)).log10E == few.log10E)
  }

  /// Ville: under the null an e-value passes 1/alpha at any time with chance at most alpha.
  @Test
  func `random times pass a hundred less than once in a hundred sources`() {
    var random = SeededGenerator(seed: 82)
    let sources = 6000
    let passed = (0..<sources).count { _ in
      var test = ClockTest()
      var time = Self.start
      return Self.random(80, mean: 600, using: &random).contains { gap in
        time += gap
        test.add(time)
        return test.log10E >= 2
      }
    }
    #expect(Double(passed) / Double(sources) <= 0.01)
  }

  @Test
  func `people who come in bursts look less like a clock than those who come at random`() {
    var random = SeededGenerator(seed: 83)
    let passed = (0..<3000).count { _ in
      let means = (0..<80).map { _ in Double.random(in: 0..<1, using: &random) < 0.7 ? 40.0 : 4000 }
      let gaps = means.map { Self.random(1, mean: $0, using: &random)[0] }
      return Self.result(gaps).isSteady
    }
    #expect(passed == 0)
  }

  @Test
  func `a pause by night hides no clock, nor does an honest morning before it`() {
    var random = SeededGenerator(seed: 84)
    let night = Self.even(5, mean: 60, using: &random) + [30_000]
    #expect(Self.result(night + Self.even(30, mean: 60, using: &random)).isSteady)
    let morning = Self.random(30, mean: 200, using: &random)
    #expect(Self.result(morning + Self.even(60, mean: 60, using: &random)).isSteady)
  }

  @Test
  func `names in one second of a log of whole seconds say nothing of a pace`() {
    var test = ClockTest()
    for second in [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4] {
      test.add(1_772_438_400 + Double(second))
    }
    #expect(test.log10E <= 0)
  }
}
