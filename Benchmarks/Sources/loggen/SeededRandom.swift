// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
// Own code rather than `SystemRandomNumberGenerator`: the same seed has to give the same file for ever.

/// Random numbers that depend on the seed alone.
struct SeededRandom {
  private var state: UInt64

  init(seed: UInt64) {
    state = mixed(seed)
  }

  @inline(__always)
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return finished(state)
  }

  /// An even pick from `0..<limit`; `limit` is at most 2^32.
  @inline(__always)
  mutating func pick(_ limit: Int) -> Int {
    Int(truncatingIfNeeded: ((next() >> 32) &* UInt64(truncatingIfNeeded: limit)) >> 32)
  }

  /// A pick from `0..<limit` that prefers small numbers: half of them lie in the first quarter.
  @inline(__always)
  mutating func skewedPick(_ limit: Int) -> Int {
    let share = next() >> 32
    return Int(
      truncatingIfNeeded: (((share &* share) >> 32) &* UInt64(truncatingIfNeeded: limit)) >> 32
    )
  }

  /// True `perMille` times in a thousand.
  @inline(__always)
  mutating func chance(_ perMille: Int) -> Bool {
    pick(1000) < perMille
  }
}

/// A hash of a number: gives a source or a person the same habits each time it is met.
@inline(__always)
func mixed(_ value: UInt64) -> UInt64 {
  finished(value &+ 0x9E37_79B9_7F4A_7C15)
}

@inline(__always)
private func finished(_ value: UInt64) -> UInt64 {
  var result = value
  result = (result ^ (result >> 30)) &* 0xBF58_476D_1CE4_E5B9
  result = (result ^ (result >> 27)) &* 0x94D0_49BB_1331_11EB
  return result ^ (result >> 31)
}
