import Model
import Testing

@testable import Detection

struct PaceTests {
  /// A list with gaps of an hour, give or take a third, and contacts of others at random.
  private static func contacts(seed: UInt64, isEven: Bool) -> [(at: Double, isOurs: Bool)] {
    var random = SeededGenerator(seed: seed)
    var (at, contacts) = (0.0, [(at: Double, isOurs: Bool)]())
    for _ in 0..<80 {
      contacts.append((at, true))
      at += isEven ? .random(in: 2400...4800, using: &random) : 3600
    }
    if !isEven {
      contacts = (0..<80).map { _ in (.random(in: 0..<at, using: &random), true) }
    }
    for _ in 0..<30 { contacts.append((.random(in: 0..<at, using: &random), false)) }
    return contacts.sorted { $0.at < $1.at }
  }

  private static func posteriors(_ contacts: [(at: Double, isOurs: Bool)]) -> [Double] {
    // What else is known tells them apart a little.
    Pace.posteriors(contacts.map { $0.isOurs ? 0.8 : 0.6 }, at: contacts.map(\.at))
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `contacts that break an even pace are doubted, those that keep it are believed`(
    seed: UInt64
  ) {
    let contacts = Self.contacts(seed: seed, isEven: true)
    let posteriors = Self.posteriors(contacts)
    let (ours, others) = (
      zip(contacts, posteriors).filter(\.0.isOurs).map(\.1),
      zip(contacts, posteriors).filter { !$0.0.isOurs }.map(\.1)
    )
    #expect(ours.reduce(0, +) / 80 > 0.85)
    #expect(others.reduce(0, +) / 30 < 0.45)
  }

  @Test(arguments: [6, 7, 8] as [UInt64])
  func `a random process says nothing of whose a contact is`(seed: UInt64) {
    let contacts = Self.contacts(seed: seed, isEven: false)
    let posteriors = Self.posteriors(contacts)
    let moved = zip(contacts, posteriors).map { abs($1 - ($0.isOurs ? 0.8 : 0.6)) }
    #expect(moved.reduce(0, +) / Double(moved.count) < 0.15)
  }

  @Test
  func `few contacts, and contacts of one moment, stay as they were`() {
    #expect(Pace.posteriors([0.7, 0.2], at: [1, 9]) == [0.7, 0.2])
    let same = Array(repeating: 0.6, count: 40)
    #expect(Pace.posteriors(same, at: Array(repeating: 5, count: 40)) == same)
    #expect(Pace.posteriors([], at: []).isEmpty)
  }

  /// Fifty misses with gaps of an hour, give or take a third, and as many hits as `isOwn` says: each between two
  /// of them, or at random.
  private static func withHits(
    seed: UInt64,
    areOwn: Bool
  ) -> (times: [Double], isHit: [Bool]) {
    var random = SeededGenerator(seed: seed)
    var (at, contacts) = (0.0, [(at: Double, isHit: Bool)]())
    for number in 0..<75 {
      let isHit = number % 3 == 2
      if !isHit || areOwn { contacts.append((at, isHit)) }
      if !isHit || areOwn { at += .random(in: 2400...4800, using: &random) }
    }
    if !areOwn {
      for _ in 0..<40 { contacts.append((.random(in: 0..<at, using: &random), true)) }
    }
    contacts.sort { $0.at < $1.at }
    return (contacts.map(\.at), contacts.map(\.isHit))
  }

  @Test(arguments: [11, 12, 13, 14] as [UInt64])
  func `hits that break the pace of the misses are somebody else's, however alike they look`(
    seed: UInt64
  ) {
    let (times, isHit) = Self.withHits(seed: seed, areOwn: false)
    let alike = times.map { _ in 0.98 }
    let posteriors = Pace.posteriors(alike, at: times, isDoubtful: isHit)
    let hits = zip(posteriors, isHit).filter(\.1).map(\.0)
    let misses = zip(posteriors, isHit).filter { !$0.1 }.map(\.0)
    #expect(hits.reduce(0, +) / Double(hits.count) < 0.5)
    #expect(misses.allSatisfy { $0 > 0.8 })
  }

  @Test(arguments: [15, 16, 17, 18] as [UInt64])
  func `hits that keep the pace stay the list's`(seed: UInt64) {
    let (times, isHit) = Self.withHits(seed: seed, areOwn: true)
    let posteriors = Pace.posteriors(times.map { _ in 0.98 }, at: times, isDoubtful: isHit)
    #expect(posteriors.allSatisfy { $0 > 0.9 })
  }

  @Test(arguments: [19, 20, 21] as [UInt64])
  func `where the times are random, hits stay as they were`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let times = (0..<60).map { _ in Double.random(in: 0..<200_000, using: &random) }.sorted()
    let isHit = times.indices.map { $0 % 3 == 0 }
    let posteriors = Pace.posteriors(times.map { _ in 0.95 }, at: times, isDoubtful: isHit)
    let hits = zip(posteriors, isHit).filter(\.1).map(\.0)
    #expect(hits.reduce(0, +) / Double(hits.count) > 0.85)
  }
}
