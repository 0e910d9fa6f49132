import LogBytes

/// Bytes of a stream by their places, as long as these only go forward.
struct ForwardWindow {
  private static let pieceBytes = 1 << 20

  private let stream: LogStream
  private var held: [UInt8] = []
  private var heldOffset: UInt64 = 0

  init(_ stream: LogStream) { self.stream = stream }

  /// The bytes of the range; fewer where the stream ends before. A range begins no earlier than the one
  /// before it.
  /// - Throws: What is wrong with packed content.
  mutating func bytes(in range: Range<UInt64>) throws -> [UInt8] {
    while heldOffset + UInt64(held.count) < range.upperBound {
      let unneeded = min(held.count, Int(clamping: range.lowerBound - heldOffset))
      held.removeFirst(unneeded)
      heldOffset += UInt64(unneeded)
      guard let piece = try stream.nextPiece(Self.pieceBytes) else { break }
      held.append(contentsOf: piece)
    }
    let start = min(held.count, Int(clamping: range.lowerBound - heldOffset))
    let end = min(held.count, Int(clamping: range.upperBound - heldOffset))
    return Array(held[start..<end])
  }
}
