import Model

/// What happened to the accounts that exist, told apart by whether the source is the account's own.
///
/// A source is an account's own if it ever signs in to it: the wrong secrets of a Monday on which
/// everybody's password ran out are followed by right ones, and are no trace of anybody else.
package struct AccountTrace: Sendable {
  /// A wrong or refused secret from a source that never signs in to the account.
  struct Failure: Sendable {
    var account: UInt32
    var seconds: UInt32
    var index: UInt32
    var service: Service
    var isBlocked: Bool
    /// A refusal that may be for the address, whatever the account: the log does not say that it exists.
    var isVague: Bool
  }

  /// The first sign-in of an account with a client from a source.
  struct SignIn: Sendable {
    var account: UInt32
    var source: UInt32
    var client: UInt32
    var seconds: UInt32
    var index: UInt32
    /// Different accounts that the source signs in to.
    var sharers: Int
  }

  /// The first mail that a source delivers to an account.
  struct Delivery: Sendable {
    var account: UInt32
    var source: UInt32
    var seconds: UInt32
    var index: UInt32
  }

  /// Attempts of one source on one account that are kept: guessing shows in fewer.
  static let keptFailures = 64

  private(set) var failures: [Failure] = []
  private(set) var signIns: [SignIn] = []
  private(set) var deliveries: [Delivery] = []

  /// `explained` are attempts that are a roll call's own probes; `prior` is what earlier scans knew of whose
  /// sources are whose.
  /// - Complexity: O(attempts). Each pair of source and account keeps at most `keptFailures` entries.
  package init(
    _ table: AttemptTable,
    groups: SourceGroups,
    directory: AccountDirectory,
    explained: Set<UInt32>,
    prior: PriorLife = PriorLife()
  ) {
    for use in prior.uses where use.source != Attempt.none {
      let account = directory[use.name]
      if account != AccountDirectory.none { known[use.source, default: []].insert(account) }
    }
    var indices: [UInt32] = []
    for source in 0..<UInt32(groups.count) {
      groups.read(source, into: &indices)
      if !indices.isEmpty { read(indices, table, directory, explained) }
    }
  }

  private mutating func read(
    _ indices: [UInt32],
    _ table: AttemptTable,
    _ directory: AccountDirectory,
    _ explained: Set<UInt32>
  ) {
    let firstSignIn = signIns.count
    var own = known[table[indices[0]].source] ?? []
    for index in indices where noteSuccess(index, table[index], directory) {
      own.insert(directory[table[index].name])
    }
    for place in firstSignIn..<signIns.count { signIns[place].sharers = own.count }
    deliveredTo.removeAll(keepingCapacity: true)
    signedInWith.removeAll(keepingCapacity: true)
    noteFailures(indices, table, directory, explained, own: own)
  }

  private struct Use: Hashable {
    var account: UInt32
    var client: UInt32
  }

  /// By source: the accounts that signed in from there in earlier scans.
  private var known: [UInt32: Set<UInt32>] = [:]
  // Of the source at hand.
  private var deliveredTo: Set<UInt32> = []
  private var signedInWith: Set<Use> = []
  private var failedOn: [UInt32: Int] = [:]

  /// Whether it is a sign-in.
  private mutating func noteSuccess(
    _ index: UInt32,
    _ attempt: Attempt,
    _ directory: AccountDirectory
  ) -> Bool {
    let outcome = attempt.outcome
    guard outcome.credential == .accepted || outcome.secretWasRight else { return false }
    let account = directory[attempt.name]
    guard account != AccountDirectory.none else { return false }
    if outcome.service == .postfixRecipient {
      if deliveredTo.insert(account).inserted {
        deliveries.append(
          Delivery(account: account, source: attempt.source, seconds: attempt.seconds, index: index)
        )
      }
      return false
    }
    if signedInWith.insert(Use(account: account, client: attempt.client)).inserted {
      signIns.append(
        SignIn(
          account: account,
          source: attempt.source,
          client: attempt.client,
          seconds: attempt.seconds,
          index: index,
          sharers: 0
        )
      )
    }
    return true
  }

  private mutating func noteFailures(
    _ indices: [UInt32],
    _ table: AttemptTable,
    _ directory: AccountDirectory,
    _ explained: Set<UInt32>,
    own: Set<UInt32>
  ) {
    failedOn.removeAll(keepingCapacity: true)
    for index in indices {
      let attempt = table[index]
      let outcome = attempt.outcome
      guard outcome.credential == .wrong || outcome.credential == .blocked,
        outcome.existence != .absent, outcome.service != .postfixRecipient,
        !outcome.secretWasRight
      else { continue }
      let account = directory[attempt.name]
      guard account != AccountDirectory.none, !own.contains(account), !explained.contains(index)
      else { continue }
      failedOn[account, default: 0] += 1
      if failedOn[account, default: 0] > Self.keptFailures { continue }
      failures.append(
        Failure(
          account: account,
          seconds: attempt.seconds,
          index: index,
          service: outcome.service,
          isBlocked: outcome.credential == .blocked,
          isVague: outcome.credential == .blocked && !outcome.existence.exists
        )
      )
    }
  }
}
