import LogBytes
import Testing

struct RecordFramingTests {
  /// A record as a visit gave it.
  private struct Visited: Equatable {
    var bytes: [UInt8]
    var offset: Int
    var line: Int
  }

  private static func copy(_ bytes: Span<UInt8>) -> [UInt8] {
    bytes.indices.map { bytes[$0] }
  }

  private static func visit(
    _ block: [UInt8],
    _ framing: RecordFraming,
    isInside: Bool
  ) -> (records: [Visited], lines: Int) {
    var records: [Visited] = []
    func note(_ record: Span<UInt8>, _ offset: Int, _ line: Int) {
      records.append(Visited(bytes: copy(record), offset: offset, line: line))
    }
    let lines =
      switch framing {
      case .lines: forEachLine(in: block.span, note)
      case .quotedLines: forEachQuotedLine(in: block.span, note)
      case .jsonArray: forEachArrayElement(in: block.span, isInside: isInside, note)
      case .chunks: 0
      }
    return (records, lines)
  }

  /// Cuts as the scan does: from all bytes at once (`piece` nil) or from a buffer that grows.
  private static func visitInBlocks(
    _ content: [UInt8],
    _ framing: RecordFraming,
    target: Int,
    piece: Int?
  ) -> [Visited] {
    var cutter = RecordCutter(framing)
    var (records, start, lines): ([Visited], Int, Int) = ([], 0, 0)
    var available = piece ?? content.count
    while start < content.count {
      available = min(available, content.count)
      let isInside = cutter.isInsideArray
      let isEnd = available == content.count
      guard
        let cut = cutter.cut(content[start..<available].span, target: target, isEnd: isEnd)
      else {
        #expect(!isEnd, "all bytes are there and no cut was made")
        available += piece ?? 1
        continue
      }
      #expect(cut > 0 && start + cut <= available)
      if cut <= 0 { return records }
      let block = visit(Array(content[start..<start + cut]), framing, isInside: isInside)
      records += block.records.map {
        Visited(bytes: $0.bytes, offset: start + $0.offset, line: lines + $0.line)
      }
      lines += block.lines
      start += cut
      available = max(available, start + (piece ?? 0))
    }
    return records
  }

  private static func check(
    _ content: [UInt8],
    _ framing: RecordFraming,
    using random: inout SeededGenerator
  ) {
    let whole = visit(content, framing, isInside: false).records
    for record in whole {
      let end = record.offset + record.bytes.count
      #expect(Array(content[record.offset..<end]) == record.bytes)
    }
    for _ in 0..<3 {
      let target = Int.random(in: 1...max(1, content.count), using: &random)
      let piece = Bool.random(using: &random) ? nil : Int.random(in: 1...40, using: &random)
      let cut = visitInBlocks(content, framing, target: target, piece: piece)
      if cut != whole {
        Issue.record(
          """
          target \(target), piece \(piece as Any), \(framing):
          \(String(decoding: content, as: UTF8.self).debugDescription)
          """
        )
        return
      }
    }
  }

  private static func soup(_ alphabet: String, using random: inout SeededGenerator) -> [UInt8] {
    let letters = Array(alphabet.utf8)
    return (0..<Int.random(in: 0...80, using: &random)).map { _ in
      letters[Int.random(in: 0..<letters.count, using: &random)]
    }
  }

  @Test(arguments: ["a\n", "ab\r\n", "a\0\n\n"])
  func `lines cut into blocks are the lines of the whole`(alphabet: String) {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<600 { Self.check(Self.soup(alphabet, using: &random), .lines, using: &random) }
  }

  @Test
  func `lines are what splitting at newlines gives`() {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<1000 {
      let content = Self.soup("ab\r\n", using: &random)
      var wanted = content.split(separator: 0x0a, omittingEmptySubsequences: false).map { line in
        Array(line.last == 0x0d ? line.dropLast() : line)
      }
      // What follows the last newline is a line only if it holds something.
      if content.last == 0x0a || content.isEmpty { wanted.removeLast() }
      #expect(Self.visit(content, .lines, isInside: false).records.map(\.bytes) == wanted)
    }
  }

