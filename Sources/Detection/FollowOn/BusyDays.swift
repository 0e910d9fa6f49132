import Model

/// How often each account is used in a day at each service, and which use of an account by one source is more
/// than its owner ever made of that service.
struct BusyDays: Sendable {
  /// Fewer uses than that are no abuse, however little the owner does.
  static let fewestUses = 10
  /// Abuse is at least so many times the owner's busiest day.
  static let leastRatio = 2

  /// Accepted uses on a day of UTC by one account at one service, most first.
  private let counts: [Int]
  private let uses: [UInt64: Int]
  private let firstDay: UInt32

  /// - Complexity: O(attempts).
  init(_ table: AttemptTable, directory: AccountDirectory) {
    var uses: [UInt64: Int] = [:]
    // Attempts of one source lie side by side, and mostly use one account.
    var (last, run): (UInt64, Int) = (.max, 0)
    var firstDay = UInt32.max
    for attempt in table.chunks.joined()
    where attempt.outcome.credential == .accepted && attempt.outcome.service != .postfixRecipient {
      let account = directory[attempt.name]
      if account == AccountDirectory.none { continue }
      let day = attempt.seconds / 86_400
      firstDay = min(firstDay, day)
      let use = Self.key(account, attempt.outcome.service, day)
      if use != last {
        if run > 0 { uses[last, default: 0] += run }
        (last, run) = (use, 0)
      }
      run += 1
    }
    if run > 0 { uses[last, default: 0] += run }
    counts = uses.values.sorted(by: >)
    (self.uses, self.firstDay) = (uses, firstDay)
  }

  /// A day of UTC fits into sixteen bits until the year 2149.
  private static func key(_ account: UInt32, _ service: Service, _ day: UInt32) -> UInt64 {
    UInt64(account) << 32 | UInt64(service.rawValue) << 16 | UInt64(day & 0xffff)
  }

  /// The chance that a day of any account at one service is as busy as `uses`, from all days of all accounts
  /// and services; `nil` where that is nothing beside the account's own days at `service` before `seconds`.
  func chance(
    of uses: Int,
    _ account: UInt32,
    at service: Service,
    since seconds: UInt32
  ) -> Double? {
    let today = seconds / 86_400
    let own = (min(firstDay, today)..<today).compactMap { day in
      self.uses[Self.key(account, service, day)]
    }.max()
    guard uses >= Self.fewestUses, uses >= Self.leastRatio * (own ?? 0) else { return nil }
    let asBusy = counts.prefix { $0 >= uses }.count
    return Double(asBusy + 1) / Double(counts.count + 1)
  }
}
