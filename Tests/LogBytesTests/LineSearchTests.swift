import LogBytes
import Testing

struct LineSearchTests {
  private struct Line: Equatable {
    var bytes: [UInt8]
    var byteOffset: Int
  }

  /// Lines of all lengths: empty ones, those of a block of the search, those that are longer than a
  /// stretch of it; some with letters outside ASCII, some with a line feed of two bytes.
  private func text(using random: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...60, using: &random) {
      let longest = [0, 3, 70, 140, 5000].randomElement(using: &random) ?? 0
      for _ in 0..<Int.random(in: 0...longest, using: &random) {
        bytes.append(UInt8.random(in: 0x20...0x7e, using: &random))
      }
      if Int.random(in: 0..<20, using: &random) == 0 { bytes += Array("é".utf8) }
      if Int.random(in: 0..<5, using: &random) == 0 { bytes.append(0x0d) }
      bytes.append(0x0a)
    }
    if Bool.random(using: &random) { bytes += Array("no end\r".utf8.prefix(7)) }
    return bytes
  }

  /// The lines as a reader finds them who looks at one byte after the other.
  private func lines(of bytes: [UInt8]) -> [Line] {
    var (found, start): ([Line], Int) = ([], 0)
    for index in 0...bytes.count where index == bytes.count || bytes[index] == 0x0a {
      if index == bytes.count, start == index { break }
      var line = Array(bytes[start..<index])
      if line.last == 0x0d { line.removeLast() }
      found.append(Line(bytes: line, byteOffset: start))
      start = index + 1
    }
    return found
  }

  @Test
  func `lines are found as by looking at every byte`() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<300 {
      let bytes = text(using: &random)
      var found: [Line] = []
      let count = forEachLine(in: bytes.span) { record, byteOffset, line in
        #expect(line == found.count)
        found.append(Line(bytes: record.indices.map { record[$0] }, byteOffset: byteOffset))
      }
      #expect(found == lines(of: bytes))
      #expect(count == found.count)
    }
  }

  @Test
  func `no line is said to be ASCII that is not, and all are in a log of ASCII`() {
    var random = SeededGenerator(seed: 12)
    var texts = (plain: 0, other: 0)
    for _ in 0..<300 {
      let bytes = text(using: &random)
      let isPlain = bytes.allSatisfy { $0 < 0x80 }
      if isPlain { texts.plain += 1 } else { texts.other += 1 }
      _ = forEachLineOfText(in: bytes.span) { record, _, _, isASCII in
        if isASCII { #expect(record.indices.allSatisfy { record[$0] < 0x80 }) }
        if isPlain { #expect(isASCII) }
      }
    }
    #expect(texts.plain > 20 && texts.other > 20)
  }

  @Test
  func `a last line may lack its end`() {
    var found: [String] = []
    _ = forEachLine(in: Array("one\ntwo\r".utf8).span) { record, _, _ in
      found.append(record.text(in: record.indices))
    }
    #expect(found == ["one", "two"])
  }

  @Test(arguments: [
    ("Failed for anna from 192.0.2.7 port 40022", "192.0.2.7"),
    ("a name of spaces from 192.0.2.77 port 5 port 40022", "5"),
    ("Disconnected from invalid user anna 198.51.100.123 port 1", "198.51.100.123"),
    ("Failed for anna from 2001:db8::1234:5678 port 40022", "2001:db8::1234:5678"),
    (
      "Failed for anna from 2001:db8:1111:2222:3333:4444:255.255.255.255 port 1",
      "2001:db8:1111:2222:3333:4444:255.255.255.255"
    ),
    (
      "Failed for anna from host-of-forty-seven-bytes-and-no.more.exampless port 40022",
      "host-of-forty-seven-bytes-and-no.more.exampless"
    ),
  ])
  func `the host before a port at the end is found`(text: String, host: String) {
    let bytes = Array(text.utf8)
    let found = bytes.span.hostBeforePort(in: 3..<bytes.count)
    #expect(found.map { bytes.span.text(in: $0) } == host)
  }

  @Test(arguments: [
    "Failed for anna from 192.0.2.7 port 40022 ssh2",
    "anna from 2001:db8::1234:5678 port 40022 ",
    "Failed for anna from 192.0.2.7 port from",
    "Failed for anna from the host of  port 40022",
    "Failed for anna from 192.0.2.7 port ",
    "anna from 192.0.2.7 port 40022",
    "Failed for anna from host-of-forty-eight-bytes-is-too.long.example.or port 40022",
  ])
  func `what does not end with a short host and its port is left to the careful reader`(
    text: String
  ) {
    let bytes = Array(text.utf8)
    #expect(bytes.span.hostBeforePort(in: 0..<bytes.count) == nil)
  }

  @Test
  func `a short text is remembered wherever it stands in its record`() {
    for length in 1...16 {
      let text = (0..<length).map { UInt8($0 + 0x61) }
      for after in 0...20 {
        let record = [0x78] + text + [UInt8](repeating: 0x79, count: after)
        var recent = RecentTexts(entryBits: 4)
        let other = text + [0]
        for (bytes, range) in [(record, 1..<length + 1), (text, 0..<length)] {
          guard let short = ShortText(bytes.span, in: range) else {
            Issue.record("\(length) bytes are short")
            continue
          }
          if bytes == record { recent.remember(7, of: short) }
          #expect(recent.number(of: short) == 7)
        }
        let longer = ShortText(other.span, in: 0..<other.count)
        #expect(longer.flatMap { recent.number(of: $0) } == nil)
      }
    }
    #expect(ShortText([UInt8](repeating: 0x61, count: 17).span, in: 0..<17) == nil)
    #expect(ShortText([0x61].span, in: 0..<0) == nil)
  }
}
