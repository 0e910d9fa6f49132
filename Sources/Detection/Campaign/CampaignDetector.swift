import Model

/// From single-source accusations and the contacts that nobody is accused of, to campaigns.
///
/// What one test has explained the next one does not see: sources by themselves first, then what sources
/// have in common, then the stream of each service.
package struct CampaignDetector: Sendable {
  let table: AttemptTable
  let history: NameHistory
  let survey: Survey
  let null: NullModel
  let level: AlertLevel
  /// The attempts of a source, in order.
  let attemptsOfSource: @Sendable (UInt32) -> ArraySlice<UInt32>

  package init(
    table: AttemptTable,
    history: NameHistory,
    survey: Survey,
    null: NullModel,
    level: AlertLevel,
    attemptsOfSource: @escaping @Sendable (UInt32) -> ArraySlice<UInt32>
  ) {
    self.table = table
    self.history = history
    self.survey = survey
    self.null = null
    self.level = level
    self.attemptsOfSource = attemptsOfSource
  }

  /// All campaigns, in order of their first probe.
  package func campaigns(_ calls: [RollCall]) -> [Campaign] {
    let accused = Set(calls.map(\.source))
    let contacts = Contact.inOrder(
      survey.contacts.filter { !accused.contains($0.source) },
      of: table
    )
    var parts = calls.map { Campaign($0, tests: survey.testedSources) }
    parts.sort { AttemptTable.precedes(table[$0.probes[0].index], table[$1.probes[0].index]) }
    parts += sourceFree(contacts, accused: accused)
    return CampaignAssembly(table: table, census: survey.census).assemble(parts)
  }

  private func sourceFree(_ contacts: [Contact], accused: Set<UInt32>) -> [Campaign] {
    let rollups = RollupDetector(
      table: table,
      history: history,
      census: survey.census,
      null: null,
      accused: accused,
      level: level
    )
    let found = rollups.campaigns(in: contacts, honestShares: honestShares(contacts))
    let explained = Set(found.flatMap { $0.probes.map(\.index) })
    let stream = StreamDetector(
      table: table,
      census: survey.census,
      expectedFalse: level.expectedFalseFindings
    )
    let streams = stream.campaigns(in: contacts.filter { !explained.contains($0.index) })
    return (found + streams).map(withAttempts)
  }

  /// The share of novel names in each service's honest stream.
  private func honestShares(_ contacts: [Contact]) -> [Service: Double] {
    var novel: [Service: [Bool]] = [:]
    for contact in contacts where contact.answer == .absent {
      novel[contact.service, default: []]
        .append(contact.isStranger && survey.census[contact.name] <= 1)
    }
    return novel.mapValues(NoveltyTest.honestShare)
  }

  private func withAttempts(_ campaign: Campaign) -> Campaign {
    var campaign = campaign
    let sources = Set(campaign.probes.map { table[$0.index].source })
    campaign.attempts = sources.flatMap { attemptsOfSource($0) }
      .sorted { AttemptTable.precedes(table[$0], table[$1]) }
    return campaign
  }
}
