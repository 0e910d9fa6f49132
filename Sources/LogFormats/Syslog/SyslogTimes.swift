import LogBytes

/// Reads the times of the syslog lines of one block.
package struct SyslogTimes: Sendable {
  private var clock = SyslogClock()
  /// What the lines without a year tell of the days they fall on.
  package private(set) var calendar = YearlessCalendar()

  package init() {}

  /// `nil` if the line has none of syslog's forms. A time without a year is as `YearlessTime` has it.
  package mutating func time(of line: Span<UInt8>) -> EventTime? {
    SyslogEnvelope(line, clock: &clock, calendar: &calendar)?.time
  }
}
