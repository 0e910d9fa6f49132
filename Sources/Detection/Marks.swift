/// A set of small numbers (attempts, sources, accounts), one bit each.
struct Marks: Sequence, Sendable {
  private var words: [UInt64]

  /// A set that can hold the numbers below `count`.
  init(below count: Int) {
    words = Array(repeating: 0, count: (count + 63) / 64)
  }

  /// How many numbers are in the set.
  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  func contains(_ number: UInt32) -> Bool {
    words[Int(number >> 6)] & 1 << UInt64(number & 63) != 0
  }

  /// As `contains`, for numbers that may be too great for the set.
  func holds(_ number: UInt32) -> Bool {
    Int(number >> 6) < words.count && contains(number)
  }

  mutating func insert(_ number: UInt32) {
    words[Int(number >> 6)] |= 1 << UInt64(number & 63)
  }

  mutating func insert(_ numbers: some Sequence<UInt32>) {
    for number in numbers { insert(number) }
  }

  /// The numbers in the set, the least first.
  struct Iterator: IteratorProtocol {
    private let words: [UInt64]
    private var word = -1
    /// What is left of the word.
    private var rest: UInt64 = 0

    fileprivate init(_ words: [UInt64]) {
      self.words = words
    }

    mutating func next() -> UInt32? {
      while rest == 0 {
        word += 1
        guard word < words.count else { return nil }
        rest = words[word]
      }
      let bit = rest.trailingZeroBitCount
      rest &= rest - 1
      return UInt32(word * UInt64.bitWidth + bit)
    }
  }

  func makeIterator() -> Iterator { Iterator(words) }
}

extension AttemptTable {
  /// The indices of the attempts are below it.
  var endIndex: Int { chunks.count << Self.chunkShift }
}
