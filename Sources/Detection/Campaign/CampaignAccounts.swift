import Model

/// Which accounts a roll call touched, and which it could tell to exist. Each name counts once, however many
/// sources asked for it.
package struct CampaignAccounts: Sendable, Equatable {
  /// Probed names that exist, in order of first contact.
  package var present: [UInt32] = []
  /// Those of them whose existence was disclosed to the requester, without the names whose own users
  /// explain the contact.
  package var confirmed: [UInt32] = []
  package var absentCount = 0
  /// All names that were asked for.
  package var probedCount = 0

  /// How sure it must be that somebody who asked for a name was of the campaign; or as sure as of anybody in it,
  /// if that is less. An account that is named in error is watched in vain, and what is done to it is laid to
  /// the campaign.
  static let leastPosterior = 0.9

  /// A source with at least this many accepted names is a place where people work.
  static let sharedSourceNames = 5

  package init(of campaign: Campaign, in table: AttemptTable) {
    let probed = campaign.probes.map { (isMiss: $0.isMiss, name: table[$0.index].name) }
    absentCount = Set(probed.lazy.filter(\.isMiss).map(\.name)).count
    probedCount = Set(probed.lazy.map(\.name)).count
    let begin = campaign.probes.first.map { table[$0.index] }
    let owned = Self.ownedNames(campaign, table: table, begin: begin?.seconds ?? 0)
    let disclosed = Self.disclosedNames(campaign, table: table, begin: begin)
    let services = Set(campaign.probes.filter(\.isMiss).map { table[$0.index].outcome.service })
    var seen: Set<UInt32> = []
    let sure = min(Self.leastPosterior, campaign.probes.map(\.posterior).max() ?? 0)
    let believed = Set(
      campaign.probes.lazy.filter { $0.posterior >= sure }.map { table[$0.index].name }
    )
    for probe in campaign.probes where !probe.isMiss {
      let attempt = table[probe.index]
      // Where people work, what they do at other services is theirs.
      if !owned.isEmpty, !services.contains(attempt.outcome.service) { continue }
      let name = attempt.name
      guard seen.insert(name).inserted else { continue }
      present.append(name)
      if disclosed.contains(name), !owned.contains(name), believed.contains(name) {
        confirmed.append(name)
      }
    }
  }

  private static func disclosedNames(
    _ campaign: Campaign,
    table: AttemptTable,
    begin: Attempt?
  ) -> Set<UInt32> {
    var names: Set<UInt32> = []
    for index in campaign.attempts {
      let attempt = table[index]
      if let begin, AttemptTable.precedes(attempt, begin) { continue }
      if attempt.outcome.disclosure == .disclosed, attempt.outcome.existence.exists {
        names.insert(attempt.name)
      }
    }
    return names
  }

  /// Names that the source signed in with before the roll call began, and, where many people share
  /// the source, names that were accepted soon after their first contact.
  private static func ownedNames(
    _ campaign: Campaign,
    table: AttemptTable,
    begin: UInt32
  ) -> Set<UInt32> {
    var firstContact: [UInt32: UInt32] = [:]
    var acceptedBefore: Set<UInt32> = []
    var acceptedSoon: Set<UInt32> = []
    for index in campaign.attempts {
      let attempt = table[index]
      let first = firstContact[attempt.name] ?? attempt.seconds
      firstContact[attempt.name] = first
      // Mail that was taken belongs to whom it was for, not to whoever sent it.
      guard attempt.outcome.credential == .accepted, attempt.outcome.service.takesSecret else {
        continue
      }
      if attempt.seconds < begin { acceptedBefore.insert(attempt.name) }
      if attempt.seconds - first <= ProbeReader.ownerSeconds { acceptedSoon.insert(attempt.name) }
    }
    let isShared = acceptedBefore.union(acceptedSoon).count >= sharedSourceNames
    return isShared ? acceptedBefore.union(acceptedSoon) : acceptedBefore
  }
}
