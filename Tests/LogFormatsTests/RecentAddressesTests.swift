import Testing

@testable import LogFormats

struct RecentAddressesTests {
  @Test
  func `an address has the number it was last given or none, through all growths`() {
    var random = SeededGenerator(seed: 18)
    var (recent, given) = (RecentAddresses(), [UInt32: UInt32]())
    var (kept, asked) = (0, 0)
    for number in 0..<UInt32(120_000) {
      let address = UInt32.random(in: .min ... .max, using: &random)
      recent.remember(.init(number: number, shard: Int(number % 64)), of: address)
      given[address] = number
      guard number % 1000 == 999 else { continue }
      for (address, number) in given.prefix(1000) {
        asked += 1
        guard let source = recent.source(of: address) else { continue }
        kept += 1
        if source.number != number || source.shard != Int(number % 64) {
          Issue.record("\(address) became \(source)")
          return
        }
      }
    }
    #expect(kept > asked * 3 / 4)
  }

  @Test
  func `an address that nobody remembered has no number`() {
    var recent = RecentAddresses()
    #expect(recent.source(of: 0) == nil)
    recent.remember(.init(number: 0, shard: 0), of: 0)
    #expect(recent.source(of: 0)?.number == 0)
    #expect(recent.source(of: 1) == nil)
  }
}
