import LogBytes
import Sigma

/// What a reader makes of one record of a log.
enum RecordReading {
  /// The event's fields are filled.
  case event(EventMoment)
  /// A line that belongs in such a log and is no event: a table's header, a server's start.
  case notEvent
  /// In no form that the log should hold.
  case unreadable
}

extension EventFields {
  /// The bytes of `range` are a value of `field`.
  mutating func set(_ field: Int, _ record: Span<UInt8>, _ range: Range<Int>) {
    let start = bytes.count
    record.appendBytes(in: range, to: &bytes)
    commit(field, from: start)
  }
}
