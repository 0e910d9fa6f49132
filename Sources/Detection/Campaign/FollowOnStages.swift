package import Model

/// What the source of a roll call did next with names that exist.
package struct FollowOnStage: Sendable, Equatable {
  package var kind: Finding.Stage.Kind
  /// The attempts of the stage, in order.
  package var attempts: [UInt32]
  /// The names, in order of first sight.
  package var names: [UInt32]
  package var pValue: Double?

  /// Wrong secrets for one name from which on it is guessing rather than a second try.
  static let guessesForOneName = 10
  /// Names with repeated wrong secrets from which on it is spraying.
  static let sprayedNames = 3

  /// The stages of `campaign`, in the order spray, guessing, take-over. `presentNames` is how many names
  /// the log knows to exist.
  package static func stages(
    of campaign: Campaign,
    accounts: CampaignAccounts,
    presentNames: Int,
    in table: AttemptTable
  ) -> [FollowOnStage] {
    let contacts = Contacts(campaign, in: table)
    var stages: [FollowOnStage] = []
    let guessed = contacts.names.filter {
      contacts.wrong[$0, default: []].count >= guessesForOneName
    }
    let sprayed = contacts.names.filter {
      (2..<guessesForOneName).contains(contacts.wrong[$0, default: []].count)
    }
    if sprayed.count >= sprayedNames {
      stages.append(contacts.stage(.passwordSpray, names: sprayed, attempts: contacts.wrong))
    }
    if !guessed.isEmpty {
      stages.append(contacts.stage(.passwordGuessing, names: guessed, attempts: contacts.wrong))
    }
    let taken = contacts.names.filter { contacts.right[$0] != nil }
    if !taken.isEmpty {
      stages.append(contacts.stage(.accountTakeover, names: taken, attempts: contacts.right))
    }
    for index in stages.indices {
      stages[index].pValue = overlap(
        of: stages[index].names,
        with: accounts.confirmed,
        presentNames: presentNames
      )
    }
    return stages
  }

  private static func overlap(
    of names: [UInt32],
    with confirmed: [UInt32],
    presentNames: Int
  ) -> Double? {
    let hits = Set(confirmed).intersection(names).count
    let population = max(presentNames, confirmed.count + names.count - hits)
    if hits == 0 || confirmed.count == population { return nil }
    return hypergeometricTail(
      population: population,
      marked: confirmed.count,
      drawn: names.count,
      hits: hits
    )
  }
}

/// The tries of secrets in a roll call, by name.
private struct Contacts {
  let table: AttemptTable
  var names: [UInt32] = []
  var wrong: [UInt32: [UInt32]] = [:]
  /// Tries whose secret was right, for names that the source had not signed in with before.
  var right: [UInt32: [UInt32]] = [:]

  init(_ campaign: Campaign, in table: AttemptTable) {
    self.table = table
    guard let begin = campaign.probes.first.map({ table[$0.index] }) else { return }
    var known: Set<UInt32> = []
    var seen: Set<UInt32> = []
    var signedInAtFirst: Set<UInt32> = []
    for index in campaign.attempts {
      let attempt = table[index]
      let outcome = attempt.outcome
      if AttemptTable.precedes(attempt, begin) {
        if outcome.credential == .accepted { known.insert(attempt.name) }
        continue
      }
      guard outcome.service != .postfixRecipient else { continue }
      let isFirst = seen.insert(attempt.name).inserted
      if isFirst { names.append(attempt.name) }
      if outcome.credential == .accepted || outcome.secretWasRight {
        if isFirst { signedInAtFirst.insert(attempt.name) }
        if !known.contains(attempt.name) { right[attempt.name, default: []].append(index) }
      } else if outcome.credential == .wrong, outcome.existence != .absent {
        wrong[attempt.name, default: []].append(index)
      }
    }
    dropResidents(signedInAtFirst)
  }

  /// Where many names sign in at their first contact, people work: those names are theirs.
  private mutating func dropResidents(_ signedInAtFirst: Set<UInt32>) {
    guard signedInAtFirst.count >= CampaignAccounts.sharedSourceNames else { return }
    for name in signedInAtFirst { right[name] = nil }
  }

  func stage(
    _ kind: Finding.Stage.Kind,
    names: [UInt32],
    attempts: [UInt32: [UInt32]]
  ) -> FollowOnStage {
    let indices = names.flatMap { attempts[$0] ?? [] }
      .sorted { AttemptTable.precedes(table[$0], table[$1]) }
    return FollowOnStage(kind: kind, attempts: indices, names: names, pValue: nil)
  }
}
