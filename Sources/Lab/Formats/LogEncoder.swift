/// Writes events as one format does. A new format is one file with a type like this, a case in
/// `LabLog`, and a line in `LabLog.write`.
protocol LogEncoder {
  init()

  /// What stands before the first event.
  mutating func begin(_ text: inout LogText)

  /// Writes the lines of one event, and calls `cite` at the one that shows the attempt. An answer
  /// that the service never gives is written as the nearest that it does.
  mutating func encode(_ event: LabEvent, _ world: World, to text: inout LogText)

  /// What stands after the last event.
  mutating func end(_ text: inout LogText)

  /// Replaces the log's first bytes when all else is written: what only the end tells.
  var finalHead: [UInt8]? { get }
}

extension LogEncoder {
  mutating func begin(_ text: inout LogText) {}
  mutating func end(_ text: inout LogText) {}
  var finalHead: [UInt8]? { nil }
}
