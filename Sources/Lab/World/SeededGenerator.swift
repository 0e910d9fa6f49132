/// SplitMix64 (Steele, Lea, Flood 2014): the same sequence for the same seed, on every machine.
///
/// What is drawn from it is made here and not by the standard library, whose algorithms may change.
struct SeededGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
    return word ^ word >> 31
  }

  /// A generator of its own for a part of the work, so that parts do not disturb each other.
  func fork(_ part: Int) -> SeededGenerator {
    var mixed = SeededGenerator(
      seed: state ^ UInt64(truncatingIfNeeded: part) &* 0xd1b5_4a32_d192_ed03
    )
    return SeededGenerator(seed: mixed.next())
  }

  /// From 0 to below `bound`, by the upper half of a product (bias below 2^-32 for our bounds).
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(max(1, bound))).high)
  }

  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// From 0 to below 1.
  mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  mutating func within(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + unit() * (range.upperBound - range.lowerBound)
  }

  mutating func chance(_ probability: Double) -> Bool {
    unit() < probability
  }

  /// One of `choices`, which is not empty.
  mutating func pick<Choices: RandomAccessCollection>(_ choices: Choices) -> Choices.Element {
    choices[choices.index(choices.startIndex, offsetBy: below(choices.count))]
  }

  mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, below(last + 1))
    }
  }

  /// `count` of `elements`, or all, in an order of chance.
  mutating func sample<Element>(_ elements: [Element], _ count: Int) -> [Element] {
    var pool = elements
    shuffle(&pool)
    return Array(pool.prefix(max(0, count)))
  }
}
