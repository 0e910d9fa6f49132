import Evaluation
import Testing

struct IntervalTests {
  /// Checked with the formula of Wilson 1927, worked out by hand.
  @Test(arguments: [
    (0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (1, 1, 0.2065, 1.0),
    (95, 100, 0.8882, 0.9785),
  ])
  func `Wilson's interval is the published one`(
    hits: Int,
    total: Int,
    lower: Double,
    upper: Double
  ) throws {
    let interval = try #require(Interval.wilson(hits, of: total))
    #expect(abs(interval.lower - lower) < 1e-4)
    #expect(abs(interval.upper - upper) < 1e-4)
  }

  @Test
  func `nothing out of nothing has no interval`() {
    #expect(Interval.wilson(0, of: 0) == nil)
    #expect(Proportion().share == nil)
  }

  /// The table of Garwood 1936.
  @Test(arguments: [
    (0, 0.0, 3.6889), (1, 0.0253, 5.5716), (3, 0.6187, 8.7673), (10, 4.7954, 18.3904),
  ])
  func `the interval of a Poisson count is the published one`(
    count: Int,
    lower: Double,
    upper: Double
  ) {
    let interval = Interval.poisson(count)
    #expect(abs(interval.lower - lower) < 1e-3)
    #expect(abs(interval.upper - upper) < 1e-3)
  }

  @Test
  func `a quantile is one of the values, and what never came counts`() {
    let values = [4, 6, 5, .infinity]
    #expect(values.quantile(0.5) == 5)
    #expect(values.quantile(0.75) == 6)
    #expect(values.quantile(0.76) == .infinity)
    #expect([Double]().quantile(0.5) == nil)
    #expect([7.0].quantile(0) == 7)
  }

  @Test
  func `the bootstrap draws whole labs and gives the same interval again`() throws {
    let labs = (1...40).map(Double.init)
    let first = try #require(Bootstrap.interval(of: labs) { $0.mean })
    #expect(first == Bootstrap.interval(of: labs) { $0.mean })
    // The mean of 40 draws from 1...40 deviates by 1.83: two of them on either side.
    #expect(first.lower > 15.5 && first.lower < 18.5)
    #expect(first.upper > 22.5 && first.upper < 25.5)
  }

  @Test
  func `one lab, or none with a value, has no interval`() {
    #expect(Bootstrap.interval(of: [1.0]) { $0.mean } == nil)
    #expect(Bootstrap.interval(of: [1.0, 2.0]) { _ in nil } == nil)
  }
}
