package import Model

/// Attempts in chunks, so that growing never copies and memory stays at what is used.
///
/// Each lies in the shard of its source, so that all attempts of a source are found in a part of the
/// memory that fits the processor's cache.
package struct AttemptList: Sendable {
  package static let chunkCapacity = 1 << 10
  package static let shardCount = 64
  /// The shard of attempts whose source is not known before all lines were read.
  package static let unplaced = shardCount

  /// The full chunks of each shard, and the one being filled.
  private var full = [[[Attempt]]](repeating: [], count: shardCount + 1)
  private var open = [[Attempt]](repeating: [], count: shardCount + 1)

  package init() {}

  package mutating func append(_ attempt: Attempt, toShard shard: Int) {
    open[shard].append(attempt)
    if open[shard].count == Self.chunkCapacity { close(shard) }
  }

  private mutating func close(_ shard: Int) {
    full[shard].append(open[shard])
    open[shard] = []
    open[shard].reserveCapacity(Self.chunkCapacity)
  }

  /// The chunks of `shard`, which the list gives up.
  package mutating func take(shard: Int) -> [[Attempt]] {
    var chunks = full[shard]
    if !open[shard].isEmpty { chunks.append(open[shard]) }
    (full[shard], open[shard]) = ([], [])
    return chunks
  }
}
