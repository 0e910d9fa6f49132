import LogFormats
import Model

/// Puts years into times that were written without one (RFC 3164).
///
/// The last such line of a log is the newest: it falls in the year of the file's modification time,
/// or the year before if that would put it in the future of the file. Going back from there, each
/// New Year that the days show takes one off. A 29th of February must fall in a leap year.
struct YearResolver: Sendable {
  /// The year of the first line of each segment; `nil` where no line of the log lacks a year.
  private let firstYears: [Int?]

  /// When a year begins, and whether it is a leap year.
  struct Start {
    /// Since 1970, in UTC.
    var seconds: Int
    var isLeap: Bool

    /// Seconds since 1970 of a time without a year, as if its zone were UTC.
    func seconds(inYear: Int) -> Int {
      // Days are counted in a leap year; from March on a common year is one behind.
      seconds + inYear - (inYear >= 60 * 86400 && !isLeap ? 86400 : 0)
    }
  }

  /// `firstYear` is the year of the first line of every log, where the user gave it.
  init(blocks: [DecodedBlock], logs: OpenedLogs, firstYear: Int?) {
    var years = [Int?](repeating: nil, count: logs.segments.count)
    var begin = 0
    while begin < blocks.count {
      let member = logs.segments[Int(blocks[begin].segment)].member
      var end = begin
      while end < blocks.count, logs.segments[Int(blocks[end].segment)].member == member {
        end += 1
      }
      let modified = logs.members[member].modifiedSecondsSince1970
      Self.resolve(
        blocks[begin..<end],
        modifiedSeconds: modified,
        firstYear: firstYear,
        into: &years
      )
      begin = end
    }
    firstYears = years
  }

  private static func resolve(
    _ blocks: ArraySlice<DecodedBlock>,
    modifiedSeconds: Int,
    firstYear: Int?,
    into years: inout [Int?]
  ) {
    var (wraps, lastDay): (Int, Int?) = (0, nil)
    var leapWraps: Int?
    var wrapsAtStart: [(segment: UInt32, wraps: Int)] = []
    for block in blocks {
      guard let firstDay = block.calendar.firstDay else { continue }
      if let lastDay { wraps += YearlessCalendar.wraps(from: lastDay, to: firstDay) }
      wrapsAtStart.append((block.segment, wraps))
      if let inBlock = block.calendar.wrapsAtLeapDay { leapWraps = wraps + inBlock }
      wraps += block.calendar.wraps
      lastDay = block.calendar.lastDay
    }
    guard let lastDay else { return }
    var base = firstYear ?? yearOfLastLine(day: lastDay, modifiedSeconds: modifiedSeconds) - wraps
    if firstYear == nil, let leapWraps {
      while !isLeap(base + leapWraps) { base -= 1 }
    }
    for (segment, wraps) in wrapsAtStart { years[Int(segment)] = base + wraps }
  }

  private static func yearOfLastLine(day: Int, modifiedSeconds: Int) -> Int {
    let modified = Timestamp(millisecondsSince1970: Int64(modifiedSeconds) * 1000)
    let year = modified.date.year
    let newYear = Timestamp.daysSince1970(year: year, month: 1, day: 1)
    // One day of grace for a clock in another zone.
    let dayOfFile = modifiedSeconds / 86400 - newYear + 1
    return dayInYear(day, of: year) <= dayOfFile ? year : year - 1
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// Days are counted in a leap year; from March on a common year is one behind.
  private static func dayInYear(_ day: Int, of year: Int) -> Int {
    day > 59 && !isLeap(year) ? day - 1 : day
  }

  /// The year `wraps` New Years after the first line of `segment`.
  func start(wraps: Int, segment: UInt32) -> Start {
    let year = (firstYears[Int(segment)] ?? 1970) + wraps
    return Start(
      seconds: Timestamp.daysSince1970(year: year, month: 1, day: 1) * 86400,
      isLeap: Self.isLeap(year)
    )
  }
}
