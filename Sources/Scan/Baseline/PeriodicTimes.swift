import Model

/// Whether a source uses one name by the clock.
enum PeriodicTimes {
  static let fewestAttempts = 8
  /// Share of the period by which an interval may differ from it or from a multiple of it.
  static let tolerance = 0.05
  /// Shorter ones are retries.
  static let shortest = 10

  /// The period in seconds of attempts that are in order and all of one name; `nil` where there is none.
  static func period(of attempts: [Attempt]) -> Int? {
    guard attempts.count >= fewestAttempts,
      attempts.allSatisfy({ $0.name == attempts[0].name })
    else { return nil }
    let gaps = zip(attempts.dropFirst(), attempts).map { Int($0.seconds - $1.seconds) }
    let median = gaps.sorted()[gaps.count / 2]
    guard median >= shortest else { return nil }
    let isRegular = gaps.allSatisfy { gap in
      // A run that was left out makes a multiple.
      let times = max(1, (gap + median / 2) / median)
      return abs(Double(gap - times * median)) <= max(1, tolerance * Double(median))
    }
    return isRegular ? median : nil
  }
}
