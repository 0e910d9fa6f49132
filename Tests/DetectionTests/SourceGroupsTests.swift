import Model
import Testing

@testable import Detection

struct SourceGroupsTests {
  private static func attempt(of source: UInt32, at offset: Int) -> Attempt {
    Attempt(
      seconds: 1_700_000_000,
      milliseconds: 0,
      segment: 0,
      offset: UInt32(offset),
      length: 1,
      source: source,
      name: 0,
      client: Attempt.none,
      outcome: Outcome(.sshd, .absent, .hidden, .none)
    )
  }

  /// Sources in random order, some without an attempt, in chunks of random length.
  private static func randomTable(_ random: inout SeededGenerator, attempts: Int) -> AttemptTable {
    let sources = [Attempt.none] + (0..<36 as Range<UInt32>).shuffled(using: &random)
    let lot = sources.flatMap { source in
      Array(repeating: source, count: Int.random(in: 0...(attempts / 18), using: &random))
    }
    var rest = lot.enumerated().map { attempt(of: $0.element, at: $0.offset) }[...]
    var chunks: [[Attempt]] = []
    while !rest.isEmpty {
      let length = Int.random(in: 1...AttemptTable.chunkCapacity, using: &random)
      chunks.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return AttemptTable(chunks: chunks, sourceCount: 37, nameTraits: [[]], nameText: { _ in [] })
  }

  @Test
  func `every attempt is found by its source, in order, across chunks`() {
    var random = SeededGenerator(seed: 20)
    for attempts in [0, 18, 500, 20_000] {
      let table = Self.randomTable(&random, attempts: attempts)
      let groups = SourceGroups(table)
      #expect(groups.count == 37)
      var found = 0
      for source in 0..<37 as Range<UInt32> {
        let offsets = groups.indices(of: source).map { table[$0].offset }
        let wanted = table.chunks.joined().filter { $0.source == source }.map(\.offset)
        #expect(offsets == wanted)
        found += offsets.count
      }
      #expect(found == table.chunks.joined().count { $0.source != Attempt.none })
    }
  }
}
