import Model
import Testing

@testable import Detection

struct StreamTests {
  /// A stream of honest life with one novel name in ten, and a campaign from place 400 to 480.
  private static func stream(campaignShare: Double, seed: UInt64) -> [Bool] {
    var random = SeededGenerator(seed: seed)
    return (0..<800).map { place in
      let share = (400..<480).contains(place) ? campaignShare : 0.1
      return Double.random(in: 0..<1, using: &random) < share
    }
  }

  @Test(arguments: [51, 52, 53, 54, 55] as [UInt64])
  func `a stretch full of new names is found where it is`(seed: UInt64) throws {
    let novel = Self.stream(campaignShare: 0.8, seed: seed)
    let test = NoveltyTest(share: NoveltyTest.honestShare(novel))
    let found = test.stretches(novel, threshold: 6)
    #expect(found.count == 1)
    let stretch = try #require(found.first)
    #expect((385...415).contains(stretch.first) && (465...495).contains(stretch.last))
    #expect(stretch.crossing - stretch.first <= 40)
  }

  @Test(arguments: [51, 52, 53, 54, 55] as [UInt64])
  func `honest life alone gives no stretch`(seed: UInt64) {
    let novel = Self.stream(campaignShare: 0.1, seed: seed)
    let test = NoveltyTest(share: NoveltyTest.honestShare(novel))
    #expect(test.stretches(novel, threshold: 6).isEmpty)
  }

  @Test(arguments: [
    ("anna.berg@corp.example", "ivo.petrov@corp.example", true),
    ("a.berg@corp.example", "anna.berg@corp.example", false),
    ("anna@corp.example", "anna@other.example", false),
    ("user17", "guest4", true),
    ("user17", "user", false),
  ])
  func `names are of one make whoever the people are`(left: String, right: String, alike: Bool) {
    let makes = [left, right].map { NameTemplate(Array($0.utf8)) }
    #expect((makes[0] == makes[1]) == alike)
  }

  @Test
  func `the lower root stays, whatever the order of joins`() {
    var sets = DisjointSets(count: 5)
    sets.join(3, 4)
    sets.join(4, 1)
    #expect([1, 3, 4].allSatisfy { sets.root(of: $0) == 1 })
    #expect(sets.root(of: 0) == 0 && sets.root(of: 2) == 2)
  }
}
