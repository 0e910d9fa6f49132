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

  /// How sure it must be that somebody who asked for a name was of a campaign that only the stream shows; or as
  /// sure as of anybody in it, if that is less. An account that is named in error is watched in vain, and what is
  /// done to it is laid to the campaign.
  static let leastPosterior = 0.93
  /// The same where sources are accused, or share what is accused: that ties them to the campaign well enough.
  static let leastOfAccused = 0.5

  /// A source with at least this many accepted names is a place where people work.
  static let sharedSourceNames = 5

  package init(of campaign: Campaign, in table: AttemptTable) {
    let probed = campaign.probes.map { (isMiss: $0.isMiss, name: table[$0.index].name) }
    absentCount = Set(probed.lazy.filter(\.isMiss).map(\.name)).count
    probedCount = Set(probed.lazy.map(\.name)).count
    let begin = campaign.probes.first.map { table[$0.index] }
    let owned = Self.ownedNames(campaign, table: table, begin: begin?.seconds ?? 0)
    let hadSecret = Self.signedInFirst(campaign, table)
    let disclosed = Self.disclosedNames(campaign, table: table, begin: begin)
    let services = Set(campaign.probes.filter(\.isMiss).map { table[$0.index].outcome.service })
    var seen: Set<UInt32> = []
    let believed = Self.believedNames(campaign, table: table)
    for probe in campaign.probes where !probe.isMiss {
      let attempt = table[probe.index]
      // Where people work, what they do at other services is theirs.
      if !owned.isEmpty, !services.contains(attempt.outcome.service) { continue }
      let name = attempt.name
      guard seen.insert(name).inserted else { continue }
      present.append(name)
      let isOwn = owned.contains(name) || hadSecret.contains(name)
      if disclosed.contains(name), !isOwn, believed.contains(name) {
        confirmed.append(name)
      }
    }
  }

  /// Names that the campaign itself asked for, and not somebody who was at work at the same time.
  private static func believedNames(_ campaign: Campaign, table: AttemptTable) -> Set<UInt32> {
    let surest = campaign.probes.map(\.posterior).max() ?? 0
    guard campaign.pattern == .sourceFree else {
      let probes = campaign.probes.lazy.filter { $0.posterior >= min(leastOfAccused, surest) }
      return Set(probes.map { table[$0.index].name })
    }
    // A list asks a name once. Whoever asks again is after its secret.
    let tries = campaign.attempts.reduce(into: [SourceAndName: Int]()) {
      $0[SourceAndName(table[$1]), default: 0] += 1
    }
    let probes = campaign.probes.lazy.filter { probe in
      probe.posterior >= min(leastPosterior, surest)
        && tries[SourceAndName(table[probe.index])] ?? 0 <= 1
    }
    return Set(probes.map { table[$0.index].name })
  }

  private struct SourceAndName: Hashable {
    let source: UInt32
    let name: UInt32

    init(_ attempt: Attempt) { (source, name) = (attempt.source, attempt.name) }
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

  /// Names that signed in before any other was asked for, at a service that answers misses and hits alike:
  /// whoever had their secret learned nothing of them there.
  private static func signedInFirst(_ campaign: Campaign, _ table: AttemptTable) -> Set<UInt32> {
    let outcomes = campaign.probes.map { table[$0.index].outcome }
    let own = zip(campaign.probes, outcomes).prefix { probe, outcome in
      probe.answer == .exists && outcome.service.takesSecret && outcome.credential == .accepted
    }
    if own.isEmpty { return [] }
    let telling = Set(
      outcomes.filter { $0.existence == .absent && $0.disclosure == .disclosed }.map(\.service)
    )
    return Set(own.filter { !telling.contains($1.service) }.map { table[$0.0.index].name })
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
