import Model

/// How often each account is used in a day, and which use of an account by one source is more than its owner
/// ever did.
struct BusyDays: Sendable {
  /// Fewer uses than that are no abuse, however little the owner does.
  static let fewestUses = 10
  /// Abuse is at least so many times the owner's busiest day.
  static let leastRatio = 2

  private struct Day: Hashable {
    var account: UInt32
    var day: UInt32
  }

  /// Accepted uses on a day of UTC, most first.
  private let counts: [Int]
  private let busiest: [UInt32: [(day: UInt32, count: Int)]]

  /// - Complexity: O(attempts).
  init(_ table: AttemptTable, directory: AccountDirectory) {
    var uses: [Day: Int] = [:]
    for attempt in table.chunks.joined()
    where attempt.outcome.credential == .accepted && attempt.outcome.service != .postfixRecipient {
      let account = directory[attempt.name]
      if account == AccountDirectory.none { continue }
      uses[Day(account: account, day: attempt.seconds / 86_400), default: 0] += 1
    }
    counts = uses.values.sorted(by: >)
    busiest = uses.reduce(into: [:]) { known, use in
      known[use.key.account, default: []].append((use.key.day, use.value))
    }
  }

  /// The chance that a day of any account is as busy as `uses`, from all days of all accounts; `nil` where
  /// that is nothing beside the account's own days before `seconds`.
  func chance(of uses: Int, _ account: UInt32, since seconds: UInt32) -> Double? {
    let own = busiest[account, default: []].filter { $0.day < seconds / 86_400 }.map(\.count).max()
    guard uses >= Self.fewestUses, uses >= Self.leastRatio * (own ?? 0) else { return nil }
    let asBusy = counts.prefix { $0 >= uses }.count
    return Double(asBusy + 1) / Double(counts.count + 1)
  }
}
