import LogBytes
import Model

enum DovecotMessage {
  static let facts: [ServiceFacts] = []
  static let examples: [FormatExample] = []

  static func decode(
    _ line: Span<UInt8>,
    in range: Range<Int>,
    time: EventTime,
    into sink: inout AttemptSink
  ) -> RecordVerdict {
    .notAttempt
  }
}
