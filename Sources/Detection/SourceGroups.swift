import Model

/// Where each source's attempts lie in the table.
package struct SourceGroups: Sendable {
  /// By source: the index of its first attempt, and how many there are.
  private var groups: [(first: UInt32, count: UInt32)]
  private let chunkLengths: [UInt16]

  /// - Complexity: O(attempts) time; 8 bytes for each source.
  package init(_ table: AttemptTable) {
    chunkLengths = table.chunks.map { UInt16($0.count) }
    groups = Array(repeating: (0, 0), count: table.sourceCount)
    var last = Attempt.none
    for (number, chunk) in table.chunks.enumerated() {
      let base = UInt32(number << AttemptTable.chunkShift)
      for (place, attempt) in chunk.enumerated() where attempt.source != Attempt.none {
        let source = Int(attempt.source)
        if attempt.source != last {
          precondition(groups[source].count == 0, "a source's attempts lie side by side")
          groups[source].first = base + UInt32(place)
          last = attempt.source
        }
        groups[source].count += 1
      }
    }
  }

  /// Sources, also those without an attempt.
  package var count: Int { groups.count }

  /// Puts the indices of the source's attempts, in order, in place of what `indices` holds.
  package func read(_ source: UInt32, into indices: inout [UInt32]) {
    indices.removeAll(keepingCapacity: true)
    var (index, rest) = groups[Int(source)]
    while rest > 0 {
      let chunk = Int(index) >> AttemptTable.chunkShift
      let end = UInt32(chunk << AttemptTable.chunkShift) + UInt32(chunkLengths[chunk])
      let here = min(rest, end - index)
      indices.append(contentsOf: index..<index + here)
      rest -= here
      index = UInt32((chunk + 1) << AttemptTable.chunkShift)
    }
  }

  package func indices(of source: UInt32) -> [UInt32] {
    var indices: [UInt32] = []
    read(source, into: &indices)
    return indices
  }
}
