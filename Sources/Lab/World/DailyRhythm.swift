/// When people are at work: shares of a day's events by hour of UTC, and of a week's by day.
struct DailyRhythm {
  private static let workday = [
    4, 3, 2, 2, 3, 8, 25, 70, 110, 100, 90, 85, 60, 80, 85, 80, 70, 50, 30, 22, 18, 14, 10, 6,
  ]
  private static let weekend = [
    5, 3, 2, 2, 2, 3, 5, 10, 16, 20, 22, 22, 20, 18, 18, 18, 17, 18, 20, 20, 18, 14, 10, 7,
  ]
  private static let weekendShare = 0.16

  /// By number of events up to each hour's end.
  private static let workdaySums = sums(workday)
  private static let weekendSums = sums(weekend)

  private static func sums(_ counts: [Int]) -> [Int] {
    var total = 0
    return counts.map { count in
      total += count
      return total
    }
  }

  let start: Int64
  let days: Int

  /// 1970-01-01 was a Thursday.
  func isWeekend(_ day: Int) -> Bool {
    let weekday = (Int(start / Clock.day) + day + 3) % 7
    return weekday >= 5
  }

  /// How many of `total` events fall on `day`: shares that add up to the total.
  func events(on day: Int, of total: Int) -> Int {
    func share(_ count: Int) -> Double {
      (0..<count).reduce(0) { $0 + (isWeekend($1) ? Self.weekendShare : 1) }
    }
    let whole = share(days)
    return Int(share(day + 1) / whole * Double(total)) - Int(share(day) / whole * Double(total))
  }

  /// A moment of `day`, and its hour.
  func moment(on day: Int, _ random: inout SeededGenerator) -> (time: Int64, hour: Int) {
    let sums = isWeekend(day) ? Self.weekendSums : Self.workdaySums
    let place = random.below(sums[23])
    var hour = 0
    while sums[hour] <= place { hour += 1 }
    let inHour = Int64(random.below(Int(Clock.hour)))
    return (start + Int64(day) * Clock.day + Int64(hour) * Clock.hour + inHour, hour)
  }

  func isWorkingTime(_ day: Int, _ hour: Int) -> Bool {
    !isWeekend(day) && (7..<18).contains(hour)
  }
}
