import CByteSearch

/// How records follow one another in a log.
package enum RecordFraming: Sendable, Equatable {
  /// One record a line; LF or CRLF.
  case lines
  /// One record a line, but a quoted field may hold line ends (RFC 4180).
  case quotedLines
  /// Objects in JSON arrays, compact or spread over lines.
  case jsonArray
  /// A binary format of self-contained chunks of one length behind a header. Its own reader finds the
  /// records.
  case chunks(headerLength: Int, length: Int)
}

/// Cuts a stream of bytes into blocks of whole records and remembers what the next block starts in.
package struct RecordCutter: Sendable {
  package let framing: RecordFraming
  /// For `jsonArray`: whether the position is inside an array.
  package private(set) var isInsideArray = false
  /// For `chunks`: whether the header was passed.
  private var isPastHeader = false

  package init(_ framing: RecordFraming) {
    self.framing = framing
  }

  /// The count of bytes at the front of `bytes` that hold whole records, the first count past
  /// `target` that does; `nil` when more bytes are needed to tell. With `isEnd`, what is left over
  /// belongs to the block.
  package mutating func cut(_ bytes: Span<UInt8>, target: Int, isEnd: Bool) -> Int? {
    switch framing {
    case .lines:
      guard target < bytes.count else { return isEnd ? bytes.count : nil }
      if let newline = bytes.firstIndex(of: 0x0a, from: target) { return newline + 1 }
      return isEnd ? bytes.count : nil
    case .quotedLines:
      return cutQuotedLines(bytes, target: target, isEnd: isEnd)
    case .jsonArray:
      return cutArray(bytes, target: target, isEnd: isEnd)
    case .chunks(let headerLength, let length):
      return cutChunks(bytes, headerLength: headerLength, length: length, target, isEnd: isEnd)
    }
  }

  private func cutQuotedLines(_ bytes: Span<UInt8>, target: Int, isEnd: Bool) -> Int? {
    guard target < bytes.count else { return isEnd ? bytes.count : nil }
    var isQuoted = bytes.count(of: 0x22, in: 0..<target) % 2 == 1
    var start = target
    while let newline = bytes.firstIndex(of: 0x0a, from: start) {
      if bytes.count(of: 0x22, in: start..<newline) % 2 == 1 { isQuoted.toggle() }
      if !isQuoted { return newline + 1 }
      start = newline + 1
    }
    return isEnd ? bytes.count : nil
  }

  private mutating func cutChunks(
    _ bytes: Span<UInt8>,
    headerLength: Int,
    length: Int,
    _ target: Int,
    isEnd: Bool
  ) -> Int? {
    let wanted = (isPastHeader ? 0 : headerLength) + max(1, target / length) * length
    guard isEnd || bytes.count >= wanted else { return nil }
    isPastHeader = true
    return min(wanted, bytes.count)
  }

  private mutating func cutArray(_ bytes: Span<UInt8>, target: Int, isEnd: Bool) -> Int? {
    var walk = ArrayWalk(isInside: isInsideArray)
    var lastWhole = 0
    while let step = walk.next(bytes) {
      lastWhole = walk.position
      if case .record = step, lastWhole >= target { break }
    }
    if lastWhole >= target || isEnd {
      isInsideArray = walk.isInside
      return isEnd && lastWhole < target ? bytes.count : lastWhole
    }
    return nil
  }
}

/// Walks the objects of JSON arrays. What is not an object is passed over.
struct ArrayWalk {
  enum Step: Equatable {
    case record(Range<Int>)
    case other
  }

  var position = 0
  var isInside: Bool

  init(isInside: Bool) {
    self.isInside = isInside
  }

  /// The next object or mark; `nil` when the bytes end first, with the position before the part that
  /// is not whole.
  mutating func next(_ bytes: Span<UInt8>) -> Step? {
    guard position < bytes.count, let found = bytes.firstJSONStructure(from: position) else {
      return nil
    }
    switch bytes[found] {
    case 0x22:
      guard let end = bytes.endOfJSONString(from: found + 1) else { return nil }
      position = end
      return .other
    case 0x5b:
      isInside = true
    case 0x5d:
      isInside = false
    case 0x7b where isInside:
      guard let end = bytes.endOfJSONContainer(from: found) else { return nil }
      position = end
      return .record(found..<end)
    default:
      break
    }
    position = found + 1
    return .other
  }
}

extension Span<UInt8> {
  package func count(of byte: UInt8, in range: Range<Int>) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe withUnsafeBufferPointer { buffer in
      // Safe: `range` lies within the buffer.
      guard let base = buffer.baseAddress else { return 0 }
      return unsafe rollcall_count_byte(base + range.lowerBound, range.count, byte)
    }
  }

  func firstJSONStructure(from start: Int) -> Int? {
    unsafe withUnsafeBufferPointer { buffer in
      // Safe: `start` is below the count, as the one caller checks.
      guard let base = buffer.baseAddress, start < buffer.count else { return nil }
      let hit = unsafe start + rollcall_find_json_structure(base + start, buffer.count - start)
      return hit < buffer.count ? hit : nil
    }
  }

  func endOfJSONString(from start: Int) -> Int? {
    unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress, start < buffer.count else { return nil }
      // Safe: `start < count`.
      let skipped = unsafe rollcall_skip_json_string(base + start, buffer.count - start)
      return skipped == 0 ? nil : start + skipped
    }
  }

  func endOfJSONContainer(from start: Int) -> Int? {
    unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress, start < buffer.count else { return nil }
      // Safe: `start < count`.
      let skipped = unsafe rollcall_skip_json_container(base + start, buffer.count - start)
      return skipped == 0 ? nil : start + skipped
    }
  }
}
