import Model

/// Where each source's attempts lie in the table.
package struct SourceGroups: Sendable {
  /// The attempts of one source, side by side.
  package struct Run: Sendable, Equatable {
    package var source: UInt32
    /// The index of the first of them.
    package var first: UInt32
    package var count: UInt32

    package init(source: UInt32, first: UInt32, count: UInt32) {
      self.source = source
      self.first = first
      self.count = count
    }
  }

  /// By source: the index of its first attempt, and how many there are.
  private var groups: [Place]
  /// The sources that have attempts, as these lie in the table.
  package private(set) var order: [UInt32] = []
  private let chunkLengths: [UInt16]

  /// - Complexity: O(attempts) time; 12 bytes for each source.
  package init(_ table: AttemptTable) {
    chunkLengths = table.chunks.lengths.map { UInt16($0) }
    groups = Array(repeating: (0, 0), count: table.sourceCount)
    var last = Attempt.none
    for (number, chunk) in table.chunks.enumerated() {
      let base = UInt32(number << AttemptTable.chunkShift)
      for (place, attempt) in chunk.enumerated() where attempt.source != Attempt.none {
        let source = Int(attempt.source)
        if attempt.source != last {
          precondition(groups[source].count == 0, "a source's attempts lie side by side")
          groups[source].first = base + UInt32(place)
          order.append(attempt.source)
          last = attempt.source
        }
        groups[source].count += 1
      }
    }
  }

  /// The groups of a table that is made of parts. The runs of each part are in order and count their
  /// indices from its first chunk; `chunks` says how many chunks each has.
  package init(_ table: AttemptTable, parts: [[Run]], chunks: [Int]) {
    let sourceCount = table.sourceCount
    chunkLengths = table.chunks.lengths.map { UInt16($0) }
    groups = Array(repeating: (0, 0), count: sourceCount)
    order.reserveCapacity(sourceCount)
    var base: UInt32 = 0
    for (runs, chunks) in zip(parts, chunks) {
      for run in runs {
        groups[Int(run.source)] = (base + run.first, run.count)
        order.append(run.source)
      }
      base += UInt32(chunks << AttemptTable.chunkShift)
    }
  }

  /// Sources, also those without an attempt.
  package var count: Int { groups.count }

  /// How many attempts the source made.
  package func count(of source: UInt32) -> UInt32 { groups[Int(source)].count }

  /// Puts the indices of the source's attempts, in order, in place of what `indices` holds.
  package func read(_ source: UInt32, into indices: inout [UInt32]) {
    read(groups[Int(source)], into: &indices)
  }

  /// The index of a source's first attempt, and how many there are.
  typealias Place = (first: UInt32, count: UInt32)

  /// The places of some sources: looked up together they take little longer than one of them.
  func places(of sources: ArraySlice<UInt32>) -> [Place] {
    sources.map { groups[Int($0)] }
  }

  func read(_ place: Place, into indices: inout [UInt32]) {
    indices.removeAll(keepingCapacity: true)
    var (index, rest) = place
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
