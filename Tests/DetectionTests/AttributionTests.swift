import Testing

@testable import Detection

struct AttributionTests {
  private static let (miss, hit) = (UInt64(0), UInt64(1))

  private static func party(
    client: UInt64 = 1,
    template: UInt64 = 1,
    answer: UInt64 = miss,
    time: UInt64,
    contacts: UInt64 = 1,
    network: UInt64 = 0
  ) -> Attribution.Party {
    let features = Attribution.Features(
      client: client,
      template: template,
      answer: answer,
      time: time % UInt64(Attribution.timeParts)
    )
    return Attribution.Party(
      contacts: contacts,
      network: network,
      first: features,
      last: contacts > 1 ? features : nil
    )
  }

  private static func posteriors(
    _ inside: [Attribution.Party],
    outside: [Attribution.Party] = []
  ) -> [[Double]] {
    Attribution.posteriors(inside: inside, outside: outside, share: 0.7)
  }

  /// Honest sources as they are outside: other names, and hits for the most part.
  private static let honest = (0..<60).map {
    party(
      client: 100 + $0 % 6,
      template: 2,
      answer: $0 % 4 == 0 ? miss : hit,
      time: 0,
      network: 5000 + $0
    )
  }

  @Test
  func `a campaign is told from honest life by what its sources share`() {
    let outside = (0..<100).map { Self.party(client: $0 % 7, template: $0 % 5, time: 0) }
    let hostile = (0..<30).map { Self.party(client: 90, template: 91, time: $0) }
    let honest = (0..<10).map { Self.party(client: $0 % 7, template: $0 % 5, time: $0 * 2) }
    let lists = Self.posteriors(hostile + honest, outside: outside)
    #expect(lists.count == 1)
    #expect(lists[0].prefix(30).allSatisfy { $0 > 0.9 })
    #expect(lists[0].suffix(10).allSatisfy { $0 < 0.5 })
  }

  @Test
  func `two lists in one stretch, each at its own time from its own kind of sources, are two`()
    throws
  {
    let one = (0..<90).map { Self.party(time: 8 + $0 % 16, network: 1000 + $0) }
    let other = (0..<40).map { Self.party(time: $0 % 4, contacts: 2 + $0 % 2, network: $0) }
    let lists = Self.posteriors(one + other, outside: Self.honest)
    try #require(lists.count == 2)
    #expect(lists[0].prefix(90).allSatisfy { $0 > 0.9 })
    #expect(lists[1].suffix(40).allSatisfy { $0 > 0.9 })
  }

  @Test
  func `a list worked from one network amid another list is told apart`() throws {
    let one = (0..<90).map { Self.party(time: $0 % 24, network: 1000 + $0) }
    let other = (0..<30).map { Self.party(time: 10 + $0 % 2, network: 7) }
    let lists = Self.posteriors(one + other, outside: Self.honest)
    try #require(lists.count == 2)
    #expect(lists[1].suffix(30).allSatisfy { $0 > 0.9 })
    #expect(lists[1].prefix(90).allSatisfy { $0 < 0.5 })
  }

  @Test
  func `clients that one source alone has neither part a list nor hold it together`() throws {
    let list = (0..<100).map { number in
      Self.party(
        client: 500 + number,
        answer: number % 3 == 0 ? Self.hit : Self.miss,
        time: number / 4,
        network: 1000 + number
      )
    }
    let lists = Self.posteriors(list, outside: Self.honest)
    try #require(lists.count == 1)
    #expect(lists[0].allSatisfy { $0 > 0.9 })
  }

  @Test
  func `one source with many contacts weighs no more than one source`() {
    let list = (0..<60).map { Self.party(client: $0 % 4, time: 6 + $0 % 18, network: 1000 + $0) }
    let busy = Self.party(client: 9, answer: Self.hit, time: 0, contacts: 64, network: 5)
    let outside = (0..<20).map {
      Self.party(client: $0 % 10, answer: Self.hit, time: 0, contacts: 4 << ($0 % 5))
    }
    let lists = Self.posteriors(list + [busy], outside: outside)
    #expect(lists.count == 1)
    #expect(lists[0].last ?? 1 < 0.5)
    #expect(lists[0].prefix(60).allSatisfy { $0 > 0.9 })
  }

  @Test
  func `nobody inside is no list`() {
    #expect(Self.posteriors([]).isEmpty)
  }
}