  @Test(arguments: ["a,\"\n", "a,\"\r\n", "\"\n"])
  func `quoted lines cut into blocks are those of the whole`(alphabet: String) {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<600 {
      Self.check(Self.soup(alphabet, using: &random), .quotedLines, using: &random)
    }
  }

  @Test
  func `a quoted line end belongs to its record`() {
    let content = Array("h\r\na,\"x\ny\"\"\",b\r\nlast".utf8)
    let records = Self.visit(content, .quotedLines, isInside: false).records
    #expect(
      records.map { String(decoding: $0.bytes, as: UTF8.self) } == [
        "h", "a,\"x\ny\"\"\",b", "last",
      ]
    )
    #expect(records.map(\.line) == [0, 1, 3])
  }

  /// A random JSON value; strings hold what could be taken for structure.
  private static func value(depth: Int, using random: inout SeededGenerator) -> String {
    switch Int.random(in: 0..<(depth > 0 ? 6 : 4), using: &random) {
    case 0: return "\(Int.random(in: 0...99, using: &random))"
    case 1: return #""}]\"{[,""#
    case 2: return #""\\""#
    case 3: return "null"
    case 4:
      let values = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        value(depth: depth - 1, using: &random)
      }
      return "[" + values.joined(separator: ", ") + "]"
    default: return object(depth: depth - 1, using: &random)
    }
  }

  private static func object(depth: Int, using random: inout SeededGenerator) -> String {
    let fields = (0..<Int.random(in: 0...3, using: &random)).map { number in
      "\"k\(number)\":\n\(value(depth: depth, using: &random))"
    }
    return "{" + fields.joined(separator: ",\n ") + "}"
  }

  @Test
  func `array elements cut into blocks are those of the whole, and those that were written`() {
    var random = SeededGenerator(seed: 6)
    for _ in 0..<400 {
      var (text, written): (String, [String]) = ("", [])
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let objects = (0..<Int.random(in: 0...6, using: &random)).map { _ in
          Self.object(depth: 2, using: &random)
        }
        let separator = Bool.random(using: &random) ? "," : ",\n  "
        text += "[" + objects.joined(separator: separator) + "]\n"
        written += objects
      }
      let content = Array(text.utf8)
      let records = Self.visit(content, .jsonArray, isInside: false).records
      #expect(records.map { String(decoding: $0.bytes, as: UTF8.self) } == written)
      Self.check(content, .jsonArray, using: &random)
    }
  }

  @Test
  func `lines of array elements are counted from the top of the block`() {
    let content = Array("[\n{\"a\":\n1},\n\n{\"b\":2}]\n".utf8)
    let visited = Self.visit(content, .jsonArray, isInside: false)
    #expect(visited.records.map(\.line) == [1, 4])
    #expect(visited.lines == 5)
  }

  @Test
  func `an object that the file's end cuts off is visited as it is`() {
    let content = Array(#"[{"a":1},{"b":"#.utf8)
    let records = Self.visit(content, .jsonArray, isInside: false).records
    #expect(records.map { String(decoding: $0.bytes, as: UTF8.self) } == [#"{"a":1}"#, #"{"b":"#])
  }

  @Test
  func `any soup of JSON marks is cut to its end`() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<2000 {
      let content = Self.soup("[]{}\"\\,a\n", using: &random)
      let target = Int.random(in: 1...max(1, content.count), using: &random)
      let records = Self.visitInBlocks(content, .jsonArray, target: target, piece: nil)
      #expect(records.allSatisfy { $0.offset + $0.bytes.count <= content.count })
    }
  }

  @Test
  func `a binary file is cut between its chunks, behind its header`() {
    var cutter = RecordCutter(.chunks(headerLength: 3, length: 5))
    let content = [UInt8](0..<20)
    // Header and two chunks, because two fit the target; then what is left.
    func cut(_ bytes: ArraySlice<UInt8>, target: Int, isEnd: Bool) -> Int? {
      cutter.cut(Array(bytes).span, target: target, isEnd: isEnd)
    }
    #expect(cut(content[..<12], target: 10, isEnd: false) == nil)
    #expect(cut(content[...], target: 10, isEnd: false) == 13)
    #expect(cut(content[13...], target: 1, isEnd: false) == 5)
    #expect(cut(content[18...], target: 1, isEnd: true) == 2)
  }
}
