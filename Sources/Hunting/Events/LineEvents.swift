import LogBytes
import LogFormats
import Sigma

/// Fills an event from a line of syslog: for keywords, and for `message`, which is the whole line.
struct LineEvents {
  static let fields = ["message"]

  private let wanted: [Int]

  init(_ rules: RuleSet) {
    wanted = [rules.fieldNumber("message"), rules.wantsRecord ? rules.recordField : nil]
      .compactMap(\.self)
  }

  /// Lines without a year have no moment: only the whole log tells it.
  func read(_ record: Span<UInt8>, into event: inout EventFields) -> RecordReading {
    for field in wanted {
      event.set(field, record, 0..<record.count)
    }
    let time = record.iso8601Time(at: 0)?.time
    return .event(time.map(EventMoment.init) ?? EventMoment(milliseconds: nil))
  }
}
