import LogBytes
import Model

/// The written forms of time that logs use. Each reader takes a place in the record and gives the
/// time and the index after it, or `nil` if that form does not stand there.
extension Span<UInt8> {
  /// Two digits at `index` as a number; -1 if they are not digits.
  @inline(__always)
  func twoDigits(at index: Int) -> Int {
    let (tens, ones) = (self[index] &- 0x30, self[index + 1] &- 0x30)
    return tens <= 9 && ones <= 9 ? Int(tens) * 10 + Int(ones) : -1
  }

  /// `Jan` to `Dec` at `index` as 1 to 12; 0 for anything else.
  func month(at index: Int) -> Int {
    guard index + 3 <= count else { return 0 }
    let letters = UInt32(self[index]) << 16 | UInt32(self[index + 1]) << 8 | UInt32(self[index + 2])
    return switch letters {
    case 0x4a616e: 1
    case 0x466562: 2
    case 0x4d6172: 3
    case 0x417072: 4
    case 0x4d6179: 5
    case 0x4a756e: 6
    case 0x4a756c: 7
    case 0x417567: 8
    case 0x536570: 9
    case 0x4f6374: 10
    case 0x4e6f76: 11
    case 0x446563: 12
    default: 0
    }
  }

  /// `HH:MM:SS` at `index` as seconds of the day; -1 if it is none. Second 60 is a leap second.
  func clock(at index: Int) -> Int {
    guard index + 8 <= count else { return -1 }
    return Self.clock(UInt64(littleEndian: word(at: index)))
  }

  /// The same of its eight bytes, the first of them lowest.
  @inline(__always)
  static func clock(_ word: UInt64) -> Int {
    // All eight bytes at once: digits become 0 to 9 and colons 0, then the addition sets the upper bit
    // of each byte that is more than that.
    let digits = word ^ 0x3030_3a30_303a_3030
    guard
      (digits | (digits & 0x7f7f_7f7f_7f7f_7f7f) &+ 0x7676_7f76_767f_7676)
        & 0x8080_8080_8080_8080 == 0
    else { return -1 }
    let pairs = digits &* 10 &+ digits >> 8
    let (hour, minute) = (Int(pairs & 0xff), Int(pairs >> 24 & 0xff))
    let second = Int(pairs >> 48 & 0xff)
    guard hour < 24, minute < 60, second <= 60 else { return -1 }
    return hour &* 3600 &+ minute &* 60 &+ second
  }

  /// A fraction of a second `.123456` or `,123` at `index`, to the millisecond; 0 and the same index
  /// if none stands there.
  func fraction(at index: Int) -> (milliseconds: Int, end: Int) {
    guard index < count, self[index] == 0x2e || self[index] == 0x2c else { return (0, index) }
    var (value, scale, end) = (0, 100, index + 1)
    while end < count, case let digit = self[end] &- 0x30, digit <= 9 {
      value += Int(digit) * scale
      scale /= 10
      end += 1
    }
    return end == index + 1 ? (0, index) : (value, end)
  }

  /// Four digits, then month and day, are a date that exists.
  private func isDate(year: Int, month: Int, day: Int) -> Bool {
    guard (1...12).contains(month), day >= 1 else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths: InlineArray<12, Int> = [
      31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ]
    return day <= lengths[month - 1]
  }

  /// RFC 3339 and its relatives: `2026-03-02T07:12:09.120+01:00`, a space for the T, a comma for the
  /// point, `Z`, `+0100`, or no zone at all (then the time is zoneless).
  package func iso8601Time(at index: Int) -> (time: EventTime, end: Int)? {
    guard index + 19 <= count, self[index + 4] == 0x2d, self[index + 7] == 0x2d,
      self[index + 10] == 0x54 || self[index + 10] == 0x20 || self[index + 10] == 0x74
    else { return nil }
    let (century, rest) = (twoDigits(at: index), twoDigits(at: index + 2))
    let (month, day) = (twoDigits(at: index + 5), twoDigits(at: index + 8))
    let clock = clock(at: index + 11)
    let year = century * 100 + rest
    guard century >= 0, rest >= 0, clock >= 0, isDate(year: year, month: month, day: day) else {
      return nil
    }
    let (milliseconds, fractionEnd) = fraction(at: index + 19)
    let days = Timestamp.daysSince1970(year: year, month: month, day: day)
    let (offset, end) = zoneOffset(at: fractionEnd)
    guard
      let time = EventTime(
        secondsSince1970: days * 86400 + clock - (offset ?? 0),
        milliseconds: milliseconds,
        isZoneless: offset == nil
      )
    else { return nil }
    return (time, end)
  }

