/// Remembers the numbers of IPv4 addresses, ahead of the table of sources: one look at memory, where the
/// table needs three.
///
/// Direct-mapped, as `RecentTexts` is, and large enough for the addresses of most logs.
struct RecentAddresses: Sendable {
  /// 2 MB.
  static let entryBits = 18

  /// The address in the upper half, its number plus one in the lower; 0 for none.
  private var entries = [UInt64](repeating: 0, count: 1 << entryBits)

  /// The number that the address was last given; `nil` if it is not remembered.
  func number(of address: UInt32) -> UInt32? {
    let entry = entries[Self.place(of: address)]
    let number = UInt32(truncatingIfNeeded: entry)
    return UInt32(truncatingIfNeeded: entry >> 32) == address && number != 0 ? number - 1 : nil
  }

  /// Keeps `number`, which is below `UInt32.max`, in place of the address that had the place.
  mutating func remember(_ number: UInt32, of address: UInt32) {
    entries[Self.place(of: address)] = UInt64(address) << 32 | UInt64(number + 1)
  }

  /// The upper bits of a product with 2^32 divided by the golden ratio. Not keyed: who makes addresses
  /// collide makes us forget.
  private static func place(of address: UInt32) -> Int {
    Int((address &* 0x9e37_79b1) >> UInt32(32 - entryBits))
  }
}
