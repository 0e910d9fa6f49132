import Glibc

/// SplitMix64 by Steele, Lea and Flood: the same draws from a seed on every machine.
struct SeededDraw {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func bits() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }

  /// From 0 up to but not 1.
  mutating func share() -> Double { Double(bits() >> 11) / Double(1 << 53) }

  /// From 0 up to but not `bound`.
  mutating func below(_ bound: Int) -> Int { Int(bits() % UInt64(bound)) }

  mutating func chance(_ share: Double) -> Bool { self.share() < share }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

  /// A place of `count`, early ones much likelier: one in ten draws falls on the first hundredth.
  mutating func popular(_ count: Int) -> Int {
    let share = share()
    return min(count - 1, Int(Double(count) * share * share))
  }

  /// At least 0, and on average `mean`.
  mutating func exponential(mean: Double) -> Double { -log(1 - share()) * mean }

  /// Lower-case hexadecimal digits, 16 from each draw.
  mutating func digits(_ count: Int) -> String {
    var text: [UInt8] = []
    while text.count < count {
      let drawn = bits()
      for place: UInt64 in 0..<16 {
        text.append(Self.hexadecimal[Int((drawn >> (4 * place)) & 15)])
      }
    }
    return String(decoding: text.prefix(count), as: UTF8.self)
  }

  private static let hexadecimal = Array("0123456789abcdef".utf8)
}
