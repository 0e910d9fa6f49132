import LogBytes
import LogFormats
import Model
import Testing

/// Records broken at random, the same ones in every run.
struct Mutations {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// SplitMix64.
  private mutating func next(below bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return Int((value ^ value >> 31) >> 1) % max(1, bound)
  }

  /// `record` with one to four changes: bytes replaced, removed, doubled, cut off, or spliced in from
  /// `other`.
  mutating func mutate(_ record: [UInt8], other: [UInt8]) -> [UInt8] {
    let marks = Array(#" "'<>[]():;,=%&?/\{}-+@#.\#n\#0\#u{ff}"#.utf8)
    var bytes = record
    for _ in 0...next(below: 4) {
      let place = next(below: bytes.count)
      switch next(below: 6) {
      case 0 where !bytes.isEmpty: bytes[place] = UInt8(truncatingIfNeeded: next(below: 256))
      case 1 where !bytes.isEmpty: bytes[place] = marks[next(below: marks.count)]
      case 2 where !bytes.isEmpty: bytes.remove(at: place)
      case 3: bytes.insert(marks[next(below: marks.count)], at: min(place, bytes.count))
      case 4: bytes.removeSubrange(place...)
      default:
        let start = next(below: other.count)
        bytes.insert(
          contentsOf: other[start..<min(other.count, start + 40)],
          at: min(place, bytes.count)
        )
      }
    }
    return bytes
  }

  /// Decodes `count` broken records of the examples of `format` whose text has `word` in it: none may
  /// crash, and each gets one verdict.
  static func check(_ format: any LogFormat.Type, containing word: String, count: Int = 20_000) {
    let examples = format.facts.examples.map(\.record).filter { $0.contains(word) }
      .map { Array($0.utf8) }
    #expect(!examples.isEmpty)
    guard !examples.isEmpty else { return }
    var random = Mutations(seed: 1589)
    var sink = AttemptSink()
    for round in 0..<count {
      let other = examples[random.next(below: examples.count)]
      let bytes = random.mutate(examples[round % examples.count], other: other)
      sink.beginBlock(segment: 0)
      format.decodeBlock(bytes.span, context: FormatContext(), into: &sink)
      let lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false).count
      let records = sink.tally.records
      guard records == lines || records == lines - 1 else {
        Issue.record(
          "\(records) verdicts for \(lines) lines: \(String(decoding: bytes, as: UTF8.self))"
        )
        return
      }
    }
  }
}
