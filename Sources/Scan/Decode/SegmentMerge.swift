import Model

/// Visits the attempts of several workers by segment: all of them come in the order of the log, or nearly.
///
/// In a chunk the segments are in order already. A worker's chunks are so too, but for those that it began when it
/// went back to help with another share.
struct SegmentMerge {
  /// By part: the chunks of one worker.
  private let parts: [[[Attempt]]]
  private var runs: [Run] = []

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
        runs.append(Run(part: part, chunk: start, end: end))
        start = end
      }
      if !chunks.isEmpty { runs.append(Run(part: part, chunk: start, end: chunks.count)) }
    }
  }

  private static func isBack(_ chunk: [Attempt], after other: [Attempt]) -> Bool {
    guard let first = chunk.first, let last = other.last else { return false }
    return first.segment < last.segment
  }

  /// The next stretch of attempts of one segment in one chunk; `nil` once all were visited.
  mutating func next() -> (part: Int, chunk: Int, places: Range<Int>)? {
    var least: (run: Int, segment: UInt32)?
    for (number, run) in runs.enumerated() where run.chunk < run.end {
      let segment = parts[run.part][run.chunk][run.place].segment
      if segment < least?.segment ?? .max { least = (number, segment) }
    }
    guard let (number, segment) = least else { return nil }
    let run = runs[number]
    let chunk = parts[run.part][run.chunk]
    var end = run.place + 1
    while end < chunk.count, chunk[end].segment == segment { end += 1 }
    let isLast = end == chunk.count
    (runs[number].chunk, runs[number].place) = isLast ? (run.chunk + 1, 0) : (run.chunk, end)
    return (run.part, run.chunk, run.place..<end)
  }
}
