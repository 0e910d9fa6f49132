import LogFormats
import Model
import Synchronization

/// One shard's attempts as the workers left them, one list of chunks for each numbering.
struct UnresolvedShard: Sendable {
  struct Part: Sendable {
    var chunks: [StoredChunk]
    /// `nil` if the attempts have the joined tables' numbers.
    var numbers: JoinStage.Numbers?
  }

  var parts: [Part]
}

/// Hands out the shards, one at a time, to any number of tasks.
final class UnresolvedShards: Sendable {
  private let rest: Mutex<[UnresolvedShard]>

  init(_ joined: JoinStage.Joined, logs: OpenedLogs, store: AttemptStore) {
    var placed = Self.placed(joined, logs: logs, store: store)
    let shards = (0..<AttemptList.shardCount).map { shard in
      var parts = zip(joined.parts, joined.numbers).map { part, numbers in
        UnresolvedShard.Part(chunks: part.sink.take(shard: shard), numbers: numbers)
      }
      parts.append(UnresolvedShard.Part(chunks: placed.take(shard: shard), numbers: nil))
      return UnresolvedShard(parts: parts)
    }
    rest = Mutex(shards)
  }

  func next() -> UnresolvedShard? {
    rest.withLock { $0.popLast() }
  }

  /// The attempts that named a queue id, each in the shard of its client.
  private static func placed(
    _ joined: JoinStage.Joined,
    logs: OpenedLogs,
    store: AttemptStore
  ) -> AttemptList {
    var placed = AttemptList(store: store)
    guard joined.tables.hasQueues else { return placed }
    let queues = QueueResolver(links: joined.queueClients, logs: logs)
    for (part, numbers) in zip(joined.parts, joined.numbers) {
      for chunk in part.sink.take(shard: AttemptList.unplaced) {
        for var attempt in store.take(chunk) {
          numbers?.renumber(&attempt)
          queues.resolve(&attempt)
          placed.append(attempt, toShard: joined.tables.shard(of: attempt.source))
        }
      }
    }
    return placed
  }
}
