/// Percentile bootstrap over labs (Efron 1979).
///
/// Whole labs are drawn, because campaigns of one lab share its people, its days and its null.
package enum Bootstrap {
  static let resamples = 1000

  /// The middle 95 % of `statistic` over redrawn `labs`; `nil` with fewer than two labs, or where the
  /// statistic has no value in most redraws. The same labs give the same interval.
  package static func interval<Lab>(
    of labs: [Lab],
    _ statistic: ([Lab]) -> Double?
  ) -> Interval? {
    guard labs.count > 1 else { return nil }
    var state: UInt64 = 1589
    var values: [Double] = []
    for _ in 0..<resamples {
      let drawn = labs.map { _ in labs[Int(next(&state) % UInt64(labs.count))] }
      if let value = statistic(drawn) { values.append(value) }
    }
    guard values.count * 2 > resamples, let lower = values.quantile(0.025),
      let upper = values.quantile(0.975)
    else { return nil }
    return Interval(lower: lower, upper: upper)
  }

  /// SplitMix64 (Steele, Lea, Flood 2014), so that the interval is the same on every machine.
  private static func next(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
    return word ^ word >> 31
  }
}
