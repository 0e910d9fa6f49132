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

extension AttemptList {
  /// Puts the joined tables' numbers in place of a worker's own.
  package mutating func renumber(names: [UInt32], sources: [UInt32], clients: [UInt32]) {
    update { attempt in
      attempt.name = names[Int(attempt.name)]
      if attempt.source != Attempt.none { attempt.source = sources[Int(attempt.source)] }
      if attempt.client != Attempt.none { attempt.client = clients[Int(attempt.client)] }
    }
  }

  /// Changes every attempt in place.
  package mutating func update(_ body: (inout Attempt) -> Void) {
    for chunk in chunks.indices {
      for index in chunks[chunk].indices { body(&chunks[chunk][index]) }
    }
  }
}
