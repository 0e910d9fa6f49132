/// A moment in UTC, in calendar parts.
struct LogTime {
  /// 2 March 2026, a Monday, 00:00:00 UTC: second 0 of every generated log.
  private static let firstDay = 20514

  let year: Int
  let month: Int
  let day: Int
  let hour: Int
  let minute: Int
  let second: Int

  /// - Parameter elapsed: seconds since the log began; not negative.
  init(elapsed: Int) {
    second = elapsed % 60
    minute = elapsed / 60 % 60
    hour = elapsed / 3600 % 24
    // Days to a civil date, after Howard Hinnant's "chrono-compatible low-level date algorithms".
    let days = Self.firstDay + elapsed / 86400 + 719_468
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shifted + 2) / 5 + 1
    month = shifted < 10 ? shifted + 3 : shifted - 9
    year = yearOfEra + days / 146_097 * 400 + (month <= 2 ? 1 : 0)
  }
}

extension ByteSink {
  /// `Mar  2 06:25:43`, as RFC 3164 has it.
  mutating func append(syslog time: LogTime) {
    append(month: time.month)
    append(time.day < 10 ? "  " : " ")
    append(decimal: time.day)
    append(" ")
    append(clock: time)
  }

  /// `02/Mar/2026:06:25:43 +0000`, as web servers have it.
  mutating func append(web time: LogTime) {
    append(decimal: time.day, width: 2)
    append("/")
    append(month: time.month)
    append("/")
    append(decimal: time.year)
    append(":")
    append(clock: time)
    append(" +0000")
  }

  /// `2026-03-02T06:25:43.1234567`, without a zone.
  mutating func append(iso time: LogTime, ticks: Int) {
    append(decimal: time.year)
    append("-")
    append(decimal: time.month, width: 2)
    append("-")
    append(decimal: time.day, width: 2)
    append("T")
    append(clock: time)
    append(".")
    append(decimal: ticks, width: 7)
  }

  private mutating func append(clock time: LogTime) {
    append(decimal: time.hour, width: 2)
    append(":")
    append(decimal: time.minute, width: 2)
    append(":")
    append(decimal: time.second, width: 2)
  }

  private mutating func append(month: Int) {
    let names: StaticString = "JanFebMarAprMayJunJulAugSepOctNovDec"
    precondition((1...12).contains(month))
    append(names.utf8Start + 3 * (month - 1), count: 3)
  }
}
