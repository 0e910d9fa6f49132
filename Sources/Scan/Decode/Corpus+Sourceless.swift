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
    var counts: [Int: (attempts: Int, without: Int)] = [:]
    for attempt in table.chunks.joined() {
      let member = logs.segments[Int(attempt.segment)].member
      counts[member, default: (0, 0)].attempts += 1
      if attempt.source == Attempt.none { counts[member, default: (0, 0)].without += 1 }
    }
    return counts.sorted { $0.key < $1.key }.filter { $0.value.without > 0 }.map { member, count in
      Diagnostic(
        file: logs.members[member].path,
        message: "\(Figure.grouped(count.without)) of \(Figure.count(count.attempts, "attempt"))"
          + " name no source address: nobody can be accused of them"
      )
    }
  }
}
