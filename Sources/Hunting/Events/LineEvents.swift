import LogBytes
import LogFormats
import Sigma

/// Fills an event from a line of syslog: for keywords, and for `message`, which is the whole line.
struct LineEvents {
  static let fields = ["message"]

  private let wanted: [Int]
  private var times = SyslogTimes()

  /// The days of the lines without a year.
  var calendar: YearlessCalendar { times.calendar }

  init(_ rules: RuleSet) {
    wanted = [rules.fieldNumber("message"), rules.wantsRecord ? rules.recordField : nil]
      .compactMap(\.self)
  }

  /// The moment of a line without a year has none either: only the whole log tells it.
  mutating func read(_ record: Span<UInt8>, into event: inout EventFields) -> RecordReading {
    for field in wanted {
      event.set(field, record, 0..<record.count)
    }
    return .event(times.time(of: record).map(EventMoment.init) ?? EventMoment(milliseconds: nil))
  }
}
