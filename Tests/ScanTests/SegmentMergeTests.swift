import LogFormats
import Model
import Testing

@testable import Scan

struct SegmentMergeTests {
  private static func chunk(_ segments: [UInt32]) -> [Attempt] {
    segments.map { segment in
      var attempt = Attempt.filler
      attempt.segment = segment
      return attempt
    }
  }

  private static func visited(_ parts: [[[Attempt]]]) -> [UInt32] {
    var (merge, segments) = (SegmentMerge(parts), [UInt32]())
    while let (part, chunk, places) = merge.next() {
      segments += parts[part][chunk][places].map(\.segment)
    }
    return segments
  }

  @Test
  func `attempts of two workers are visited by segment`() {
    let parts = [
      [Self.chunk([0, 0, 2]), Self.chunk([2, 5])], [Self.chunk([1, 3, 3, 4])], [],
    ]
    #expect(Self.visited(parts) == [0, 0, 1, 2, 2, 3, 3, 4, 5])
  }

  @Test
  func `those of a worker that went back come where they belong`() {
    let parts = [
      [Self.chunk([0, 1]), Self.chunk([3])],
      [Self.chunk([8, 9]), Self.chunk([9, 10]), Self.chunk([2]), Self.chunk([4, 5])],
    ]
    #expect(Self.visited(parts) == [0, 1, 2, 3, 4, 5, 8, 9, 9, 10])
  }

  @Test
  func `a sink that goes back begins new chunks`() throws {
    let time = try #require(EventTime(millisecondsSince1970: 1_772_438_400_000))
    var sink = AttemptSink()
    let line = Array("root 192.0.2.1".utf8)
    for segment in [7, 8, 3] as [UInt32] {
      sink.beginBlock(segment: segment)
      let draft = AttemptDraft(
        time: time,
        outcome: Outcome(.sshd, .absent, .hidden, .wrong),
        name: Field(0..<4),
        source: .host(5..<14)
      )
      _ = sink.add(draft, in: line.span)
      sink.finishBlock(lines: 1)
    }
    let store = AttemptStore()
    var segments: [[UInt32]] = []
    for shard in 0..<AttemptList.shardCount {
      segments += sink.take(shard: shard).map { store.take($0).map(\.segment) }
    }
    #expect(segments == [[7, 8], [3]])
  }
}
