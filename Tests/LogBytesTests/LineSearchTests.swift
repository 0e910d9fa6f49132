import LogBytes
import Testing

struct LineSearchTests {
  /// Lines of all lengths around those of a block of 16 bytes, some with letters outside ASCII.
  private func text(using random: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      for _ in 0..<Int.random(in: 0...70, using: &random) {
        bytes.append(UInt8.random(in: 0x20...0x7e, using: &random))
      }
      if Bool.random(using: &random) { bytes += Array("é".utf8) }
      bytes.append(0x0a)
    }
    return bytes
  }

  @Test
  func `a line's end and whether it is ASCII are found as by looking at every byte`() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<2000 {
      let bytes = text(using: &random)
      let start = Int.random(in: 0..<bytes.count, using: &random)
      let end = bytes[start...].firstIndex(of: 0x0a) ?? bytes.count
      let found = bytes.span.line(at: start)
      #expect(found.end == end)
      #expect(found.isASCII == bytes[start..<end].allSatisfy { $0 < 0x80 })
    }
  }

  @Test
  func `a last line may lack its end`() {
    let bytes = Array("one\ntwo".utf8)
    let last = bytes.span.line(at: 4)
    #expect(last.end == 7)
    #expect(last.isASCII)
  }

  @Test
  func `lines are visited alike whether or not it is asked if they are ASCII`() {
    var random = SeededGenerator(seed: 12)
    for _ in 0..<200 {
      let bytes = text(using: &random) + Array("crlf\r\nlast".utf8)
      var (one, other): ([[Int]], [[Int]]) = ([], [])
      let lines = forEachLine(in: bytes.span) { one.append([$0.count, $1, $2]) }
      let others = forEachLineOfText(in: bytes.span) { record, offset, line, _ in
        other.append([record.count, offset, line])
      }
      #expect(one == other)
      #expect(lines == others)
    }
  }
}
