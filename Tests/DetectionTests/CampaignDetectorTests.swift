import Model
import Testing

@testable import Detection

/// What sources have in common, what only the stream shows, and how parts become one campaign.
struct CampaignDetectorTests {
  /// Honest life: people, offices, and programs that try popular names.
  private static func life(_ random: inout SeededGenerator) -> Traffic {
    var traffic = Traffic()
    traffic.addHonestPeople(60, using: &random)
    traffic.addOffices(4, using: &random)
    for _ in 0..<150 {
      let source = traffic.source(
        ipv4: UInt32.random(in: 0xf000_0000...0xf7ff_ffff, using: &random)
      )
      let at = Traffic.morning + UInt32.random(in: 0..<600_000, using: &random)
      traffic.miss(
        source,
        ["admin", "test", "guest", "oracle"].randomElement(using: &random) ?? "",
        at: at
      )
    }
    return traffic
  }

  /// One list, its names given to `sources` by turns; one name in four exists.
  private static func addList(
    _ names: Range<Int>,
    _ sources: [UInt32],
    to traffic: inout Traffic,
    from start: UInt32,
    every gap: UInt32,
    client: UInt32 = Attempt.none,
    using random: inout SeededGenerator
  ) {
    for (place, number) in names.enumerated() {
      guard let source = sources.randomElement(using: &random) else { return }
      let isHit = number % 4 == 0
      traffic.add(
        source,
        (isHit ? "y" : "x") + Traffic.person(number),
        at: start + UInt32(place) * gap,
        Outcome(.sshd, isHit ? .present : .absent, .hidden, .wrong),
        client: client
      )
    }
  }

  private static func sources(of campaign: Campaign, in traffic: Traffic) -> Set<UInt32> {
    let table = traffic.table()
    return Set(campaign.probes.map { table[$0.index].source })
  }

