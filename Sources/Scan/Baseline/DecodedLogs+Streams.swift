import Detection
import Model

extension DecodedLogs {
  /// When each log begins, by its name without the marks of rotation; in seconds. Logs without an attempt are
  /// left out.
  /// - Complexity: O(attempts).
  package var beginnings: [String: UInt32] {
    let streams = logs.streamNames
    var first = [UInt32](repeating: .max, count: streams.count)
    for attempt in table.chunks.joined() {
      let member = member(of: attempt)
      first[member] = min(first[member], attempt.seconds)
    }
    var beginnings: [String: UInt32] = [:]
    for (stream, seconds) in zip(streams, first) where seconds != .max {
      beginnings[stream] = min(beginnings[stream] ?? .max, seconds)
    }
    return beginnings
  }
}

extension OpenedLogs {
  /// By member.
  var streamNames: [String] { members.map { LogStreamName.of($0.path) } }
}
