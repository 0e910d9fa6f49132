import Detection
import LogFormats
import Model

extension Corpus {
  /// Says of each log how many of its attempts name no source: they count for names, and nobody is accused of them.
  /// - Complexity: O(sources); O(attempts) where there are any.
  func sourceless(in logs: OpenedLogs) -> [Diagnostic] {
    let all = table.chunks.lengths.reduce(0, +)
    let withSource = groups.order.reduce(0) { $0 + groups.count(of: $1) }
    if all == withSource { return [] }
    var counts = [(attempts: Int, without: Int)](repeating: (0, 0), count: logs.members.count)
    for attempt in table.chunks.joined() {
      let member = logs.segments[Int(attempt.segment)].member
      counts[member].attempts += 1
      if attempt.source == Attempt.none { counts[member].without += 1 }
    }
    return zip(logs.members, counts).filter { $1.without > 0 }.map { member, count in
      Diagnostic(
        file: member.path,
        message: "\(Figure.grouped(count.without)) of \(Figure.count(count.attempts, "attempt"))"
          + " name no source address: nobody can be accused of them"
      )
    }
  }
}
