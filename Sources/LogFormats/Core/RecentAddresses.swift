import LogBytes

/// Remembers the numbers and the shards of IPv4 addresses, ahead of the table of sources: one look at
/// memory, where the table needs three.
///
/// Direct-mapped, as `RecentTexts` is. It grows with the addresses that are met: as long as these are few it stays
/// in the processor's nearer caches.
struct RecentAddresses: Sendable {
  /// 32 KB to begin with.
  private static let fewestEntryBits = 12
  /// 2 MB, large enough for the addresses of most logs.
  private static let mostEntryBits = 18
  private static let shardBits = UInt64(AttemptList.shardCount.trailingZeroBitCount)
  /// Numbers above it are not remembered.
  private static let greatestNumber = UInt32.max >> UInt32(shardBits) - 1

  /// The address in the upper half; then its shard, and its number plus one. 0 for none.
  private var entries = [UInt64](repeating: 0, count: 1 << fewestEntryBits)
  private var entryBits = fewestEntryBits
  /// How many addresses were remembered so far: with a quarter of the places taken, one in eight has lost its own.
  private var remembered = 0

  struct Source {
    var number: UInt32
    var shard: Int
  }

  /// Asks for what is remembered of the address, before it is needed.
  func prefetch(_ address: UInt32) { entries.prefetch(place(of: address)) }

  /// What the address was last given; `nil` if it is not remembered.
  func source(of address: UInt32) -> Source? {
    let entry = entries[place(of: address)]
    let rest = UInt32(truncatingIfNeeded: entry)
    guard UInt32(truncatingIfNeeded: entry >> 32) == address, rest != 0 else { return nil }
    let shard = rest >> UInt32(32 - Self.shardBits)
    let number = rest & (UInt32.max >> UInt32(Self.shardBits))
    return Source(number: number - 1, shard: Int(shard))
  }

  /// Keeps `source` in place of the address that had the place.
  mutating func remember(_ source: Source, of address: UInt32) {
    guard source.number < Self.greatestNumber else { return }
    let rest = UInt64(source.shard) << (32 - Self.shardBits) | UInt64(source.number + 1)
    entries[place(of: address)] = UInt64(address) << 32 | rest
    remembered += 1
    if remembered > entries.count / 4, entryBits < Self.mostEntryBits { grow() }
  }

  /// Keeps what is remembered, in four times as many places.
  private mutating func grow() {
    let old = entries
    entryBits += 2
    entries = Array(repeating: 0, count: 1 << entryBits)
    for entry in old where entry != 0 {
      entries[place(of: UInt32(truncatingIfNeeded: entry >> 32))] = entry
    }
  }

  /// The upper bits of a product with 2^32 divided by the golden ratio. Not keyed: who makes addresses
  /// collide makes us forget.
  private func place(of address: UInt32) -> Int {
    Int((address &* 0x9e37_79b1) >> UInt32(32 - entryBits))
  }
}
