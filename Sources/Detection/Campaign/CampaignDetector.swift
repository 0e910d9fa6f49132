import Model

/// From single-source accusations and the contacts that nobody is accused of, to campaigns.
///
/// What one test has explained the next one does not see: sources by themselves first, then what sources
/// have in common, then the stream of each service.
package struct CampaignDetector: Sendable {
  let table: AttemptTable
  let history: NameHistory
  let census: NameCensus
  let testedSources: Int
  let null: NullModel
  let level: AlertLevel
  let groups: SourceGroups

  package init(
    table: AttemptTable,
    history: NameHistory,
    census: NameCensus,
    testedSources: Int,
    null: NullModel,
    level: AlertLevel,
    groups: SourceGroups
  ) {
    self.table = table
    self.history = history
    self.census = census
    self.testedSources = testedSources
    self.null = null
    self.level = level
    self.groups = groups
  }

  /// All campaigns, in order of their first probe.
  /// - Parameters:
  ///   - calls: What single sources are accused of.
  ///   - contacts: Those of all sources, in no order. Sorted in place: they are the greater part of what
  ///     a log of many strangers needs.
  /// - Returns: Campaigns whose attempts do not overlap.
  package func campaigns(_ calls: [RollCall], contacts: consuming [Contact]) -> [Campaign] {
    let accused = Set(calls.map(\.source))
    Contact.putInOrder(&contacts, of: table)
    // Those that wait for their accounts are nobody else's either.
    let judged = AccountsToCome(table: table).judged(calls)
    var parts = judged.map { Campaign($0, tests: testedSources) }
    parts.sort { AttemptTable.precedes(table[$0.probes[0].index], table[$1.probes[0].index]) }
    parts += rollups(contacts, accused: accused)
    let assembly = CampaignAssembly(table: table, census: census)
    var campaigns = assembly.assemble(parts)
    let explained = Set(campaigns.flatMap { $0.probes.map(\.index) })
    contacts.removeAll {
      explained.contains($0.index) || accused.contains(table[$0.index].source)
    }
    let absorption = Absorption(table: table, census: census)
    let taken = absorption.absorb(contacts, into: &campaigns)
    contacts.removeAll { taken.contains($0.index) }
    var streams = sourceFree(contacts)
    let streamed = Set(streams.flatMap { $0.probes.map(\.index) })
    contacts.removeAll { streamed.contains($0.index) }
    _ = absorption.absorb(contacts, into: &streams)
    return assembly.assemble(campaigns + streams).map(withAttempts)
  }

  /// What only a service's stream shows: lists in rounds first, then lists of new names.
  private func sourceFree(_ contacts: [Contact]) -> [Campaign] {
    let rounds = RoundDetector(table: table, threshold: StreamDetector.strictest)
      .campaigns(in: contacts)
    let explained = Set(rounds.flatMap { $0.probes.map(\.index) })
    let stream = StreamDetector(
      table: table,
      census: census,
      expectedFalse: level.expectedFalseFindings
    )
    return rounds + stream.campaigns(in: contacts.filter { !explained.contains($0.index) })
  }

  private func rollups(_ contacts: [Contact], accused: Set<UInt32>) -> [Campaign] {
    let rollups = RollupDetector(
      table: table,
      history: history,
      census: census,
      null: null,
      accused: accused,
      level: level
    )
    let honest = contacts.filter { !accused.contains(table[$0.index].source) }
    return rollups.campaigns(in: contacts, honestShares: honestShares(honest))
  }

  /// The share of novel names in each service's honest stream.
  private func honestShares(_ contacts: [Contact]) -> [Service: Double] {
    var novel: [Service: [Bool]] = [:]
    for contact in contacts where contact.answer == .absent {
      novel[contact.service, default: []]
        .append(contact.isStranger && census[contact.name] <= 1)
    }
    return novel.mapValues(NoveltyTest.honestShare)
  }

  private func withAttempts(_ campaign: Campaign) -> Campaign {
    // One source's attempts are known, and may be fewer than all of them.
    if campaign.pattern == .singleSource { return campaign }
    var campaign = campaign
    let sources = Set(campaign.probes.map { table[$0.index].source })
    campaign.attempts = sources.flatMap { groups.indices(of: $0) }
      .sorted { AttemptTable.precedes(table[$0], table[$1]) }
    return campaign
  }
}
