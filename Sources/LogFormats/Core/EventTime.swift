import LogBytes
import Model

/// A time as a log line writes it: maybe without a zone, maybe without a year.
///
/// A time without a year is kept as seconds in a leap year that stands before every real log
/// (`YearlessTime`); the scan puts the year in once it has seen the whole file.
package struct EventTime: Equatable, Sendable {
  package var seconds: UInt32
  package var milliseconds: UInt16
  /// Written without a zone: local time of the machine that logged it.
  package var isZoneless: Bool

  package init(seconds: UInt32, milliseconds: UInt16 = 0, isZoneless: Bool = false) {
    self.seconds = seconds
    self.milliseconds = milliseconds
    self.isZoneless = isZoneless
  }

  /// Seconds since 1970 that a log may carry: 1983 to 2106. Below lie the times without a year.
  package static let plausibleSeconds: ClosedRange<Int> = 410_227_200...Int(UInt32.max)

  package init?(secondsSince1970: Int, milliseconds: Int, isZoneless: Bool = false) {
    guard Self.plausibleSeconds.contains(secondsSince1970), (0..<1000).contains(milliseconds) else {
      return nil
    }
    seconds = UInt32(secondsSince1970)
    self.milliseconds = UInt16(milliseconds)
    self.isZoneless = isZoneless
  }

  /// Milliseconds since 1970 UTC.
  package init?(millisecondsSince1970 value: Int) {
    guard value >= 0 else { return nil }
    self.init(secondsSince1970: value / 1000, milliseconds: value % 1000)
  }
}

/// A time without a year: seconds from the start of a leap year, and how many New Years the block
/// passed before it.
package enum YearlessTime {
  package static let secondsInLeapYear = 366 * 86400
  /// A block may begin a few lines before a New Year that a late line crosses back over.
  package static let wrapBias = 4
  /// Days from 1 January to the first of each month in a leap year.
  static let daysBeforeMonth: InlineArray<12, Int> = [
    0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335,
  ]

  package static func encode(secondsInYear: Int, wraps: Int) -> UInt32 {
    UInt32((min(max(wraps, -wrapBias), 8) + wrapBias) * secondsInLeapYear + secondsInYear)
  }

  /// `nil` if `seconds` is a full date.
  package static func decode(_ seconds: UInt32) -> (secondsInYear: Int, wraps: Int)? {
    guard Int(seconds) < EventTime.plausibleSeconds.lowerBound else { return nil }
    return (Int(seconds) % secondsInLeapYear, Int(seconds) / secondsInLeapYear - wrapBias)
  }
}

/// What a block of a log without years tells: its first and last day, and the New Years in it.
package struct YearlessCalendar: Equatable, Sendable {
  /// Days since 1 January (0-365) of the first and last such line; `nil` if there was none.
  package private(set) var firstDay: Int?
  package private(set) var lastDay: Int?
  /// New Years passed from the first line to the last.
  package private(set) var wraps = 0
  /// New Years passed before the 29th of February that was seen, if any was.
  package private(set) var wrapsAtLeapDay: Int?

  package init() {}

  /// A step of more than half a year back is a New Year; as much forward is a late line of the old
  /// year.
  package static func wraps(from lastDay: Int, to day: Int) -> Int {
    day - lastDay < -183 ? 1 : day - lastDay > 183 ? -1 : 0
  }

  package mutating func note(day: Int) {
    if day == lastDay { return }
    if let lastDay {
      wraps += Self.wraps(from: lastDay, to: day)
    } else {
      firstDay = day
    }
    lastDay = day
    if day == 59 { wrapsAtLeapDay = wraps }
  }

  /// A time of the day that was noted last.
  @inline(__always)
  func time(day: Int, clock: Int, milliseconds: Int) -> EventTime {
    EventTime(
      seconds: YearlessTime.encode(
        secondsInYear: day * 86400 + min(clock, 86399),
        wraps: wraps
      ),
      milliseconds: UInt16(milliseconds),
      isZoneless: true
    )
  }
}
