import LogBytes
import Model

/// A stored event as the admin API gives it: a JSON object with the time in milliseconds.
struct KeycloakStoredEvent: Sendable {
  private static let fields = JSONFields([
    "time", "type", "ipAddress", "error", "details.username", "details.email",
  ])
  private var values = JSONValues()

  mutating func decode(_ record: Span<UInt8>, into sink: inout AttemptSink) -> RecordVerdict {
    guard Self.fields.read(record, into: &values) else { return .notUnderstood(.brokenJSON) }
    guard values[1].isString else { return .notUnderstood(.unknownShape) }
    let event = KeycloakEvent(
      type: values[1].range,
      error: values[3].range,
      address: values[2].range,
      username: Field(values[4]),
      email: Field(values[5])
    )
    let milliseconds = record.decimal(in: values[0].range)
    let time = milliseconds.flatMap { EventTime(millisecondsSince1970: $0) }
    return event.add(record, time: time, to: &sink)
  }
}
