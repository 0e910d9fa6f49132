/// Visits the records of one block.
///
/// `body` gets the record without its line end, its byte offset in the block, and the number of the
/// line it starts on, counted from 0 in the block.
/// - Returns: how many lines the block holds.
@inlinable
package func forEachLine(
  in block: Span<UInt8>,
  _ body: (_ record: Span<UInt8>, _ byteOffset: Int, _ line: Int) -> Void
) -> Int {
  var (start, line) = (0, 0)
  while start < block.count {
    let newline = block.firstIndex(of: 0x0a, from: start) ?? block.count
    var end = newline
    if end > start, block[end - 1] == 0x0d { end -= 1 }
    body(block.extracting(start..<end), start, line)
    start = newline + 1
    line += 1
  }
  return line
}

/// As `forEachLine`; `body` is told as well whether the record is ASCII.
@inlinable
package func forEachLineOfText(
  in block: Span<UInt8>,
  _ body: (_ record: Span<UInt8>, _ byteOffset: Int, _ line: Int, _ isASCII: Bool) -> Void
) -> Int {
  var (start, line) = (0, 0)
  while start < block.count {
    let (newline, isASCII) = block.line(at: start)
    var end = newline
    if end > start, block[end - 1] == 0x0d { end -= 1 }
    body(block.extracting(start..<end), start, line, isASCII)
    start = newline + 1
    line += 1
  }
  return line
}

/// As `forEachLine`, but a line end inside double quotes belongs to the record.
package func forEachQuotedLine(
  in block: Span<UInt8>,
  _ body: (_ record: Span<UInt8>, _ byteOffset: Int, _ line: Int) -> Void
) -> Int {
  var (start, line) = (0, 0)
  while start < block.count {
    let firstLine = line
    var (end, isQuoted, searched) = (block.count, false, start)
    while let newline = block.firstIndex(of: 0x0a, from: searched) {
      if block.count(of: 0x22, in: searched..<newline) % 2 == 1 { isQuoted.toggle() }
      line += 1
      searched = newline + 1
      if !isQuoted {
        end = newline
        break
      }
    }
    if end == block.count, searched < block.count { line += 1 }
    let next = end == block.count ? end : end + 1
    if end > start, block[end - 1] == 0x0d { end -= 1 }
    body(block.extracting(start..<end), start, firstLine)
    start = next
  }
  return line
}

/// Visits the objects of JSON arrays in a block that was cut inside an array if `isInside`.
/// A last object that does not end is visited as it is.
package func forEachArrayElement(
  in block: Span<UInt8>,
  isInside: Bool,
  _ body: (_ record: Span<UInt8>, _ byteOffset: Int, _ line: Int) -> Void
) -> Int {
  var walk = ArrayWalk(isInside: isInside)
  var (line, counted) = (0, 0)
  while let step = walk.next(block) {
    guard case .record(let range) = step else { continue }
    line += block.count(of: 0x0a, in: counted..<range.lowerBound)
    counted = range.lowerBound
    body(block.extracting(range), range.lowerBound, line)
  }
  if walk.position < block.count, walk.isInside {
    let rest = block.extracting(walk.position..<block.count)
    if let start = rest.firstIndex(of: 0x7b, from: 0) {
      let offset = walk.position + start
      line += block.count(of: 0x0a, in: counted..<offset)
      counted = offset
      body(block.extracting(offset..<block.count), offset, line)
    }
  }
  return line + block.count(of: 0x0a, in: counted..<block.count)
}
