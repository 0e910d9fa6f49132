import LogBytes
import LogFormats
import Testing

/// A small generator with a seed, so that a failure comes again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}

/// Decodes `count` damaged copies of the format's examples: every record gets one verdict, and none
/// crashes.
func expectVerdicts(ofMutated format: any LogFormat.Type, count: Int, seed: UInt64 = 7) {
  var random = SeededGenerator(seed: seed)
  let marks = Array(#"{}[]",:\=' x09-"#.utf8) + [0, 0x0a, 0x0d, 0xff]
  var sink = AttemptSink()
  for _ in 0..<count {
    guard let example = format.facts.examples.randomElement(using: &random) else { return }
    var bytes = Array(example.record.utf8)
    for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes[place] = marks.randomElement(using: &random) ?? 0
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + 9))
      case 3: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 30)], at: place)
      default: bytes.removeLast(bytes.count - place)
      }
    }
    var visited = 0
    switch format.facts.framing {
    case .quotedLines: _ = forEachQuotedLine(in: bytes.span) { _, _, _ in visited += 1 }
    case .jsonArray:
      _ = forEachArrayElement(in: bytes.span, isInside: false) { _, _, _ in visited += 1 }
    case .lines, .chunks: _ = forEachLine(in: bytes.span) { _, _, _ in visited += 1 }
    }
    let header = Array(bytes.prefix { $0 != 0x0a })
    sink.beginBlock(segment: 0)
    format.decodeBlock(bytes.span, context: FormatContext(firstRecord: header), into: &sink)
    #expect(sink.tally.records == visited, "\(String(decoding: bytes, as: UTF8.self))")
  }
}
