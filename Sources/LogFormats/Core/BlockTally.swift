/// The account of one block: each record is in exactly one of the counts.
package struct BlockTally: Sendable {
  /// A record that was not understood, where it stands in its block.
  package struct Example: Sendable, Equatable {
    package var reason: RecordVerdict.Reason
    package var byteOffset: Int
    /// Counted from 0 in the block.
    package var line: Int
  }

  /// First examples kept for each reason.
  package static let examplesKept = 3

  package var attempts = 0
  package var notAttempts = 0
  package var blank = 0
  package var recordsWithNUL = 0
  package private(set) var recordsWithBrokenText = 0
  /// Line of the first record with broken UTF-8, counted from 0 in the block.
  package private(set) var firstBrokenTextLine: Int?
  package private(set) var notUnderstood: [Int] = Array(
    repeating: 0,
    count: RecordVerdict.Reason.allCases.count
  )
  package private(set) var examples: [Example] = []
  package var lines = 0

  package init() {}

  package var records: Int { attempts + notAttempts + blank + notUnderstood.reduce(0, +) }

  @inline(__always)
  package mutating func count(_ verdict: RecordVerdict, byteOffset: Int, line: Int) {
    switch verdict {
    case .attempt: attempts &+= 1
    case .notAttempt: notAttempts &+= 1
    case .notUnderstood(let reason): count(reason, byteOffset: byteOffset, line: line)
    }
  }

  @inline(never)
  private mutating func count(_ reason: RecordVerdict.Reason, byteOffset: Int, line: Int) {
    notUnderstood[Int(reason.rawValue)] += 1
    if notUnderstood[Int(reason.rawValue)] <= Self.examplesKept {
      examples.append(Example(reason: reason, byteOffset: byteOffset, line: line))
    }
  }

  package mutating func countBrokenText(line: Int) {
    recordsWithBrokenText += 1
    firstBrokenTextLine = firstBrokenTextLine ?? line
  }
}
