/// Visits the records of one block.
///
/// `body` gets the record without its line end, its byte offset in the block, the number of the line it
/// starts on, counted from 0 in the block, and whether it is known to be ASCII.
/// - Returns: how many lines the block holds.
@inlinable
package func forEachLineOfText(
  in block: Span<UInt8>,
  _ body: (_ record: Span<UInt8>, _ byteOffset: Int, _ line: Int, _ isASCII: Bool) -> Void
) -> Int {
  var feeds = LineFeeds()
  var (start, line, isASCII, searched) = (0, 0, true, 0)
  while searched < block.count {
    feeds.find(in: block, from: searched)
    isASCII = isASCII && feeds.areInASCII
    for place in 0..<feeds.count {
      let feed = searched + Int(feeds.indices[place])
      block.prefetch(start + LineFeeds.reach)
      let end = feed > start && block[feed - 1] == 0x0d ? feed - 1 : feed
      body(block.extracting(start..<end), start, line, isASCII)
      (start, line, isASCII) = (feed + 1, line + 1, feeds.areInASCII)
    }
    searched += LineFeeds.reach
  }
  guard start < block.count else { return line }
  let end = block[block.count - 1] == 0x0d ? block.count - 1 : block.count
  body(block.extracting(start..<end), start, line, isASCII)
  return line + 1
}

/// As `forEachLineOfText`; `body` is not told what the record is.
@inlinable
package func forEachLine(
  in block: Span<UInt8>,
  _ body: (_ record: Span<UInt8>, _ byteOffset: Int, _ line: Int) -> Void
) -> Int {
  forEachLineOfText(in: block) { record, byteOffset, line, _ in body(record, byteOffset, line) }
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
