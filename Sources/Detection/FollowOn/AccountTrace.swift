import Model

/// What happened to the accounts that exist, told apart by whether the source is the account's own.
///
/// A source is an account's own if it ever signs in to it: the wrong secrets of a Monday on which
/// everybody's password ran out are followed by right ones, and are no trace of anybody else.
package struct AccountTrace: Sendable {
  /// A wrong or refused secret from a source that never signs in to the account.
  struct Failure: Sendable, TimedAttempt {
    var account: UInt32
    var seconds: UInt32
    var index: UInt32
    var service: Service
    var isBlocked: Bool
    /// A refusal that may be for the address, whatever the account: the log does not say that it exists.
    var isVague: Bool
  }

  /// The first sign-in of an account with a client from a source.
  struct SignIn: Sendable, TimedAttempt {
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
  /// By account: the second of the first failure that is not vague, and of the first sign-in; `.max` for
  /// none.
  private(set) var firstFailure: [UInt32]
  private(set) var firstSignIn: [UInt32]
  /// By source: accounts that signed in from there in earlier scans.
  private var known: [UInt32: Set<UInt32>] = [:]

  /// The sign-ins and deliveries; the failures are noted afterwards. `prior` is what earlier scans knew of
  /// whose sources are whose.
  /// - Complexity: O(attempts).
  init(_ table: AttemptTable, directory: AccountDirectory, prior: PriorLife = PriorLife()) {
    firstFailure = Array(repeating: .max, count: directory.count)
    firstSignIn = firstFailure
    for use in prior.uses where use.source != Attempt.none {
      let account = directory[use.name]
      if account != AccountDirectory.none { known[use.source, default: []].insert(account) }
    }
    var reader = UseReader(directory)
    table.forEachOfSource { index, attempt in
      if attempt.source != reader.source {
        finish(reader)
        reader.begin(attempt.source, owning: known[attempt.source] ?? [])
      }
      note(attempt, at: index, &reader)
    }
    finish(reader)
  }

  private mutating func note(_ attempt: Attempt, at index: UInt32, _ reader: inout UseReader) {
    let outcome = attempt.outcome
    guard outcome.credential == .accepted || outcome.secretWasRight else { return }
    if outcome.service == .postfixRecipient {
      if let delivery = reader.delivery(attempt, index) { deliveries.append(delivery) }
    } else if let signIn = reader.signIn(attempt, index) {
      signIns.append(signIn)
      let account = Int(signIn.account)
      firstSignIn[account] = min(firstSignIn[account], signIn.seconds)
    }
  }

  /// Notes how many accounts are the source's own, now that it is known.
  private mutating func finish(_ reader: UseReader) {
    var place = signIns.count - 1
    while place >= 0, signIns[place].source == reader.source {
      signIns[place].sharers = reader.ownCount
      place -= 1
    }
  }

  /// Notes what strangers failed on, to be called once. `explained` are attempts that are a roll call's own
  /// probes.
  /// - Complexity: O(attempts). Each pair of source and account keeps at most `keptFailures` entries.
  mutating func noteFailures(
    in table: AttemptTable,
    directory: AccountDirectory,
    explained: Marks
  ) {
    var reader = FailureReader(directory, explained: explained)
    // The sign-ins are in the order of the table as well.
    var next = 0
    table.forEachOfSource { index, attempt in
      if attempt.source != reader.source {
        let start = next
        while next < signIns.count, signIns[next].source == attempt.source { next += 1 }
        reader.begin(
          attempt.source,
          owning: known[attempt.source] ?? [],
          signIns[start..<next]
        )
      }
      guard let failure = reader.failure(attempt, index) else { return }
      failures.append(failure)
      if !failure.isVague {
        let account = Int(failure.account)
        firstFailure[account] = min(firstFailure[account], failure.seconds)
      }
    }
  }
}

extension AttemptTable {
  /// Calls `body` with the attempts that name a source, one source after the other, and their indices.
  fileprivate func forEachOfSource(_ body: (UInt32, Attempt) -> Void) {
    for (number, chunk) in chunks.enumerated() {
      let base = UInt32(number << Self.chunkShift)
      for (place, attempt) in chunk.enumerated() where attempt.source != Attempt.none {
        body(base + UInt32(place), attempt)
      }
    }
  }
}

/// The sign-ins and deliveries of one source after the other.
///
/// What is known of each account is stamped with the source's turn, not cleared.
private struct UseReader {
  private struct Account {
    var ownTurn: UInt32 = 0
    var deliveredTurn: UInt32 = 0
    /// The client of the first sign-in.
    var client: UInt32 = 0
    var hasSignedIn = false
  }

  private struct Use: Hashable {
    var account: UInt32
    var client: UInt32
  }

  private let directory: AccountDirectory
  private var accounts: [Account]
  private var turn: UInt32 = 0
  private(set) var source = Attempt.none
  /// Different accounts that the source signs in to.
  private(set) var ownCount = 0
  /// Sign-ins with another client than the account's first.
  private var otherUses: Set<Use> = []

  init(_ directory: AccountDirectory) {
    self.directory = directory
    accounts = Array(repeating: Account(), count: directory.count)
  }

  /// `owning` are the accounts that signed in from there in earlier scans.
  mutating func begin(_ source: UInt32, owning known: Set<UInt32>) {
    self.source = source
    turn += 1
    ownCount = 0
    if !otherUses.isEmpty { otherUses.removeAll(keepingCapacity: true) }
    for account in known { own(Int(account)) }
  }

  private mutating func own(_ account: Int) {
    if accounts[account].ownTurn == turn { return }
    accounts[account].ownTurn = turn
    accounts[account].hasSignedIn = false
    ownCount += 1
  }

  /// The sign-in, if it is the account's first with that client.
  mutating func signIn(_ attempt: Attempt, _ index: UInt32) -> AccountTrace.SignIn? {
    let number = directory[attempt.name]
    guard number != AccountDirectory.none else { return nil }
    let account = Int(number)
    own(account)
    if !accounts[account].hasSignedIn {
      accounts[account].hasSignedIn = true
      accounts[account].client = attempt.client
    } else if accounts[account].client == attempt.client
      || !otherUses.insert(Use(account: number, client: attempt.client)).inserted
    {
      return nil
    }
    return AccountTrace.SignIn(
      account: number,
      source: source,
      client: attempt.client,
      seconds: attempt.seconds,
      index: index,
      sharers: 0
    )
  }

  /// The mail, if it is the first for the account.
  mutating func delivery(_ attempt: Attempt, _ index: UInt32) -> AccountTrace.Delivery? {
    let account = directory[attempt.name]
    guard account != AccountDirectory.none, accounts[Int(account)].deliveredTurn != turn else {
      return nil
    }
    accounts[Int(account)].deliveredTurn = turn
    return AccountTrace.Delivery(
      account: account,
      source: source,
      seconds: attempt.seconds,
      index: index
    )
  }
}

/// The wrong and refused secrets of one source after the other, for accounts that are not the source's own.
///
/// What is known of each account is stamped with the source's turn, not cleared.
private struct FailureReader {
  private struct Account {
    var ownTurn: UInt32 = 0
    var failedTurn: UInt32 = 0
    var failures: UInt32 = 0
  }

  private let directory: AccountDirectory
  private let explained: Marks
  private var accounts: [Account]
  private var turn: UInt32 = 0
  private(set) var source = Attempt.none

  init(_ directory: AccountDirectory, explained: Marks) {
    (self.directory, self.explained) = (directory, explained)
    accounts = Array(repeating: Account(), count: directory.count)
  }

  /// `known` are the accounts that signed in from there in earlier scans, `signIns` those of this one.
  mutating func begin(
    _ source: UInt32,
    owning known: Set<UInt32>,
    _ signIns: ArraySlice<AccountTrace.SignIn>
  ) {
    self.source = source
    turn += 1
    for account in known { accounts[Int(account)].ownTurn = turn }
    for signIn in signIns { accounts[Int(signIn.account)].ownTurn = turn }
  }

  /// The attempt, if it is a wrong or refused secret that is to be kept.
  mutating func failure(_ attempt: Attempt, _ index: UInt32) -> AccountTrace.Failure? {
    let outcome = attempt.outcome
    guard outcome.credential == .wrong || outcome.credential == .blocked,
      !outcome.secretWasRight, outcome.existence != .absent,
      outcome.service != .postfixRecipient
    else { return nil }
    let account = directory[attempt.name]
    guard account != AccountDirectory.none, accounts[Int(account)].ownTurn != turn,
      !explained.contains(index)
    else { return nil }
    let place = Int(account)
    if accounts[place].failedTurn != turn {
      accounts[place].failedTurn = turn
      accounts[place].failures = 0
    }
    accounts[place].failures += 1
    if accounts[place].failures > AccountTrace.keptFailures { return nil }
    return AccountTrace.Failure(
      account: account,
      seconds: attempt.seconds,
      index: index,
      service: outcome.service,
      isBlocked: outcome.credential == .blocked,
      isVague: outcome.credential == .blocked && !outcome.existence.exists
    )
  }
}
