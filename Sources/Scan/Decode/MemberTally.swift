package import LogFormats
package import Model

/// The account of one log: every record of it in exactly one count.
package struct MemberTally: Sendable {
  package var records = 0
  package var attempts = 0
  package var notAttempts = 0
  package var blank = 0
  package var recordsWithNUL = 0
  package var recordsWithBrokenText = 0
  /// Line of the first record with broken UTF-8, counted from 1.
  package var firstBrokenTextLine: Int?
  package var lines = 0
  package var notUnderstood: [Int] = Array(
    repeating: 0,
    count: RecordVerdict.Reason.allCases.count
  )
  /// First records that were not understood, by reason, with their line in the file.
  package var examples: [(reason: RecordVerdict.Reason, place: Diagnostic)] = []

  init() {}

  package var notUnderstoodTotal: Int { notUnderstood.reduce(0, +) }

  /// By member, from the blocks in the order of the segments.
  static func all(blocks: [DecodedBlock], logs: OpenedLogs) -> [MemberTally] {
    var tallies = [MemberTally](repeating: MemberTally(), count: logs.members.count)
    for block in blocks {
      let member = logs.segments[Int(block.segment)].member
      tallies[member].add(block.tally, path: logs.members[member].path)
    }
    return tallies
  }

  private mutating func add(_ block: BlockTally, path: String) {
    for example in block.examples
    where notUnderstood[Int(example.reason.rawValue)] < BlockTally.examplesKept {
      let place = Diagnostic(
        file: path,
        line: lines + example.line + 1,
        message: example.reason.text
      )
      if examples.count(where: { $0.reason == example.reason }) < BlockTally.examplesKept {
        examples.append((example.reason, place))
      }
    }
    records += block.records
    attempts += block.attempts
    notAttempts += block.notAttempts
    blank += block.blank
    recordsWithNUL += block.recordsWithNUL
    recordsWithBrokenText += block.recordsWithBrokenText
    firstBrokenTextLine = firstBrokenTextLine ?? block.firstBrokenTextLine.map { lines + $0 + 1 }
    lines += block.lines
    for reason in notUnderstood.indices { notUnderstood[reason] += block.notUnderstood[reason] }
  }
}
