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

  /// `explained` are attempts that are a roll call's own probes; `prior` is what earlier scans knew of whose
  /// sources are whose.
  /// - Complexity: O(attempts). Each pair of source and account keeps at most `keptFailures` entries.
  init(
    _ table: AttemptTable,
    directory: AccountDirectory,
    explained: Marks,
    prior: PriorLife = PriorLife()
  ) {
    firstFailure = Array(repeating: .max, count: directory.count)
    firstSignIn = firstFailure
    var known: [UInt32: Set<UInt32>] = [:]
    for use in prior.uses where use.source != Attempt.none {
      let account = directory[use.name]
      if account != AccountDirectory.none { known[use.source, default: []].insert(account) }
    }
    var reader = SourceReader(directory, explained: explained)
    for (number, chunk) in table.chunks.enumerated() {
      let base = UInt32(number << AttemptTable.chunkShift)
      for (place, attempt) in chunk.enumerated() where attempt.source != Attempt.none {
        if attempt.source != reader.source {
          finish(&reader)
          reader.begin(attempt.source, owning: known[attempt.source] ?? [])
        }
        note(attempt, at: base + UInt32(place), &reader)
      }
    }
    finish(&reader)
  }

  private mutating func note(_ attempt: Attempt, at index: UInt32, _ reader: inout SourceReader) {
    let outcome = attempt.outcome
    if outcome.credential == .accepted || outcome.secretWasRight {
      if outcome.service == .postfixRecipient {
        if let delivery = reader.delivery(attempt, index) { deliveries.append(delivery) }
      } else if let signIn = reader.signIn(attempt, index) {
        signIns.append(signIn)
        let account = Int(signIn.account)
        firstSignIn[account] = min(firstSignIn[account], signIn.seconds)
      }
    } else if outcome.credential != .none, outcome.existence != .absent,
      outcome.service != .postfixRecipient
    {
      reader.wait(attempt, index)
    }
  }

  /// Takes over what the source failed on, now that it is known which accounts are its own.
  private mutating func finish(_ reader: inout SourceReader) {
    var place = signIns.count - 1
    while place >= 0, signIns[place].source == reader.source {
      signIns[place].sharers = reader.ownCount
      place -= 1
    }
    reader.takeFailures { failure in
      failures.append(failure)
      if !failure.isVague {
        let account = Int(failure.account)
        firstFailure[account] = min(firstFailure[account], failure.seconds)
      }
    }
  }
}

/// The attempts of one source after the other, for `AccountTrace`.
///
/// What is known of each account is stamped with the source's turn, not cleared.
private struct SourceReader {
  private struct Account {
    var ownTurn: UInt32 = 0
    var deliveredTurn: UInt32 = 0
    var failedTurn: UInt32 = 0
    var failures: UInt32 = 0
    /// The client of the first sign-in.
    var client: UInt32 = 0
    var hasSignedIn = false
  }

  private struct Use: Hashable {
    var account: UInt32
    var client: UInt32
  }

  private let directory: AccountDirectory
  private let explained: Marks
  private var accounts: [Account]
  private var turn: UInt32 = 0
  private(set) var source = Attempt.none
  /// Different accounts that the source signs in to.
  private(set) var ownCount = 0
  /// Sign-ins with another client than the account's first.
  private var otherUses: Set<Use> = []
  private var waiting: [AccountTrace.Failure] = []

  init(_ directory: AccountDirectory, explained: Marks) {
    (self.directory, self.explained) = (directory, explained)
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

  /// Holds a wrong or refused secret until it is known whose source this is.
  mutating func wait(_ attempt: Attempt, _ index: UInt32) {
    let account = directory[attempt.name]
    guard account != AccountDirectory.none, accounts[Int(account)].ownTurn != turn,
      !explained.contains(index)
    else { return }
    let (place, outcome) = (Int(account), attempt.outcome)
    if accounts[place].failedTurn != turn {
      accounts[place].failedTurn = turn
      accounts[place].failures = 0
    }
    accounts[place].failures += 1
    if accounts[place].failures > AccountTrace.keptFailures { return }
    waiting.append(
      AccountTrace.Failure(
        account: account,
        seconds: attempt.seconds,
        index: index,
        service: outcome.service,
        isBlocked: outcome.credential == .blocked,
        isVague: outcome.credential == .blocked && !outcome.existence.exists
      )
    )
  }

  mutating func takeFailures(_ body: (AccountTrace.Failure) -> Void) {
    for failure in waiting where accounts[Int(failure.account)].ownTurn != turn { body(failure) }
    waiting.removeAll(keepingCapacity: true)
  }
}
