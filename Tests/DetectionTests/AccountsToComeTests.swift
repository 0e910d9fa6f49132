import Model
import Testing

@testable import Detection

/// A company of people who sign in, and a host that asks for forty names nobody has.
private struct Import {
  static let names = 40
  static let day: UInt32 = 86_400

  var traffic = Traffic()
  let begin = Traffic.morning + 4 * day
  private let host: UInt32

  init(host address: UInt32 = 0x0a14_0018, gap: (Int) -> UInt32 = { _ in 3 }, days: UInt32 = 6) {
    var random = SeededGenerator(seed: 5)
    traffic.addHonestPeople(60, using: &random)
    // The log's last line.
    traffic.signIn(traffic.source(), Traffic.person(0), at: Traffic.morning + days * Self.day)
    host = traffic.source(ipv4: address)
    var at = begin
    for number in 0..<Self.names {
      traffic.miss(host, Self.name(number), at: at)
      at += gap(number)
    }
  }

  static func name(_ number: Int) -> String { Traffic.person(70_000 + number) }

  /// People sign in with the first `count` of the names a day later.
  mutating func use(_ count: Int) {
    for number in 0..<count {
      let at = begin + Self.day + UInt32(number) * 60
      traffic.signIn(traffic.source(), Self.name(number), at: at)
    }
  }

  /// The host asks for somebody who exists.
  mutating func hit() { traffic.hit(host, Traffic.person(3), at: begin + 200) }

  var isAccused: Bool {
    traffic.campaigns().contains { campaign in
      campaign.probes.contains { traffic.table()[$0.index].source == host }
    }
  }

  var isHeldBack: Bool {
    !AccountsToCome(table: traffic.table()).heldBack(traffic.calls()).isEmpty
  }
}

struct AccountsToComeTests {
  @Test
  func `an import at the end of the log is held back and said to be`() {
    let life = Import()
    #expect(!life.isAccused && life.isHeldBack)
  }

  @Test
  func `an import of which no account came in three days is a roll call`() {
    let life = Import(days: 8)
    #expect(life.isAccused && !life.isHeldBack)
  }

  @Test(arguments: [(0, true), (5, true), (25, false), (40, false)])
  func `names go with those of the batch that came to exist`(used: Int, isAccused: Bool) {
    var life = Import(days: 9)
    life.use(used)
    #expect(life.isAccused == isAccused)
    #expect(!life.isHeldBack)
  }

  @Test
  func `a list that hits somebody is no import`() {
    var life = Import()
    life.hit()
    #expect(life.isAccused && !life.isHeldBack)
  }

  @Test
  func `nobody imports accounts from the internet`() {
    let life = Import(host: 0xcb00_7105)
    #expect(life.isAccused && !life.isHeldBack)
  }

  @Test
  func `a program does not wait now for long and now for short`() {
    let life = Import(gap: { UInt32([4, 19, 9, 40][$0 % 4]) })
    #expect(life.isAccused && !life.isHeldBack)
  }

  @Test(arguments: [
    (IPAddress(ipv4: 0x0a00_0001), true), (IPAddress(ipv4: 0xac10_0001), true),
    (IPAddress(ipv4: 0xac20_0001), false), (IPAddress(ipv4: 0xc0a8_ff01), true),
    (IPAddress(ipv4: 0xc0a9_0001), false), (IPAddress(ipv4: 0x7f00_0001), true),
    (IPAddress(ipv4: 0xa9fe_0101), true), (IPAddress(ipv4: 0x0808_0808), false),
    (IPAddress(high: 0xfd00_0000_0000_0000, low: 1), true),
    (IPAddress(high: 0xfe80_0000_0000_0000, low: 1), true), (IPAddress(high: 0, low: 1), true),
    (IPAddress(high: 0x2001_0db8_0000_0000, low: 1), false),
  ])
  func `a private address belongs to one's own network`(address: IPAddress, isPrivate: Bool) {
    #expect(address.isPrivate == isPrivate)
  }
}
