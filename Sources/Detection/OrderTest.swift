// Does somebody work through a sorted list?
//
// If the order of the names means nothing, the n-th one is the last of the alphabet so far with chance 1/n,
// whatever came before: ranks of exchangeable names are independent (Rényi 1962). A sorted list sets a
// record nearly every time. The ratio of the two chances, step by step, is a test martingale. Figures
// count as numbers, so that 10 follows 9.
//
// Honest programs also work through sorted lists, so order never accuses: it is stopped at `cap`, which keeps
// it a martingale, and it speaks for `weight` of the evidence. That is worth two powers of ten at most; four
// where every name is the one before with its number put up by one, as no honest list is.

import Glibc

package struct OrderTest: Sendable {
  /// Chance of a record where a list is sorted: some are sorted otherwise than we do.
  static let recordChance = 0.9
  /// Base-10 logarithm at which the test is stopped.
  static let cap = 3.0
  static let countingCap = 5.0
  /// Steps of one in a row from which on somebody is counting.
  static let fewestSteps = 5
  /// The part of the belief that reads the order at all.
  static let weight = 0.1
  /// Base-10 logarithm at which a new start is made, as a first name from the end of the alphabet hides
  /// all that follows it.
  static let restartLevel = -1.0

  private var greatest: [UInt8] = []
  private var last: [UInt8] = []
  /// Steps from one number to the next, one after the other up to the last name.
  private var steps = 0
  private var names = 0
  private var starts = 1
  /// Base-10 logarithm of the run at hand, without the weight of its start.
  private var runLog10E = 0.0
  package private(set) var isStopped = false

  package init() {}

  /// Base-10 logarithm of the e-value of the order alone.
  package var log10E: Double { runLog10E + log10StartWeight(starts) }

  /// Base-10 logarithm of what the order adds to other evidence.
  package var log10Factor: Double {
    log10(1 - Self.weight + Self.weight * pow10(log10E))
  }

  package mutating func add(_ name: [UInt8]) {
    if isStopped { return }
    names += 1
    steps = names > 1 && Self.isNext(name, after: last) ? steps + 1 : 0
    last = name
    let isRecord = names == 1 || Self.precedes(greatest, name)
    if isRecord { greatest = name }
    guard names > 1 else { return }
    let count = Double(names)
    runLog10E +=
      isRecord
      ? log10(Self.recordChance * count) : log10((1 - Self.recordChance) * count / (count - 1))
    let isCounting = steps >= Self.fewestSteps && steps == names - 1
    if log10E >= (isCounting ? Self.countingCap : Self.cap) { isStopped = true }
    if runLog10E < Self.restartLevel {
      (names, runLog10E) = (0, 0)
      starts += 1
    }
  }

  /// Whether the order is beyond doubt.
  package var isInOrder: Bool { log10E >= Self.cap }

  /// Whether `name` is `other` with the number at its end put up by one.
  static func isNext(_ name: [UInt8], after other: [UInt8]) -> Bool {
    func parts(_ text: [UInt8]) -> (stem: ArraySlice<UInt8>, number: Int)? {
      let stem = text.prefix { !isDigit($0) }
      guard stem.count < text.count, text.count - stem.count <= 9,
        let number = Int(String(decoding: text[stem.endIndex...], as: UTF8.self))
      else { return nil }
      return (stem, number)
    }
    guard let (stem, number) = parts(name), let before = parts(other) else { return false }
    return stem == before.stem && number == before.number + 1
  }

  /// Alphabetical order in which a run of figures is one number.
  static func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    var (i, j) = (0, 0)
    while i < left.count, j < right.count {
      if isDigit(left[i]), isDigit(right[j]) {
        let (one, other) = (number(in: left, at: &i), number(in: right, at: &j))
        if one.count != other.count { return one.count < other.count }
        if let place = one.indices.first(where: {
          left[$0] != right[other.startIndex + $0 - one.startIndex]
        }) {
          return left[place] < right[other.startIndex + place - one.startIndex]
        }
      } else {
        if left[i] != right[j] { return left[i] < right[j] }
        i += 1
        j += 1
      }
    }
    return left.count - i < right.count - j
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// The figures from `place` on without leading zeros; `place` is moved behind them.
  private static func number(in text: [UInt8], at place: inout Int) -> Range<Int> {
    while place < text.count, text[place] == UInt8(ascii: "0") { place += 1 }
    let start = place
    while place < text.count, isDigit(text[place]) { place += 1 }
    return start..<place
  }
}
