package import Model

/// Attempts in chunks, so that growing never copies and memory stays at what is used.
package struct AttemptList: Sendable {
  package static let chunkCapacity = 1 << 14
  package private(set) var chunks: [[Attempt]] = []
  package private(set) var count = 0

  package init() {}

  package mutating func append(_ attempt: Attempt) {
    if count & (Self.chunkCapacity - 1) == 0 {
      var chunk: [Attempt] = []
      chunk.reserveCapacity(Self.chunkCapacity)
      chunks.append(chunk)
    }
    chunks[chunks.count - 1].append(attempt)
    count += 1
  }
}
