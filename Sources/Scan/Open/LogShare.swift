import LogBytes

/// A stretch of a log that is cut into blocks from front to back.
///
/// A large file has one for each worker: who asks tends to ask again soon, so each worker meets fewer
/// addresses than if they took turns, and less is there twice.
struct LogShare {
  private(set) var cutter: RecordCutter
  /// What was not handed out yet. Of a stream nobody knows the end.
  private(set) var rest: Range<Int>
  /// The number of its next segment.
  private(set) var segment: Int

  init(_ framing: RecordFraming, _ rest: Range<Int>, segment: Int) {
    cutter = RecordCutter(framing)
    (self.rest, self.segment) = (rest, segment)
  }

  /// A smaller share is not worth another.
  private static let leastBlocks = 8

  /// As many parts of whole records, about equal, as the file is worth; `count` at most. Only lines can be
  /// found from any place.
  static func parts(
    of file: MappedFile,
    from start: Int,
    framing: RecordFraming,
    count: Int,
    blockBytes: Int
  ) -> [Range<Int>] {
    let whole = start..<file.count
    let count = framing == .lines ? min(count, whole.count / (leastBlocks * blockBytes)) : 1
    guard count > 1 else { return [whole] }
    var (parts, begin): ([Range<Int>], Int) = ([], start)
    var cutter = RecordCutter(framing)
    for number in 1..<count {
      let about = start + whole.count / count * number
      // A very long line may reach beyond.
      guard about > begin else { continue }
      let cut = file.withBytes(in: about..<file.count) { cutter.cut($0, target: 0, isEnd: true) }
      let end = about + (cut ?? 0)
      parts.append(begin..<end)
      begin = end
    }
    return begin < file.count ? parts + [begin..<file.count] : parts
  }

  /// No part is cut into more blocks than that: each has more bytes than it has to, and the last few no less
  /// than an eighth.
  static func mostBlocks(of part: Range<Int>, blockBytes: Int) -> Int {
    part.count / blockBytes + 40
  }

  /// The next whole records, more than `target` bytes; `nil` at the end.
  mutating func cut(
    _ content: LogContent,
    target: Int
  ) throws(InputError) -> (bytes: LogBlock.Bytes, count: Int)? {
    let start = rest.lowerBound
    let cut: (bytes: LogBlock.Bytes, count: Int)
    switch content {
    case .mapped(let mapped):
      if rest.isEmpty { return nil }
      let count = mapped.withBytes(in: rest) { bytes in
        cutter.cut(bytes, target: target, isEnd: true) ?? bytes.count
      }
      cut = (.mapped(mapped, start..<start + count), count)
    case .stream(let stream):
      let block = try stream.nextBlock(
        target: target,
        cutter: &cutter,
        byteOffset: UInt64(start)
      )
      guard let block else { return nil }
      cut = (.owned(block), block.count)
    }
    rest = start + cut.count..<rest.upperBound
    segment += 1
    return cut
  }
}

extension [LogShare] {
  /// How many bytes a block is to have. At the end blocks are smaller, so that all workers are done at about
  /// the same time.
  func target(_ blockBytes: Int) -> Int {
    // Of a stream there is always as much as can be counted.
    let rest = reduce(0) { $0 + $1.rest.count }
    return rest > 4 * blockBytes
      ? blockBytes : Swift.max(1, blockBytes / 8, Swift.min(blockBytes, rest / 8))
  }

  /// The share at `place` while there is more of it, then the one behind that has more: workers that meet
  /// segments in order leave less to sort.
  func next(from place: Int) -> Int {
    self[place...].firstIndex { !$0.rest.isEmpty } ?? firstIndex { !$0.rest.isEmpty } ?? place
  }
}
