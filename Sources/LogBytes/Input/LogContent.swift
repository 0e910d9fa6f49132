/// The bytes of one log, wherever they come from: a mapped file, or a stream that is unpacked or put
/// into UTF-8 on the way.
package enum LogContent {
  case mapped(MappedFile)
  case stream(LogStream)
}

/// One log that is read from front to back, once.
package final class LogStream {
  private let archive: Archive?
  private let mapped: MappedFile?
  private var mappedOffset = 0
  private var wideDecoder: WideTextDecoder?
  private let file: String
  /// Bytes read and not yet handed out: what is left of the last block.
  private var pending: [UInt8] = []
  private var isAtEnd = false

  /// The member of `archive` at hand.
  package init(archive: Archive, file: String) {
    self.archive = archive
    mapped = nil
    self.file = file
  }

  /// A plain file in UTF-16.
  package init(mapped: MappedFile, encoding: TextEncoding, file: String) {
    archive = nil
    self.mapped = mapped
    self.file = file
    wideDecoder = WideTextDecoder(isBigEndian: encoding == .utf16BigEndian)
    mappedOffset = encoding.markLength
  }

  /// The first bytes, up to `count`, without using them up. Takes off the byte-order mark and turns
  /// to UTF-8 from there on.
  package func peek(_ count: Int) throws(InputError) -> (sample: [UInt8], encoding: TextEncoding) {
    try fill(to: count)
    let encoding = TextEncoding(firstBytes: pending.span)
    pending.removeFirst(encoding.markLength)
    if encoding.isWide {
      var decoder = WideTextDecoder(isBigEndian: encoding == .utf16BigEndian)
      var text: [UInt8] = []
      decoder.decode(pending, into: &text)
      (pending, wideDecoder) = (text, decoder)
    }
    return (Array(pending.prefix(count)), encoding)
  }

  private func fill(to count: Int) throws(InputError) {
    while pending.count < count, !isAtEnd {
      var fresh: [UInt8] = []
      try readMore(count - pending.count, into: &fresh)
      if wideDecoder == nil {
        pending.append(contentsOf: fresh)
      } else {
        wideDecoder?.decode(fresh, into: &pending)
      }
    }
  }

  private func readMore(_ count: Int, into buffer: inout [UInt8]) throws(InputError) {
    let wanted = max(1 << 16, count)
    if let archive {
      isAtEnd = try archive.read(wanted, into: &buffer) == 0
    } else if let mapped {
      let end = min(mapped.count, mappedOffset + wanted)
      mapped.withBytes(in: mappedOffset..<end) { bytes in
        for index in bytes.indices { buffer.append(bytes[index]) }
      }
      mappedOffset = end
      isAtEnd = end == mapped.count
    }
  }

  /// The next bytes, up to `count`, wherever records end; `nil` at the end.
  package func nextPiece(_ count: Int) throws(InputError) -> [UInt8]? {
    try fill(to: count)
    if pending.isEmpty { return nil }
    let piece = Array(pending.prefix(count))
    pending.removeFirst(piece.count)
    return piece
  }

  /// Longer records than this are refused: they are no log records, and would fill the memory.
  package static let longestRecord = 256 << 20

  /// The next block of whole records, about `target` bytes; `nil` at the end.
  /// - Throws: `InputError.recordTooLong`, and whatever broken content makes the archive throw.
  package func nextBlock(
    target: Int,
    cutter: inout RecordCutter,
    byteOffset: UInt64
  ) throws(InputError) -> [UInt8]? {
    var wanted = target + (1 << 16)
    while true {
      try fill(to: wanted)
      if pending.isEmpty { return nil }
      if let cut = cutter.cut(pending.span, target: target, isEnd: isAtEnd) {
        let block = Array(pending[..<cut])
        pending.removeFirst(cut)
        return block
      }
      if pending.count > Self.longestRecord {
        throw .recordTooLong(file: file, byteOffset: byteOffset, limit: Self.longestRecord)
      }
      wanted *= 2
    }
  }
}
