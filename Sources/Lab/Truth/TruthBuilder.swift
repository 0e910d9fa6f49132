import Model

/// Makes the truth of what was planned and what was written.
struct TruthBuilder {
  /// With fewer logged misses no test can tell a roll call from bad luck at the usual levels.
  static let fewestMisses = 6

  let world: World
  let cast: Cast
  let chronicle: Chronicle

  func truth() -> LabTruth {
    let logs = world.parameters.logs.enumerated().map { log(at: $0, $1) }
    return LabTruth(
      parameters: world.parameters,
      people: world.company.people.count,
      canaries: world.company.canaries.map { world.names.text($0) }.sorted(),
      logs: logs,
      benignEvents: logs.reduce(0) { $0 + $1.benignEvents },
      campaigns: campaigns(),
      situations: situations()
    )
  }

  private func isHonest(_ actor: UInt32) -> Bool {
    actor == 0 || cast.members[Int(actor) - 1].isHonest
  }

  private func log(at index: Int, _ log: LabLog) -> LabTruth.Log {
    let counts = chronicle.logs[index]
    let honest = counts.planned.reduce(0) { $0 + (isHonest($1.key) ? $1.value : 0) }
    let all = counts.planned.reduce(0) { $0 + $1.value }
    let honestUnknown = counts.unknown.count { isHonest($0.actor) }
    return LabTruth.Log(
      fileName: log.fileName,
      format: log.format,
      benignEvents: counts.everyday + honest,
      campaignEvents: all - honest,
      lines: counts.lines,
      benignUnknown: honestUnknown,
      campaignUnknown: counts.unknown.count - honestUnknown
    )
  }

  private func name(_ event: LabEvent) -> String {
    world.names.text(event.name, at: event.service).lowercased()
  }

  private func distinctNames(_ entries: [Chronicle.Entry]) -> [String] {
    Set(entries.map { name($0.event) }).sorted()
  }

  private func distinctSources(_ entries: [Chronicle.Entry]) -> [String] {
    Set(entries.map(\.event.source)).map { world.sources.text($0) }.sorted()
  }

  private static func span(_ entries: [Chronicle.Entry]) -> (first: Timestamp, last: Timestamp) {
    let times = entries.map(\.event.time)
    return (
      Timestamp(millisecondsSince1970: times.min() ?? 0),
      Timestamp(millisecondsSince1970: times.max() ?? 0)
    )
  }

  // MARK: Situations

  private func situations() -> [SituationTruth] {
    cast.members.enumerated().compactMap { index, member in
      guard case .situation(let situation) = member.role,
        let entries = chronicle.entries[UInt32(index) + 1]
      else { return nil }
      let (first, last) = Self.span(entries)
      return SituationTruth(
        situation: situation,
        fileName: member.log.fileName,
        service: member.service.name,
        sources: distinctSources(entries),
        unknownNames: distinctNames(entries.filter(\.event.isUnknown)),
        events: entries.count,
        first: first,
        last: last,
        isDeclared: situation == .declaredScanner
      )
    }
  }

  // MARK: Campaigns

  private func campaigns() -> [CampaignTruth] {
    cast.members.enumerated().compactMap { index, member in
      guard case .campaign(let number, let scenario) = member.role,
        let entries = chronicle.entries[UInt32(index) + 1]
      else { return nil }
      return campaign(number, scenario, member, actor: UInt32(index) + 1, entries)
    }
  }

  private func campaign(
    _ number: Int,
    _ scenario: CampaignScenario,
    _ member: Cast.Member,
    actor: UInt32,
    _ entries: [Chronicle.Entry]
  ) -> CampaignTruth {
    let probes = probes(entries)
    let (first, last) = Self.span(entries)
    let misses = probes.count { !$0.exists && $0.line != nil }
    let names = Set(probes.map(\.name))
    let confirmed = probes.filter { $0.exists && $0.disclosed }
    let canaries = world.company.canaries.map { world.names.text($0, at: member.service) }
    return CampaignTruth(
      id: "campaign-\(number + 1)",
      scenario: scenario,
      service: member.service.name,
      fileName: member.log.fileName,
      format: member.log.format,
      firstProbe: first,
      lastProbe: last,
      probes: probes,
      sources: sources(probes),
      names: names.sorted(),
      existing: Set(probes.filter(\.exists).map(\.name)).sorted(),
      confirmed: Set(confirmed.map(\.name)).sorted(),
      visiblyConfirmed: Set(confirmed.filter { $0.line != nil }.map(\.name)).sorted(),
      canaries: canaries.filter(names.contains).sorted(),
      isVisible: misses > 0,
      isExpected: misses >= Self.fewestMisses,
      expectation: Self.expectation(loggedMisses: misses),
      unknownNameShare: share(of: actor, at: member.service, from: first, to: last),
      stages: stages(of: number)
    )
  }

  private static func expectation(loggedMisses: Int) -> String {
    switch loggedMisses {
    case 0: "no row shows a miss; only what follows can be seen"
    case ..<fewestMisses: "only \(loggedMisses) misses are logged, too few to tell from bad luck"
    default: "\(loggedMisses) misses are logged"
    }
  }

  private func probes(_ entries: [Chronicle.Entry]) -> [CampaignTruth.Probe] {
    struct Contact: Hashable {
      var source, name: UInt32
    }
    var seen: Set<Contact> = []
    return entries.compactMap { entry in
      let event = entry.event
      guard seen.insert(Contact(source: event.source, name: event.name)).inserted else {
        return nil
      }
      return CampaignTruth.Probe(
        time: Timestamp(millisecondsSince1970: event.time),
        source: world.sources.text(event.source),
        name: name(event),
        exists: !event.isUnknown,
        disclosed: event.service.disclosesExistence,
        line: entry.line
      )
    }
  }

  private func sources(_ probes: [CampaignTruth.Probe]) -> [CampaignTruth.Source] {
    var counts: [String: Int] = [:]
    for probe in probes { counts[probe.source, default: 0] += 1 }
    return counts.map { CampaignTruth.Source(ip: $0.key, probes: $0.value) }
      .sorted { ($1.probes, $0.ip) < ($0.probes, $1.ip) }
  }

  /// All logs of a service together are its stream.
  private func share(
    of actor: UInt32,
    at service: Service,
    from first: Timestamp,
    to last: Timestamp
  ) -> Double {
    let range = first.millisecondsSince1970...last.millisecondsSince1970
    let inTime = chronicle.logs.flatMap(\.unknown)
      .filter { $0.service == service && range.contains($0.time) }
    let own = inTime.count { $0.actor == actor }
    let honest = inTime.count { isHonest($0.actor) }
    return own == 0 ? 0 : Double(own) / Double(own + honest)
  }

  private func stages(of campaign: Int) -> [StageTruth] {
    cast.members.enumerated().compactMap { index, member in
      guard case .stage(let kind, campaign) = member.role,
        let entries = chronicle.entries[UInt32(index) + 1]
      else { return nil }
      let (first, last) = Self.span(entries)
      return StageTruth(
        kind: kind,
        technique: kind.technique,
        fileName: member.log.fileName,
        service: member.service.name,
        accounts: distinctNames(entries),
        sources: distinctSources(entries),
        events: entries.count,
        first: first,
        last: last
      )
    }
  }
}
