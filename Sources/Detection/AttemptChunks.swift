package import Model

/// The chunks of a table of attempts, in memory or wherever whoever made the table keeps them.
package struct AttemptChunks: RandomAccessCollection, Sendable {
  package enum Chunk: Sendable {
    case held([Attempt])
    /// So many attempts, read anew each time.
    case away(
      count: Int,
      read: @Sendable (Range<Int>) -> [Attempt],
      readOne: @Sendable (Int) -> Attempt
    )

    package var count: Int {
      switch self {
      case .held(let attempts): attempts.count
      case .away(let count, _, _): count
      }
    }
  }

  private let chunks: [Chunk]

  package init(_ chunks: [Chunk]) {
    self.chunks = chunks
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { chunks.count }
  /// By chunk, without reading any.
  package var lengths: [Int] { chunks.map(\.count) }

  package subscript(number: Int) -> [Attempt] {
    switch chunks[number] {
    case .held(let attempts): attempts
    case .away(let count, let read, _): read(0..<count)
    }
  }

  /// One attempt by its place in a chunk.
  subscript(number: Int, place: Int) -> Attempt {
    switch chunks[number] {
    case .held(let attempts): attempts[place]
    case .away(_, _, let readOne): readOne(place)
    }
  }

  /// Adds attempts by their places in a chunk.
  func append(_ places: Range<Int>, of number: Int, to attempts: inout [Attempt]) {
    switch chunks[number] {
    case .held(let held): attempts += held[places]
    case .away(_, let read, _): attempts += read(places)
    }
  }
}
