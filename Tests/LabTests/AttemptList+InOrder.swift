import LogFormats
import Model

extension AttemptList {
  /// All attempts in the order of their records.
  var inOrder: [Attempt] {
    var list = self
    let store = AttemptStore()
    return (0...Self.shardCount).flatMap { list.take(shard: $0).flatMap(store.take) }
      .sorted { ($0.segment, $0.offset) < ($1.segment, $1.offset) }
  }
}
