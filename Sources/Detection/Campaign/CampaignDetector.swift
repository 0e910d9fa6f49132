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
  ///   - contacts: Those of all sources, in order: they are the greater part of what a log of many
  ///     strangers needs.
  /// - Returns: Campaigns whose attempts do not overlap.
  package func campaigns(_ calls: [RollCall], contacts: consuming [Contact]) -> [Campaign] {
    var accused = Marks(below: table.sourceCount)
    accused.insert(calls.lazy.map(\.source))
    // Those that wait for their accounts are nobody else's either.
    let judged = AccountsToCome(table: table).judged(calls)
    var parts = judged.map { Campaign($0, tests: testedSources) }
    parts.sort { AttemptTable.precedes(table[$0.probes[0].index], table[$1.probes[0].index]) }
    parts += rollups(contacts, accused: accused)
    let assembly = CampaignAssembly(table: table, census: census)
    var campaigns = assembly.assemble(parts)
    var explained = Marks(below: table.endIndex)
    for campaign in campaigns { explained.insert(campaign.probes.lazy.map(\.index)) }
    contacts.removeAll {
      explained.contains($0.index) || accused.contains($0.source)
    }
    let absorption = Absorption(table: table, census: census)
    explained.insert(absorption.absorb(contacts, into: &campaigns))
    contacts.removeAll { explained.contains($0.index) }
    var streams = sourceFree(contacts)
    for stream in streams { explained.insert(stream.probes.lazy.map(\.index)) }
    if !streams.isEmpty {
      contacts.removeAll { explained.contains($0.index) }
      _ = absorption.absorb(contacts, into: &streams)
    }
    return assembly.assemble(campaigns + streams).map(withAttempts)
  }

  /// What only a service's stream shows: lists in rounds first, then lists of new names.
  private func sourceFree(_ contacts: [Contact]) -> [Campaign] {
    var contacts = ServiceContacts(contacts)
    let rounds = RoundDetector(table: table, threshold: StreamDetector.strictest)
      .campaigns(in: contacts)
    if !rounds.isEmpty {
      var explained = Marks(below: table.endIndex)
      for campaign in rounds { explained.insert(campaign.probes.lazy.map(\.index)) }
      contacts.removeAll { explained.contains($0.index) }
    }
    let stream = StreamDetector(
      table: table,
      census: census,
      expectedFalse: level.expectedFalseFindings
    )
    return rounds + stream.campaigns(in: contacts)
  }

  private func rollups(_ contacts: [Contact], accused: Marks) -> [Campaign] {
    let rollups = RollupDetector(
      table: table,
      groups: groups,
      history: history,
      census: census,
      null: null,
      accused: accused,
      level: level
    )
    return rollups.campaigns(
      in: contacts,
      honestShares: honestShares(contacts.lazy.filter { !accused.contains($0.source) })
    )
  }

  /// The share of novel names in each service's honest stream.
  private func honestShares(_ contacts: some Sequence<Contact>) -> [Service: Double] {
    var novel = [[Bool]](repeating: [], count: Int(UInt8.max) + 1)
    for contact in contacts where contact.answer == .absent {
      novel[Int(contact.service.rawValue)].append(contact.isStranger && census[contact.name] <= 1)
    }
    return Service.allCases.reduce(into: [:]) { shares, service in
      let novel = novel[Int(service.rawValue)]
      if !novel.isEmpty { shares[service] = NoveltyTest.honestShare(novel) }
    }
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
