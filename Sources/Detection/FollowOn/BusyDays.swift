import Model

/// How often each account is used in a day at each service, and which use of an account by one source is more
/// than its owner ever made of that service.
struct BusyDays: Sendable {
  /// Fewer uses than that are no abuse, however little the owner does.
  static let fewestUses = 10
  /// Abuse is at least so many times the owner's busiest day.
  static let leastRatio = 2

  private struct Use: Hashable {
    var account: UInt32
    var service: Service
  }

  private struct Day: Hashable {
    var use: Use
    var day: UInt32
  }

  /// Accepted uses on a day of UTC by one account at one service, most first.
  private let counts: [Int]
  private let busiest: [Use: [(day: UInt32, count: Int)]]

  /// - Complexity: O(attempts).
  init(_ table: AttemptTable, directory: AccountDirectory) {
    var uses: [Day: Int] = [:]
    for attempt in table.chunks.joined()
    where attempt.outcome.credential == .accepted && attempt.outcome.service != .postfixRecipient {
      let account = directory[attempt.name]
      if account == AccountDirectory.none { continue }
      let use = Use(account: account, service: attempt.outcome.service)
      uses[Day(use: use, day: attempt.seconds / 86_400), default: 0] += 1
    }
    counts = uses.values.sorted(by: >)
    busiest = uses.reduce(into: [:]) { known, use in
      known[use.key.use, default: []].append((use.key.day, use.value))
    }
  }

  /// The chance that a day of any account at one service is as busy as `uses`, from all days of all accounts
  /// and services; `nil` where that is nothing beside the account's own days at `service` before `seconds`.
  func chance(
    of uses: Int,
    _ account: UInt32,
    at service: Service,
    since seconds: UInt32
  ) -> Double? {
    let own = busiest[Use(account: account, service: service), default: []]
      .filter { $0.day < seconds / 86_400 }.map(\.count).max()
    guard uses >= Self.fewestUses, uses >= Self.leastRatio * (own ?? 0) else { return nil }
    let asBusy = counts.prefix { $0 >= uses }.count
    return Double(asBusy + 1) / Double(counts.count + 1)
  }
}
