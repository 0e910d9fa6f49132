import Model

/// Visits the attempts of several workers by segment: each worker's are in that order already, so that
/// all of them come in the order of the log, or nearly.
struct SegmentMerge {
  /// By part: the chunks of one worker.
  private let parts: [[[Attempt]]]
  /// By part: the next attempt.
  private var places: [(chunk: Int, place: Int)]

  init(_ parts: [[[Attempt]]]) {
    self.parts = parts
    places = parts.map { _ in (0, 0) }
  }

  /// The next stretch of attempts of one segment in one chunk; `nil` once all were visited.
  mutating func next() -> (part: Int, chunk: Int, places: Range<Int>)? {
    var least: (part: Int, segment: UInt32)?
    for (part, next) in places.enumerated() where next.chunk < parts[part].count {
      let segment = parts[part][next.chunk][next.place].segment
      if segment < least?.segment ?? .max { least = (part, segment) }
    }
    guard let (part, segment) = least else { return nil }
    let (number, start) = places[part]
    let chunk = parts[part][number]
    var end = start + 1
    while end < chunk.count, chunk[end].segment == segment { end += 1 }
    places[part] = end == chunk.count ? (number + 1, 0) : (number, end)
    return (part, number, start..<end)
  }
}
