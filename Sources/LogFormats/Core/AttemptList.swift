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

  /// Attempts of a shard that are put aside before they go to its chunk: together they stay in the
  /// processor's nearest cache. Divides `chunkCapacity`.
  private static let asideCapacity = 16

  private let store: AttemptStore
  /// By shard: the full chunks, and the one being filled.
  private var full = [[StoredChunk]](repeating: [], count: shardCount + 1)
  private var open = [[Attempt]](repeating: [], count: shardCount + 1)
  /// `asideCapacity` places for each shard.
  private var aside = [Attempt](repeating: .filler, count: (shardCount + 1) * asideCapacity)
  /// By shard, and for the unplaced: how many of its places are taken.
  private var counts = InlineArray<65, Int>(repeating: 0)

  package init(store: AttemptStore = AttemptStore()) {
    self.store = store
  }

  package mutating func append(_ attempt: Attempt, toShard shard: Int) {
    let count = counts[shard]
    aside[shard &* Self.asideCapacity &+ count] = attempt
    counts[shard] = count &+ 1
    if count &+ 1 == Self.asideCapacity { moveOn(shard) }
  }

  private mutating func moveOn(_ shard: Int) {
    let start = shard * Self.asideCapacity
    open[shard] += aside[start..<start + counts[shard]]
    counts[shard] = 0
    if open[shard].count == Self.chunkCapacity {
      close(shard)
      open[shard].reserveCapacity(Self.chunkCapacity)
    }
  }

  /// Begins new chunks in all shards.
  package mutating func closeAll() {
    for shard in full.indices { closeWhatIsLeft(of: shard) }
  }

  private mutating func closeWhatIsLeft(of shard: Int) {
    if counts[shard] > 0 { moveOn(shard) }
    if !open[shard].isEmpty { close(shard) }
  }

  private mutating func close(_ shard: Int) {
    var chunk: [Attempt] = []
    swap(&chunk, &open[shard])
    full[shard].append(store.keep(chunk))
  }

  /// The chunks of `shard`, which the list gives up.
  package mutating func take(shard: Int) -> [StoredChunk] {
    closeWhatIsLeft(of: shard)
    open[shard] = []
    var taken: [StoredChunk] = []
    swap(&taken, &full[shard])
    return taken
  }
}

extension Attempt {
  /// Stands where an attempt will be put.
  package static var filler: Attempt {
    Attempt(
      seconds: 0,
      milliseconds: 0,
      segment: 0,
      offset: 0,
      length: 0,
      source: none,
      name: 0,
      client: none,
      outcome: Outcome(.unknown, .undetermined, .undetermined, .none)
    )
  }
}
