import Model

/// Every address that anything comes from, with its text. Events hold the number.
///
/// The public addresses are of 240.0.0.0/4, which RFC 1112 reserves and nobody has, and of
/// 2001:db8::/32 (RFC 3849), so that no log of the lab ever names somebody's. A /16 stands for a
/// provider.
struct SourceTable {
  private(set) var texts: [[UInt8]] = []
  private(set) var addresses: [IPAddress] = []
  private var numbers: [IPAddress: UInt32] = [:]

  mutating func intern(_ address: IPAddress) -> UInt32 {
    if let number = numbers[address] { return number }
    let number = UInt32(addresses.count)
    addresses.append(address)
    texts.append(Array(address.description.utf8))
    numbers[address] = number
    return number
  }

  func text(_ number: UInt32) -> String {
    addresses[Int(number)].description
  }

  /// The number that stands for the provider, from the range of private AS numbers.
  func provider(_ number: UInt32) -> Int {
    let address = addresses[Int(number)]
    let block = address.ipv4.map { Int($0 >> 16) } ?? Int(address.high >> 16 & 0xffff)
    return 4_200_000_000 + block
  }

  /// An address anywhere that nothing came from yet.
  mutating func stranger(_ random: inout SeededGenerator) -> UInt32 {
    fresh(&random) { IPAddress(ipv4: 0xf000_0000 | UInt32($0.below(1 << 28))) }
  }

  /// An address of one provider.
  mutating func stranger(ofProvider block: UInt32, _ random: inout SeededGenerator) -> UInt32 {
    fresh(&random) { IPAddress(ipv4: block & 0xffff_0000 | UInt32($0.within(256...65278))) }
  }

  /// An address of one /24; the /24 has 254, so no more than that are asked for.
  mutating func stranger(ofSubnet block: UInt32, _ random: inout SeededGenerator) -> UInt32 {
    fresh(&random) { IPAddress(ipv4: block & 0xffff_ff00 | UInt32($0.within(1...254))) }
  }

  /// An address of one /48.
  mutating func stranger(ofSubnet6 high: UInt64, _ random: inout SeededGenerator) -> UInt32 {
    fresh(&random) { IPAddress(high: high & ~0xffff | UInt64($0.below(65536)), low: $0.next()) }
  }

  /// An IPv6 address of somebody's home: a /64 of its own.
  mutating func home6(_ random: inout SeededGenerator) -> UInt32 {
    fresh(&random) {
      IPAddress(high: 0x2001_0db8_0000_0000 | $0.next() >> 32, low: $0.next() | 1 << 62)
    }
  }

  private mutating func fresh(
    _ random: inout SeededGenerator,
    _ draw: (inout SeededGenerator) -> IPAddress
  ) -> UInt32 {
    // A taken address is drawn again; after a while a taken one must do (a full subnet).
    for _ in 0..<1000 {
      let address = draw(&random)
      if numbers[address] == nil { return intern(address) }
    }
    return intern(draw(&random))
  }
}
