// Does a program look for names that are free, because accounts will be made under them?
//
// Identity management asks for each new name once, is told that nobody has it, and makes the account. That is
// a roll call in every respect but one: the accounts come. Where most of the names came, the others are of the
// same batch. Where none has come because the log ends, nobody can tell: such a run is held back, and said to
// be, until the log goes on for as long as new accounts take to be used.

import Model

/// Looks at what single sources are accused of for names whose accounts were made, or are about to be.
package struct AccountsToCome: Sendable {
  /// So long after it was asked for, an account that was made has been used by somebody.
  package static let usedWithin: UInt32 = 3 * 86_400
  /// Share of a source's absent names that came to exist, from which on all are of one batch.
  static let batchShare = 0.5
  /// A program takes as long for one name as for the next: the upper quartile of the gaps is at most so many
  /// times the lower one, but for the second that logs cut off.
  static let evenness = 1.5
  static let cutMilliseconds = 1000.0

  private let table: AttemptTable

  package init(table: AttemptTable) {
    self.table = table
  }

  /// The calls that are to be judged now.
  func judged(_ calls: [RollCall]) -> [RollCall] {
    let held = Set(heldBack(calls).map(\.source))
    return calls.filter { !Self.isBatch($0) && !held.contains($0.source) }
  }

  /// The calls that nobody can judge before the log goes on.
  /// - Complexity: O(calls), and O(attempts) where one looks like a batch.
  package func heldBack(_ calls: [RollCall]) -> [RollCall] {
    let alike = calls.filter { !Self.isBatch($0) && isLikeBatch($0) }
    if alike.isEmpty { return [] }
    var ends: [UInt32: UInt32] = [:]
    for attempt in table.chunks.joined() {
      let directory = attempt.outcome.service.directory
      ends[directory] = max(ends[directory] ?? 0, attempt.seconds)
    }
    return alike.filter { call in
      let last = table[call.probes[call.probes.count - 1].index]
      let end = ends[last.outcome.service.directory] ?? last.seconds
      return end - last.seconds < Self.usedWithin
    }
  }

  private static func isBatch(_ call: RollCall) -> Bool {
    let came = Double(call.excused[ProbeReader.Excuse.createdLater.rawValue])
    return came >= batchShare * (came + Double(call.probes.count { $0.isMiss }))
  }

  /// Whether a host of our own asked for each name once and at an even pace, and none of them existed. Whoever
  /// works off a list of names hits some.
  private func isLikeBatch(_ call: RollCall) -> Bool {
    let came = call.excused[ProbeReader.Excuse.createdLater.rawValue]
    guard call.probes.allSatisfy(\.isMiss), call.attempts.count == call.probes.count + came,
      table.sourceAddress(call.source)?.isPrivate == true
    else { return false }
    return isEven(call.probes.map { table[$0.index] })
  }

  private func isEven(_ attempts: [Attempt]) -> Bool {
    let times = attempts.map { Double($0.seconds) * 1000 + Double($0.milliseconds) }
    let gaps = zip(times, times.dropFirst()).map { $1 - $0 }.sorted()
    guard !gaps.isEmpty else { return false }
    let (lower, upper) = (gaps[gaps.count / 4], gaps[gaps.count * 3 / 4])
    return upper <= Self.evenness * lower + Self.cutMilliseconds
  }
}

extension IPAddress {
  /// Whether only a host of one's own network can have the address: RFC 1918, unique local, link-local and
  /// loopback.
  var isPrivate: Bool {
    guard let ipv4 else {
      return high >> 57 == 0x7e || high >> 54 == 0x3fa || (high == 0 && low == 1)
    }
    return ipv4 >> 24 == 10 || ipv4 >> 20 == 0xac1 || ipv4 >> 16 == 0xc0a8 || ipv4 >> 16 == 0xa9fe
      || ipv4 >> 24 == 127
  }
}
