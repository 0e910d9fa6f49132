import Model

/// The attempts of one shard's sources, grouped by source and in order within each.
///
/// A shard holds the sources whose number leaves `shard` when divided by `shardCount`.
package struct SourceGroups: Sendable {
  package let shard: Int
  package let shardCount: Int
  /// Where the group of the n-th source of the shard starts in `indices`; one more than sources.
  private let starts: [UInt32]
  private var indices: [UInt32]

  /// A counting sort over the whole table.
  /// - Complexity: O(attempts) time; 4 bytes for each attempt and source of the shard.
  package init(_ table: AttemptTable, shard: Int, of shardCount: Int) {
    self.shard = shard
    self.shardCount = shardCount
    let (number, count) = (UInt32(shard), UInt32(shardCount))
    let sourcesInShard = (table.sourceCount - shard + shardCount - 1) / shardCount
    var starts = [UInt32](repeating: 0, count: sourcesInShard + 1)
    for chunk in table.chunks {
      for attempt in chunk where attempt.source != Attempt.none && attempt.source % count == number
      {
        starts[Int(attempt.source / count) + 1] += 1
      }
    }
    for group in 0..<sourcesInShard { starts[group + 1] += starts[group] }
    var next = starts
    var indices = [UInt32](repeating: 0, count: Int(starts[sourcesInShard]))
    for (chunkNumber, chunk) in table.chunks.enumerated() {
      let base = UInt32(chunkNumber << AttemptTable.chunkShift)
      for (place, attempt) in chunk.enumerated()
      where attempt.source != Attempt.none && attempt.source % count == number {
        let group = Int(attempt.source / count)
        indices[Int(next[group])] = base + UInt32(place)
        next[group] += 1
      }
    }
    self.starts = starts
    self.indices = indices
    for group in 0..<sourcesInShard { putInOrder(group, of: table) }
  }

  package var count: Int { starts.count - 1 }

  package subscript(group: Int) -> ArraySlice<UInt32> {
    indices[Int(starts[group])..<Int(starts[group + 1])]
  }

  /// The number of the group's source in the table.
  package func source(of group: Int) -> UInt32 {
    UInt32(group * shardCount + shard)
  }

  private mutating func putInOrder(_ group: Int, of table: AttemptTable) {
    let range = Int(starts[group])..<Int(starts[group + 1])
    if range.count < 2 { return }
    var last = table[indices[range.lowerBound]]
    for place in range.dropFirst() {
      let next = table[indices[place]]
      if AttemptTable.precedes(next, last) {
        indices[range].sort { AttemptTable.precedes(table[$0], table[$1]) }
        return
      }
      last = next
    }
  }
}
