import LogBytes
import Testing

struct ByteInternerTests {
  private static func word(using random: inout SeededGenerator) -> [UInt8] {
    let length =
      switch Int.random(in: 0..<10, using: &random) {
      case 0: 0
      case 1: Int.random(in: 100...3000, using: &random)
      default: Int.random(in: 1...12, using: &random)
      }
    // Few letters: many repeats, many shared beginnings.
    return (0..<length).map { _ in UInt8.random(in: 0x61...0x63, using: &random) }
  }

  @Test
  func `numbers are those of a dictionary, through many growths`() {
    var random = SeededGenerator(seed: 1)
    var interner = ByteInterner()
    var oracle: [[UInt8]: UInt32] = [:]
    for _ in 0..<20_000 {
      let word = Self.word(using: &random)
      let wanted = oracle[word] ?? UInt32(oracle.count)
      oracle[word] = wanted
      if interner.intern(word.span) != wanted {
        Issue.record("\(word.count) bytes")
        return
      }
    }
    #expect(interner.count == oracle.count)
    #expect(interner.byteCount == oracle.keys.reduce(0) { $0 + $1.count })
    #expect(oracle.count > 2000)
    for (word, number) in oracle where interner.bytes(of: number) != word {
      Issue.record("\(number) is not its word")
    }
  }

  @Test
  func `strings that differ in one byte, anywhere, are different`() {
    var interner = ByteInterner()
    for length in [1, 7, 8, 9, 15, 16, 17, 64] {
      let word = [UInt8](repeating: 0, count: length)
      let number = interner.intern(word.span)
      for place in 0..<length {
        var other = word
        other[place] = 1
        #expect(interner.intern(other.span) != number)
      }
      #expect(interner.intern(word.span) == number)
    }
  }

  @Test
  func `the empty string has a number like any other`() {
    var interner = ByteInterner()
    let nothing: [UInt8] = []
    #expect(interner.intern([0x61].span) == 0)
    #expect(interner.intern(nothing.span) == 1)
    #expect(interner.intern(nothing.span) == 1)
    #expect(interner.bytes(of: 1) == [])
    #expect(interner.text(of: 0) == "a")
  }

  @Test
  func `absorbing renumbers every string, known or not`() {
    var random = SeededGenerator(seed: 2)
    var left = ByteInterner()
    var right = ByteInterner()
    for _ in 0..<3000 {
      _ = left.intern(Self.word(using: &random).span)
      _ = right.intern(Self.word(using: &random).span)
    }
    let before = left.count
    let numbers = left.absorb(right)
    #expect(numbers.count == right.count)
    #expect(Set(numbers).count == right.count)
    #expect(left.count >= before)
    for (old, new) in numbers.enumerated() where left.bytes(of: new) != right.bytes(of: UInt32(old))
    {
      Issue.record("\(old) became \(new)")
    }
    let again = left.absorb(right)
    #expect(again == numbers)
  }

  @Test
  func `broken UTF-8 is kept as bytes and shown replaced`() {
    var interner = ByteInterner()
    let number = interner.intern([0x61, 0xff, 0x62].span)
    #expect(number.map { interner.bytes(of: $0) } == [0x61, 0xff, 0x62])
    #expect(number.map { interner.text(of: $0) } == "a\u{fffd}b")
  }
}
