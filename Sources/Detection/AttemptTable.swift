package import Model

/// All attempts of one scan, in the chunks the workers made them in, and what is known of the names.
///
/// Attempts of one source lie side by side, in the order of `precedes`; the order of the sources means
/// nothing. An attempt's index is its chunk's number times `chunkCapacity` plus its place in the chunk,
/// so indices have gaps.
package struct AttemptTable: Sendable {
  package static let chunkShift = 10
  package static let chunkCapacity = 1 << chunkShift

  package let chunks: AttemptChunks
  package let sourceCount: Int
  package let nameTraits: [NameTraits]
  /// The text of a name, in lower case. Called for the few names that a rule must compare.
  package let nameText: @Sendable (UInt32) -> [UInt8]
  /// The address of a source, if it has one. Called for the few sources that a rule must compare.
  package let sourceAddress: @Sendable (UInt32) -> IPAddress?
  /// The autonomous system of a source, if a database of them was given.
  package var sourceSystem: @Sendable (UInt32) -> UInt32? = { _ in nil }

  package init(
    chunks: [[Attempt]],
    sourceCount: Int,
    nameTraits: [NameTraits],
    nameText: @escaping @Sendable (UInt32) -> [UInt8],
    sourceAddress: @escaping @Sendable (UInt32) -> IPAddress? = { _ in nil }
  ) {
    self.init(
      chunks: AttemptChunks(chunks.map { .held($0) }),
      sourceCount: sourceCount,
      nameTraits: nameTraits,
      nameText: nameText,
      sourceAddress: sourceAddress
    )
  }

  package init(
    chunks: AttemptChunks,
    sourceCount: Int,
    nameTraits: [NameTraits],
    nameText: @escaping @Sendable (UInt32) -> [UInt8],
    sourceAddress: @escaping @Sendable (UInt32) -> IPAddress? = { _ in nil }
  ) {
    precondition(chunks.lengths.allSatisfy { $0 <= Self.chunkCapacity })
    self.chunks = chunks
    self.sourceCount = sourceCount
    self.nameTraits = nameTraits
    self.nameText = nameText
    self.sourceAddress = sourceAddress
  }

  package subscript(index: UInt32) -> Attempt {
    chunks[Int(index) >> Self.chunkShift, Int(index) & (Self.chunkCapacity - 1)]
  }

  /// Adds the attempts of `indices`, those side by side at once.
  func append(_ indices: ArraySlice<UInt32>, to attempts: inout [Attempt]) {
    var place = indices.startIndex
    while place < indices.endIndex {
      let first = Int(indices[place])
      let chunk = first >> Self.chunkShift
      var end = place + 1
      while end < indices.endIndex, Int(indices[end]) == first + end - place,
        Int(indices[end]) >> Self.chunkShift == chunk
      {
        end += 1
      }
      let start = first & (Self.chunkCapacity - 1)
      if end - place == 1 {
        attempts.append(chunks[chunk, start])
      } else {
        chunks.append(start..<start + end - place, of: chunk, to: &attempts)
      }
      place = end
    }
  }

  /// The one order that everything follows: time, then place. Segments are numbered in the order of
  /// the files' names, so neither the number of threads nor the command line shows.
  package static func precedes(_ left: Attempt, _ right: Attempt) -> Bool {
    if left.seconds != right.seconds { return left.seconds < right.seconds }
    if left.milliseconds != right.milliseconds { return left.milliseconds < right.milliseconds }
    if left.segment != right.segment { return left.segment < right.segment }
    return left.offset < right.offset
  }

  /// The same order for what holds the second of its attempt: the table is looked at for equal ones only.
  func precedes(_ left: some TimedAttempt, _ right: some TimedAttempt) -> Bool {
    left.seconds == right.seconds
      ? Self.precedes(self[left.index], self[right.index]) : left.seconds < right.seconds
  }
}

/// Something noted of an attempt, with its second.
protocol TimedAttempt {
  var seconds: UInt32 { get }
  /// The attempt in its table.
  var index: UInt32 { get }
}
