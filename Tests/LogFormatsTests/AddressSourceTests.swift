import LogBytes
import LogFormats
import Model
import Testing

struct AddressSourceTests {
  @Test
  func `dotted quads are read as the careful reader reads them, wherever the line ends`() {
    var random = SeededGenerator(seed: 21)
    for _ in 0..<20_000 {
      let letters = Array("0123456789.0123456789...a:".utf8)
      let isAddress = Bool.random(using: &random)
      let text =
        isAddress
        ? Self.quad(using: &random)
        : (0..<Int.random(in: 0...18, using: &random)).map { _ in
          letters.randomElement(using: &random) ?? 0x30
        }
      let before = [UInt8](repeating: 0x39, count: Int.random(in: 0...3, using: &random))
      let after = [UInt8](repeating: 0x39, count: Int.random(in: 0...17, using: &random))
      let line = before + text + after
      let range = before.count..<before.count + text.count
      let expected = IPAddress(line.span, in: range)
      // What has a colon is no dotted quad, though it may be an address.
      let isPlain = !text.contains(0x3a)
      #expect(line.span.dottedQuad(in: range) == (isPlain ? expected?.ipv4 : nil))
    }
  }

  @Test(arguments: [1, 15, 16, 17, 40, 5000])
  func `every attempt comes out once, with the source of its line`(count: Int) {
    var random = SeededGenerator(seed: 22)
    var sink = AttemptSink()
    sink.beginBlock(segment: 0)
    var expected: [String] = []
    var log = ""
    for _ in 0..<count {
      let source = Self.source(using: &random)
      expected.append(source)
      log += "Mar  2 07:12:09 gate sshd[4711]: Invalid user oracle from \(source) port 40022\n"
    }
    SyslogFormat.decodeBlock(Array(log.utf8).span, context: FormatContext(), into: &sink)
    let found = sink.attempts.inOrder.map { attempt in
      sink.sources.withBytes(of: attempt.source) { SourceKey($0).text }
    }
    #expect(found == expected)
  }

  @Test
  func `each source has one number and one shard`() {
    var random = SeededGenerator(seed: 23)
    var sink = AttemptSink()
    sink.beginBlock(segment: 0)
    let sources = (0..<3000).map { _ in Self.source(using: &random) }
    let lines = (sources + sources).map {
      "Mar  2 07:12:09 gate sshd[4711]: Invalid user oracle from \($0) port 40022\n"
    }
    SyslogFormat.decodeBlock(
      Array(lines.joined().utf8).span,
      context: FormatContext(),
      into: &sink
    )
    #expect(sink.sources.count == Set(sources).count)
    let store = AttemptStore()
    for shard in 0...AttemptList.shardCount {
      for attempt in sink.take(shard: shard).flatMap({ store.take($0) }) {
        let own = sink.sources.shard(of: attempt.source, shardCount: AttemptList.shardCount)
        #expect(own == shard)
      }
    }
  }

  /// Four numbers, some of them too large.
  private static func quad(using random: inout SeededGenerator) -> [UInt8] {
    let numbers = (0..<4).map { _ in String(Int.random(in: 0...299, using: &random)) }
    return Array(numbers.joined(separator: ".").utf8)
  }

  /// One of few addresses, of two families, or a host's name: all of them turn up several times.
  private static func source(using random: inout SeededGenerator) -> String {
    let number = Int.random(in: 0...255, using: &random)
    switch Int.random(in: 0...5, using: &random) {
    case 0: return "2001:db8::\(String(number + 1, radix: 16))"
    case 1: return "host\(number).example.com"
    default: return "203.0.113.\(number)"
    }
  }
}
