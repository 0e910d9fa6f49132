import Model
import Testing

@testable import Detection

struct RoundTestTests {
  @Test
  func `fifteen contacts on fifteen days are one in three hundred thousand by chance`() {
    var test = RoundTest()
    // 13!/15^13, the two ends being taken.
    let chance = (1...13).reduce(1.0) { $0 * Double($1) / 15 }
    let ratio = test.log10Ratio(contacts: 15, days: 15, repeats: 0)
    #expect(abs(ratio - (0.75 / chance).log10) < 1e-6)
  }

  @Test
  func `one contact that slips into the next day does not hide a list`() {
    var test = RoundTest()
    #expect(test.log10Ratio(contacts: 15, days: 15, repeats: 1) > 2)
  }

  @Test
  func `names that come as they come speak against rounds`() {
    var random = SeededGenerator(seed: 73)
    var test = RoundTest()
    let ratios = (0..<500).map { _ in
      let rounds = (0..<15).map { _ in Int.random(in: 0..<15, using: &random) }.sorted()
      return test.log10Ratio(
        contacts: 15,
        days: rounds[14] - rounds[0] + 1,
        repeats: min(2, zip(rounds, rounds.dropFirst()).count { $0 == $1 })
      )
    }
    #expect(RoundTest.log10E(ratios) < 0)
  }

  /// Twelve names a day for so many days, each from a source of its own; noise on popular names besides.
  private static func traffic(days: Int, isInRounds: Bool) -> Traffic {
    var random = SeededGenerator(seed: 74)
    var traffic = Traffic()
    let span = UInt32(days) * 86_400
    for name in 0..<12 {
      for day in 0..<UInt32(days) {
        let inDay = UInt32.random(in: 0..<86_000, using: &random)
        let anyTime = UInt32.random(in: 0..<span, using: &random)
        let at = Traffic.morning + (isInRounds ? day * 86_400 + inDay : anyTime)
        traffic.miss(traffic.source(), "x" + Traffic.person(name), at: at)
      }
    }
    for _ in 0..<300 {
      let name = "popular\(Int.random(in: 0..<4, using: &random))"
      let at = Traffic.morning + UInt32.random(in: 0..<span, using: &random)
      traffic.miss(traffic.source(), name, at: at)
    }
    return traffic
  }

  @Test
  func `the same names once a day from thousands of sources are one campaign, without the noise`()
    throws
  {
    let traffic = Self.traffic(days: 15, isInRounds: true)
    let campaigns = traffic.campaigns()
    let campaign = try #require(campaigns.first)
    #expect(campaigns.count == 1)
    #expect(campaign.pattern == .sourceFree)
    let table = traffic.table()
    let names = Set(
      campaign.probes.map { String(decoding: table.nameText(table[$0.index].name), as: UTF8.self) }
    )
    #expect(names == Set((0..<12).map { "x" + Traffic.person($0) }))
    #expect(campaign.probes.count >= 170)
    #expect(campaign.probesAtDetection < campaign.probes.count)
  }

  @Test
  func `names that are merely popular are no list in rounds`() {
    #expect(Self.traffic(days: 15, isInRounds: false).campaigns().isEmpty)
  }
}