  /// `Z`, `+01:00`, `+0100` or ` +0100` at `index` as seconds east of Greenwich; `nil` and the same
  /// index if none stands there.
  private func zoneOffset(at index: Int) -> (seconds: Int?, end: Int) {
    guard index < count else { return (nil, index) }
    if self[index] == 0x5a || self[index] == 0x7a { return (0, index + 1) }
    let sign = self[index] == 0x20 && index + 1 < count ? index + 1 : index
    guard self[sign] == 0x2b || self[sign] == 0x2d, sign + 5 <= count else { return (nil, index) }
    let hasColon = self[sign + 3] == 0x3a
    guard sign + (hasColon ? 6 : 5) <= count else { return (nil, index) }
    let hours = twoDigits(at: sign + 1)
    let minutes = twoDigits(at: sign + (hasColon ? 4 : 3))
    guard hours >= 0, hours <= 18, minutes >= 0, minutes < 60 else { return (nil, index) }
    let seconds = hours * 3600 + minutes * 60
    return (self[sign] == 0x2d ? -seconds : seconds, sign + (hasColon ? 6 : 5))
  }

  /// `Dec 10 06:55:46` (RFC 3164), with the variants `Dec  1`, `Dec 1`, `Dec 10 2025 06:55:46` and
  /// a fraction.
  ///
  /// Without a year the time comes from `calendar`, which notes the day.
  package func syslogTime(
    at index: Int,
    calendar: inout YearlessCalendar
  ) -> (time: EventTime, end: Int)? {
    let month = month(at: index)
    guard month > 0, index + 15 <= count, self[index + 3] == 0x20 else { return nil }
    let isPadded = self[index + 4] == 0x20
    if !isPadded, self[index + 5] == 0x20 {
      return unpaddedSyslogTime(at: index, month: month, calendar: &calendar)
    }
    let day = isPadded ? Int(self[index + 5] &- 0x30) : twoDigits(at: index + 4)
    guard day >= 1, isDate(year: 2000, month: month, day: day), self[index + 6] == 0x20 else {
      return nil
    }
    if index + 20 <= count, self[index + 11] == 0x20, let year = decimal(in: index + 7..<index + 11)
    {
      return datedSyslogTime(year: year, month: month, day: day, clockAt: index + 12)
    }
    let clock = clock(at: index + 7)
    guard clock >= 0 else { return nil }
    return yearlessTime(month, day, clock, endOfClock: index + 15, calendar: &calendar)
  }

  /// `Dec 1 06:55:46`, a day of one digit without the space that should pad it.
  private func unpaddedSyslogTime(
    at index: Int,
    month: Int,
    calendar: inout YearlessCalendar
  ) -> (time: EventTime, end: Int)? {
    let (day, clock) = (Int(self[index + 4] &- 0x30), clock(at: index + 6))
    guard (1...9).contains(day), clock >= 0 else { return nil }
    return yearlessTime(month, day, clock, endOfClock: index + 14, calendar: &calendar)
  }

  private func yearlessTime(
    _ month: Int,
    _ day: Int,
    _ clock: Int,
    endOfClock: Int,
    calendar: inout YearlessCalendar
  ) -> (time: EventTime, end: Int) {
    let (milliseconds, end) = fraction(at: endOfClock)
    let dayOfYear = YearlessTime.daysBeforeMonth[month - 1] + day - 1
    calendar.note(day: dayOfYear)
    return (calendar.time(day: dayOfYear, clock: clock, milliseconds: milliseconds), end)
  }

  private func datedSyslogTime(
    year: Int,
    month: Int,
    day: Int,
    clockAt index: Int
  ) -> (time: EventTime, end: Int)? {
    let clock = clock(at: index)
    guard clock >= 0, isDate(year: year, month: month, day: day) else { return nil }
    let (milliseconds, end) = fraction(at: index + 8)
    let days = Timestamp.daysSince1970(year: year, month: month, day: day)
    return EventTime(
      secondsSince1970: days * 86400 + clock,
      milliseconds: milliseconds,
      isZoneless: true
    )
    .map { ($0, end) }
  }

  /// `17/May/2015:10:05:03 +0000`, the common log format's time.
  package func accessLogTime(at index: Int) -> (time: EventTime, end: Int)? {
    guard index + 26 <= count, self[index + 2] == 0x2f, self[index + 6] == 0x2f,
      self[index + 11] == 0x3a
    else { return nil }
    let (day, month) = (twoDigits(at: index), month(at: index + 3))
    let (century, rest) = (twoDigits(at: index + 7), twoDigits(at: index + 9))
    let clock = clock(at: index + 12)
    let year = century * 100 + rest
    guard century >= 0, rest >= 0, clock >= 0, isDate(year: year, month: month, day: day),
      case (let offset?, let end) = zoneOffset(at: index + 20)
    else { return nil }
    let days = Timestamp.daysSince1970(year: year, month: month, day: day)
    return EventTime(secondsSince1970: days * 86400 + clock - offset, milliseconds: 0)
      .map { ($0, end) }
  }
}
