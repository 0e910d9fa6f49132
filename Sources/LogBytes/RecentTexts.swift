/// Remembers the numbers of short texts that were met a short while ago, ahead of tables that take ten
/// times as long: the lines of one sign-in follow each other, and guessers ask for the same names.
///
/// A direct-mapped cache: a text has one place, and the last text with that place keeps it. It can
/// forget, but never err: an entry holds the whole text.
///
/// `public` so that it is inlined (see `Attempt`).
public struct RecentTexts: Sendable {
  @usableFromInline
  struct Entry: Sendable {
    @usableFromInline
    var text: ShortText
    @usableFromInline
    var number: UInt32

    @inlinable
    init(text: ShortText, number: UInt32) {
      self.text = text
      self.number = number
    }
  }

  @usableFromInline
  var entries: [Entry]
  @usableFromInline
  let placeMask: Int

  /// A memory of nothing, with places for 2^`entryBits` texts of 24 bytes each.
  ///
  /// Few enough that they stay in the processor's own cache beside the log: most texts that come again
  /// come again soon.
  public init(entryBits: Int) {
    let empty = Entry(text: ShortText(low: 0, high: 0, length: 0), number: 0)
    entries = Array(repeating: empty, count: 1 << entryBits)
    placeMask = (1 << entryBits) - 1
  }

  /// The number that `text` was last given; `nil` if it is not remembered.
  @inlinable
  @inline(__always)
  public func number(of text: ShortText) -> UInt32? {
    let entry = entries[text.place & placeMask]
    return entry.text.low == text.low && entry.text.high == text.high
      && entry.text.length == text.length ? entry.number : nil
  }

  /// Keeps `number` for `text`, in place of the text that had its place.
  @inlinable
  public mutating func remember(_ number: UInt32, of text: ShortText) {
    entries[text.place & placeMask] = Entry(text: text, number: number)
  }
}

/// A text of 1 to 16 bytes in two numbers.
public struct ShortText: Sendable {
  @usableFromInline
  let low: UInt64
  @usableFromInline
  let high: UInt64
  @usableFromInline
  let length: UInt32

  @inlinable
  init(low: UInt64, high: UInt64, length: UInt32) {
    self.low = low
    self.high = high
    self.length = length
  }

  /// The text in `range`; `nil` if it is empty or longer than 16 bytes.
  ///
  /// What stands behind the text is cut off its two numbers, so that no guess is made of its length.
  @inlinable
  @inline(__always)
  public init?(_ bytes: Span<UInt8>, in range: Range<Int>) {
    let (start, length) = (range.lowerBound, range.count)
    guard length >= 1, length <= 16 else { return nil }
    guard bytes.count - start >= 16 else {
      self.init(short: bytes, in: range)
      return
    }
    let low = UInt64(littleEndian: bytes.word(at: start))
    let high = UInt64(littleEndian: bytes.word(at: start + 8))
    self.init(
      low: low & UInt64.max >> UInt64(64 - 8 * min(length, 8)),
      high: high & ~(UInt64.max << UInt64(8 * max(length - 8, 0))),
      length: UInt32(truncatingIfNeeded: length)
    )
  }

  /// The same where not 16 bytes can be read.
  @usableFromInline
  init(short bytes: Span<UInt8>, in range: Range<Int>) {
    var (low, high): (UInt64, UInt64) = (0, 0)
    for (place, index) in range.enumerated() {
      if place < 8 { low |= UInt64(bytes[index]) << UInt64(8 * place) }
      if place >= 8 { high |= UInt64(bytes[index]) << UInt64(8 * (place - 8)) }
    }
    self.init(low: low, high: high, length: UInt32(truncatingIfNeeded: range.count))
  }

  /// Multiply and fold, as `ByteInterner` does. Not keyed: who makes texts collide makes us forget.
  @inlinable
  var place: Int {
    let product = (low ^ 0xa076_1d64_78bd_642f)
      .multipliedFullWidth(by: high ^ 0xe703_7ed1_a0b4_28db)
    return Int(truncatingIfNeeded: product.high ^ product.low)
  }
}