  @Test(arguments: [81, 82, 83] as [UInt64])
  func `honest life with the noise of the internet has no campaign`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    #expect(Self.life(&random).campaigns().isEmpty)
  }

  @Test(arguments: [84, 85, 86] as [UInt64])
  func `two names each from thirty addresses of one network are one campaign`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var traffic = Self.life(&random)
    let own = (1...30).map { traffic.source(ipv4: 0xf8f8_0800 + $0) }
    Self.addList(
      1000..<1070,
      own,
      to: &traffic,
      from: Traffic.morning + 200_000,
      every: 600,
      using: &random
    )
    let campaigns = traffic.campaigns()
    #expect(campaigns.count == 1)
    let found = Self.sources(of: try #require(campaigns.first), in: traffic)
    #expect(found.isSubset(of: own))
    #expect(found.count >= 25)
    #expect(campaigns.first?.pattern == .distributed)
  }

  @Test(arguments: [94, 95, 96] as [UInt64])
  func `two names each from thirty addresses of one provider are one campaign`(seed: UInt64) throws
  {
    var random = SeededGenerator(seed: seed)
    var traffic = Self.life(&random)
    let own = (1...30).map { traffic.source(ipv4: 0xf8f8_0000 + $0 * 0x700) }
    Self.addList(
      1000..<1070,
      own,
      to: &traffic,
      from: Traffic.morning + 200_000,
      every: 600,
      using: &random
    )
    let campaigns = traffic.campaigns()
    #expect(campaigns.count == 1)
    let found = Self.sources(of: try #require(campaigns.first), in: traffic)
    #expect(found.isSubset(of: own))
    #expect(found.count >= 25)
    #expect(campaigns.first?.pattern == .distributed)
  }

  @Test(arguments: [87, 88, 89] as [UInt64])
  func `one name from each address is found in the stream`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var traffic = Self.life(&random)
    let own = (0..<80).map { _ in
      traffic.source(ipv4: UInt32.random(in: 0xf800_0000...0xffff_ffff, using: &random))
    }
    for (place, source) in own.enumerated() {
      traffic.miss(
        source,
        "x" + Traffic.person(2000 + place),
        at: Traffic.morning + 200_000 + UInt32(place) * 900
      )
    }
    let campaigns = traffic.campaigns()
    #expect(campaigns.count == 1)
    let campaign = try #require(campaigns.first)
    #expect(campaign.pattern == .sourceFree)
    #expect(campaign.probesAtDetection <= 40)
    let found = Self.sources(of: campaign, in: traffic)
    #expect(found.isSubset(of: own) && found.count >= 72)
  }

  @Test(arguments: [93, 94, 95] as [UInt64])
  func `a list of two or three names an address and one of a name an address are never one finding`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    var traffic = Self.life(&random)
    func strangers(_ count: Int) -> [UInt32] {
      (0..<count).map { _ in
        traffic.source(ipv4: UInt32.random(in: 0xf800_0000...0xffff_ffff, using: &random))
      }
    }
    let (one, other) = (strangers(100), strangers(30))
    for (place, source) in one.enumerated() {
      let at = Traffic.morning + 200_000 + UInt32(place) * 1200
      traffic.miss(source, "x" + Traffic.person(2000 + place), at: at)
    }
    for place in 0..<75 {
      let at = Traffic.morning + 60_000 + UInt32(place) * 900
      traffic.miss(other[place % 30], "y" + Traffic.person(4000 + place), at: at)
    }
    let found = traffic.campaigns().map { Self.sources(of: $0, in: traffic) }
    #expect(found.allSatisfy { $0.isSubset(of: one) || $0.isSubset(of: other) })
    #expect(found.contains { $0.isSubset(of: other) })
    #expect(found.contains { $0.isSubset(of: one) && $0.count >= 85 })
  }

  @Test(arguments: [90, 91, 92] as [UInt64])
  func `sources that take turns with one list are one campaign, not one each`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var traffic = Self.life(&random)
    let own = (0..<15).map { _ in
      traffic.source(ipv4: UInt32.random(in: 0xf800_0000...0xffff_ffff, using: &random))
    }
    Self.addList(
      3000..<3160,
      own,
      to: &traffic,
      from: Traffic.morning + 100_000,
      every: 700,
      using: &random
    )
    #expect(traffic.calls().count > 5)
    let campaigns = traffic.campaigns()
    // One source of the fifteen may stand alone: with few probes its time says little.
    #expect(campaigns.count <= 2)
    let found = campaigns.map { Self.sources(of: $0, in: traffic) }
    #expect(found.allSatisfy { $0.isSubset(of: own) })
    #expect(try #require(found.map(\.count).max()) >= 13)
  }

  @Test
  func `two lists at different times stay two campaigns`() {
    var random = SeededGenerator(seed: 93)
    var traffic = Self.life(&random)
    for list in 0..<2 {
      let own = (0..<8).map { _ in
        traffic.source(ipv4: UInt32.random(in: 0xf800_0000...0xffff_ffff, using: &random))
      }
      Self.addList(
        (4000 + list * 500)..<(4100 + list * 500),
        own,
        to: &traffic,
        from: Traffic.morning + UInt32(list) * 300_000,
        every: 600,
        using: &random
      )
    }
    #expect(traffic.campaigns().count == 2)
  }

  @Test
  func `two lists at one time from two programs stay two campaigns`() {
    var random = SeededGenerator(seed: 94)
    var traffic = Self.life(&random)
    for list in 0..<2 as Range<UInt32> {
      let own = (0..<8).map { _ in
        traffic.source(ipv4: UInt32.random(in: 0xf800_0000...0xffff_ffff, using: &random))
      }
      let first = 5000 + Int(list) * 500
      Self.addList(
        first..<first + 100,
        own,
        to: &traffic,
        from: Traffic.morning + 100_000,
        every: 600,
        client: 70 + list,
        using: &random
      )
    }
    let sources = traffic.campaigns().map { Self.sources(of: $0, in: traffic).count }
    #expect(sources == [8, 8])
  }

  @Test
  func `unrelated programs with one dictionary of popular names are not joined by time alone`() {
    var random = SeededGenerator(seed: 95)
    var traffic = Traffic()
    traffic.addHonestPeople(60, using: &random)
    for _ in 0..<6 {
      let source = traffic.source(
        ipv4: UInt32.random(in: 0xf800_0000...0xffff_ffff, using: &random)
      )
      let words = (0..<400).map { "word\($0)x" }.shuffled(using: &random).prefix(30)
      for (place, word) in words.enumerated() {
        traffic.miss(source, word, at: Traffic.morning + UInt32(place) * 900)
      }
    }
    let table = traffic.table()
    let joined = traffic.campaigns().filter { campaign in
      Set(campaign.probes.map { table[$0.index].source }).count > 3
    }
    #expect(joined.isEmpty)
  }

  @Test
  func `a program behind the office is accused without the office`() throws {
    var random = SeededGenerator(seed: 96)
    var traffic = Traffic()
    traffic.addHonestPeople(60, using: &random)
    let office = traffic.source(ipv4: 0xf101_0203)
    for day in 0..<5 as Range<UInt32> {
      for person in 0..<200 {
        let at = Traffic.morning + day * 86_400 + UInt32.random(in: 0..<30_000, using: &random)
        let outcome = Outcome(.sshd, .present, .hidden, .accepted)
        traffic.add(office, Traffic.person(person), at: at, outcome, client: UInt32(person % 3))
      }
    }
    Self.addList(
      6000..<6060,
      [office],
      to: &traffic,
      from: Traffic.morning + 90_000,
      every: 1200,
      client: 9,
      using: &random
    )
    let call = try #require(traffic.calls().first)
    #expect(traffic.calls().count == 1)
    let table = traffic.table()
    #expect(call.attempts.allSatisfy { table[$0].client == 9 })
    #expect(call.probes.count == 60)
  }

  @Test
  func `one campaign with the same probes twice is one`() {
    var traffic = Traffic()
    let source = traffic.source()
    for number in 0..<8 {
      traffic.miss(source, Traffic.person(number), at: Traffic.morning + UInt32(number))
    }
    let table = traffic.table()
    func part(_ places: Range<UInt32>, log10E: Double) -> Campaign {
      Campaign(
        pattern: .distributed,
        probes: places.map { Campaign.Probe(index: $0, answer: .absent, posterior: 0.9) },
        probesAtDetection: 3,
        log10E: log10E,
        tests: 1,
        terms: [],
        attempts: []
      )
    }
    let assembly = CampaignAssembly(table: table, census: NameCensus(nameCount: 8))
    let joined = assembly.assemble([part(0..<6, log10E: 6), part(3..<8, log10E: 9)])
    #expect(joined.count == 1)
    #expect(joined.first?.probes.map(\.index) == Array(0..<8))
    #expect(joined.first?.log10E == 9)
    // The one that was found first tells when.
    #expect(joined.first?.probesAtDetection == 3)
    let apart = assembly.assemble([part(0..<4, log10E: 6), part(4..<8, log10E: 9)])
    #expect(apart.count == 2)
  }

  /// A scan numbers names in another order each time, and these weights sum up to three or to a little less.
  @Test
  func `whether two lists share enough names does not depend on the numbers of the names`() {
    func count(_ askers: [Int]) -> Int {
      var traffic = Traffic()
      let numbers = askers.indices.map { traffic.name(Traffic.person($0)) }
      let sources = [traffic.source(), traffic.source()]
      for (place, source) in sources.enumerated() {
        for number in askers.indices {
          let time = Traffic.morning + UInt32(100 * number + place)
          traffic.miss(source, Traffic.person(number), at: time)
        }
      }
      let table = traffic.table()
      var census = NameCensus(nameCount: askers.count)
      for (name, count) in zip(numbers, askers) { for _ in 0..<count { census.note(name) } }
      let parts = [0..<7, 7..<14].map { (places: Range<UInt32>) in
        Campaign(
          pattern: .singleSource,
          probes: places.map { Campaign.Probe(index: $0, answer: .absent, posterior: 0.9) },
          probesAtDetection: 3,
          log10E: 9,
          tests: 1,
          terms: [],
          attempts: []
        )
      }
      return CampaignAssembly(table: table, census: census).assemble(parts).count
    }
    let askers = [2, 2, 4, 7, 7, 7, 7]
    #expect(count(askers) == count(askers.reversed()))
    // With one name more to share they are one list.
    #expect(count([2, 2, 2, 2, 7, 7, 7]) == 1)
  }
}
