import Model

/// Visits the attempts of several workers by segment: all of them come in the order of the log, or nearly.
///
/// In a chunk the segments are in order already. A worker's chunks are so too, but for those that it began when it
/// went back to help with another share.
struct SegmentMerge {
  /// By part: the chunks of one worker.
  private let parts: [[[Attempt]]]
  /// Those that were begun and have more: few, however many files there are.
  private var begun: [Run] = []
  /// Those that were not, the one with the least segment last.
  private var waiting: [Run] = []

  /// Chunks of one worker that are in order.
  private struct Run {
    let part: Int
    var chunk: Int
    /// The next attempt in the chunk.
    var place = 0
    let end: Int
  }

  init(_ parts: [[[Attempt]]]) {
    self.parts = parts
    for (part, chunks) in parts.enumerated() {
      var start = 0
      for end in chunks.indices.dropFirst() where Self.isBack(chunks[end], after: chunks[end - 1]) {
        waiting.append(Run(part: part, chunk: start, end: end))
        start = end
      }
      if !chunks.isEmpty { waiting.append(Run(part: part, chunk: start, end: chunks.count)) }
    }
    waiting.sort { Self.segment(of: $0, in: parts) > Self.segment(of: $1, in: parts) }
  }

  private static func isBack(_ chunk: [Attempt], after other: [Attempt]) -> Bool {
    guard let first = chunk.first, let last = other.last else { return false }
    return first.segment < last.segment
  }

  /// The segment of the run's next attempt.
  private static func segment(of run: Run, in parts: [[[Attempt]]]) -> UInt32 {
    parts[run.part][run.chunk][run.place].segment
  }

  /// The next stretch of attempts of one segment in one chunk; `nil` once all were visited.
  /// - Complexity: O(workers) and the stretch.
  mutating func next() -> (part: Int, chunk: Int, places: Range<Int>)? {
    var least: (number: Int, segment: UInt32)?
    for (number, run) in begun.enumerated() {
      let segment = Self.segment(of: run, in: parts)
      if segment < least?.segment ?? .max { least = (number, segment) }
    }
    if let run = waiting.last {
      let segment = Self.segment(of: run, in: parts)
      if segment < least?.segment ?? .max {
        least = (begun.count, segment)
        begun.append(waiting.removeLast())
      }
    }
    guard let (number, segment) = least else { return nil }
    let run = begun[number]
    let chunk = parts[run.part][run.chunk]
    var end = run.place + 1
    while end < chunk.count, chunk[end].segment == segment { end += 1 }
    let isLast = end == chunk.count
    (begun[number].chunk, begun[number].place) = isLast ? (run.chunk + 1, 0) : (run.chunk, end)
    if begun[number].chunk == run.end { begun.remove(at: number) }
    return (run.part, run.chunk, run.place..<end)
  }
}
