import LogBytes

/// What a line of Keycloak's server log is.
package enum KeycloakLine: Equatable, Sendable {
  /// A text line; its event stands in that range.
  case text(Range<Int>, EventTime?)
  /// A console's JSON; the text of its event is the reader's `message`.
  case wrapped(EventTime?)
  /// A stored event.
  case stored
  /// No event.
  case other
  /// JSON that does not end.
  case broken
}

/// Tells what the lines of Keycloak's server log are.
package struct KeycloakLineReader: Sendable {
  /// A time that does not open the line (behind a container's name, say) begins before this.
  private static let longestPrefix = 64

  private static let consoleFields = JSONFields(["timestamp", "message"])
  private static let elasticFields = JSONFields(["@timestamp", "message"])
  private var values = JSONValues()
  /// The text of the last line that was wrapped.
  package private(set) var message: [UInt8] = []

  package init() {}

  package mutating func read(_ line: Span<UInt8>) -> KeycloakLine {
    if line.has("{", at: 0) { return readJSON(line) }
    // The first is the event's own: other keys with that ending have a letter in front of it.
    guard let space = line.firstIndex(of: " type=", from: 0) else { return .other }
    return .text(space + 1..<line.count, time(line, before: space))
  }

  private func time(_ line: Span<UInt8>, before end: Int) -> EventTime? {
    if let time = line.iso8601Time(at: 0)?.time { return time }
    for index in 1..<max(1, min(end, Self.longestPrefix))
    where line[index - 1] == 0x20 && line[index] &- 0x30 <= 9 {
      if let time = line.iso8601Time(at: index)?.time { return time }
    }
    return nil
  }

  private mutating func readJSON(_ record: Span<UInt8>) -> KeycloakLine {
    let isRead =
      record.has("{\"@timestamp\"", at: 0)
      ? Self.elasticFields.read(record, into: &values)
      : Self.consoleFields.read(record, into: &values)
    guard isRead else { return .broken }
    guard values[1].isString else { return .stored }
    guard record.has("type=", at: values[1].range.lowerBound) else { return .other }
    Field(values[1]).append(from: record, to: &message)
    let stamp = values[0].range
    return .wrapped(stamp.isEmpty ? nil : record.iso8601Time(at: stamp.lowerBound)?.time)
  }

  /// Shows each key of the event in `range`, with its value.
  package static func forEachField(
    of line: Span<UInt8>,
    in range: Range<Int>,
    _ body: (_ key: Range<Int>, _ value: Field) -> Void
  ) {
    KeycloakMessage.forEachField(of: line, in: range, body)
  }
}
