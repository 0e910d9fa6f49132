import Model
import Testing

@testable import Detection

struct SourceGroupsTests {
  private static func randomTable(_ random: inout SeededGenerator, attempts: Int) -> AttemptTable {
    let sources = 37
    var places = Array(0..<attempts)
    places.shuffle(using: &random)
    let all = places.map { place -> Attempt in
      let isNone = Int.random(in: 0..<20, using: &random) == 0
      return Attempt(
        seconds: 1_700_000_000 + UInt32.random(in: 0..<50, using: &random),
        milliseconds: UInt16.random(in: 0..<3, using: &random),
        segment: UInt32(place % 3),
        offset: UInt32(place),
        length: 1,
        source: isNone ? Attempt.none : UInt32.random(in: 0..<UInt32(sources - 1), using: &random),
        name: 0,
        client: Attempt.none,
        outcome: Outcome(.sshd, .absent, .hidden, .none)
      )
    }
    let capacity = AttemptTable.chunkCapacity
    // A worker's last chunk is not full.
    let cut = attempts / 3
    let chunks = [all[..<cut], all[cut...]].flatMap { part in
      stride(from: part.startIndex, to: part.endIndex, by: capacity).map {
        Array(part[$0..<min($0 + capacity, part.endIndex)])
      }
    }
    return AttemptTable(
      chunks: chunks,
      sourceCount: sources,
      nameTraits: [[]],
      nameText: { _ in [] }
    )
  }

  /// Every attempt by index, sorted by source, time and place.
  private static func sorted(_ table: AttemptTable) -> [UInt32: [UInt32]] {
    var groups: [UInt32: [UInt32]] = [:]
    for (chunkNumber, chunk) in table.chunks.enumerated() {
      for (place, attempt) in chunk.enumerated() where attempt.source != Attempt.none {
        groups[attempt.source, default: []].append(
          UInt32(chunkNumber * AttemptTable.chunkCapacity + place)
        )
      }
    }
    return groups.mapValues { indices in
      indices.sorted { left, right in
        let (a, b) = (table[left], table[right])
        return (a.seconds, UInt32(a.milliseconds), a.segment, a.offset)
          < (b.seconds, UInt32(b.milliseconds), b.segment, b.offset)
      }
    }
  }

  @Test(arguments: [1, 2, 3, 7, 50])
  func `the groups are a sort by source, time and place`(shards: Int) {
    var random = SeededGenerator(seed: 20)
    for attempts in [0, 1, 500, 20_000] {
      let table = Self.randomTable(&random, attempts: attempts)
      let wanted = Self.sorted(table)
      var seen: Set<UInt32> = []
      for shard in 0..<shards {
        let groups = SourceGroups(table, shard: shard, of: shards)
        for group in 0..<groups.count {
          let source = groups.source(of: group)
          #expect(Array(groups[group]) == wanted[source] ?? [])
          #expect(seen.insert(source).inserted)
        }
      }
      #expect(seen == Set(0..<UInt32(table.sourceCount)))
    }
  }
}
