import Model

/// Tests what several sources have in common (client, network, pairs of them) as if it were one source.
///
/// Keys are nominated by the absent names that strangers asked for; the attempts of nominated keys are
/// read again, with everything that honest people do there. A key is accused only if neither honest
/// people nor the noise of unrelated scanners explains it: of the two e-values the lower one counts, which
/// is an e-value against both.
struct RollupDetector: Sendable {
  /// Contacts with rare absent names, and sources that make them, from which on a key is tested.
  static let fewestMisses = 5
  static let fewestSources = 3
  /// A name that more sources asked for is popular and tells nothing of a list.
  static let popularFrom = 4
  /// Share of a client's sources that sign in with it, from which on it is everybody's.
  static let commonClientShare = 0.05
  /// Greatest share of the misses that one source may make.
  static let greatestPart = 0.6

  let table: AttemptTable
  let groups: SourceGroups
  let history: NameHistory
  let census: NameCensus
  let null: NullModel
  /// Sources that are accused by themselves: their attempts are left out.
  let accused: Marks
  let level: AlertLevel

  /// The campaigns of all keys, narrow keys before wide ones: what a narrow one explains is not counted
  /// again. `contacts` are in order.
  func campaigns(in contacts: [Contact], honestShares: [Service: Double]) -> [Campaign] {
    let rare = ChosenContacts(contacts) { contact in
      contact.answer == .absent && contact.isStranger && census[contact.name] < Self.popularFrom
    }
    var explained = Marks(below: table.endIndex)
    var found: [Campaign] = []
    var reader: ProbeReader?
    for kind in [RollupKey.Kind.pair, .network, .client, .provider, .system] {
      let nominated = nominate(kind, in: rare, without: explained)
      if nominated.isEmpty { continue }
      let threshold = level.threshold(testedSources: nominated.count)
      let members = members(of: nominated, kind: kind)
      for key in nominated {
        guard let all = members[key] else { continue }
        for indices in byService(all) {
          guard
            let campaign = campaign(
              key,
              indices: indices,
              threshold: threshold,
              tests: nominated.count,
              honestShares: honestShares,
              reader: &reader
            )
          else { continue }
          let fresh = campaign.probes.filter { !explained.contains($0.index) }
          guard fresh.count * 2 > campaign.probes.count else { continue }
          found.append(campaign)
          explained.insert(campaign.probes.lazy.map(\.index))
        }
      }
    }
    return found
  }

  /// The attempts at each service, since what is common to two services is no one list's.
  private func byService(_ indices: [UInt32]) -> [[UInt32]] {
    Dictionary(grouping: indices) { table[$0].outcome.service }
      .sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value)
  }

  /// The probes that the list explains: those that fail, and, where no secret is asked for, what sources
  /// that also miss ask for besides.
  private func ours(_ probes: ArraySlice<ProbeReader.Probe>) -> [ProbeReader.Probe] {
    let missing = Set(probes.filter(\.isMiss).map { table[$0.index].source })
    return probes.filter { probe in
      let attempt = table[probe.index]
      return probe.answer != .exists
        || !attempt.outcome.service.takesSecret && missing.contains(attempt.source)
    }
  }

  /// Whether one source makes most of the misses: then it is that source, not what it shares.
  private func isOneSource(_ probes: [ProbeReader.Probe]) -> Bool {
    var misses: [UInt32: Int] = [:]
    for probe in probes where probe.isMiss { misses[table[probe.index].source, default: 0] += 1 }
    let all = misses.values.reduce(0, +)
    return misses.count < Self.fewestSources
      || Double(misses.values.max() ?? 0) > Self.greatestPart * Double(all)
  }

  /// Sources that are accused by themselves may be part of a network's or a provider's campaign; of what
  /// else they have in common with others they are left out.
  func isLeftOut(_ source: UInt32, _ kind: RollupKey.Kind) -> Bool {
    kind != .network && kind != .provider && accused.contains(source)
  }

  private func campaign(
    _ key: RollupKey,
    indices: [UInt32],
    threshold: Double,
    tests: Int,
    honestShares: [Service: Double],
    reader: inout ProbeReader?
  ) -> Campaign? {
    // One for all keys: it holds a few bytes for every name of the scan.
    var probing = reader ?? ProbeReader(table: table, history: history)
    reader = nil
    probing.read(indices[...])
    let excused = probing.excused
    let probes = probing.probes.filter {
      !$0.isMiss || census[table[$0.index].name] < Self.popularFrom
    }
    reader = probing
    guard let run = ProbeRun.first(in: probes, of: table, null: null, threshold: threshold) else {
      return nil
    }
    let ours = ours(probes[run.firstProbe...run.peak])
    if isOneSource(ours) { return nil }
    let noise = noiseEValue(ours, honestShares: honestShares)
    guard noise >= threshold else { return nil }
    let atDetection = ours.count {
      !AttemptTable.precedes(table[probes[run.crossing].index], table[$0.index])
    }
    let log10E = min(run.log10E, noise)
    let posterior = Campaign.posterior(log10E: log10E)
    return Campaign(
      pattern: .distributed,
      probes: ours.map { Campaign.Probe(index: $0.index, answer: $0.answer, posterior: posterior) },
      probesAtDetection: max(1, atDetection),
      log10E: log10E,
      tests: tests,
      terms: run.terms,
      excused: excused,
      attempts: indices
    )
  }

  /// Base-10 logarithm of the e-value against unrelated scanners, who ask for names that others ask for
  /// too: a mixture over how many of the absent names are new.
  private func noiseEValue(
    _ probes: [ProbeReader.Probe],
    honestShares: [Service: Double]
  ) -> Double {
    var logs = NoveltyTest.raisedShares.map { _ in 0.0 }
    for probe in probes where probe.isMiss {
      let attempt = table[probe.index]
      let honest = honestShares[attempt.outcome.service] ?? 0.1
      let isNovel = census[attempt.name] <= 1
      for (place, raised) in NoveltyTest.raisedShares.enumerated() {
        logs[place] += (isNovel ? raised / honest : (1 - raised) / (1 - honest)).log10
      }
    }
    let greatest = logs.max() ?? 0
    let mean = logs.reduce(0) { $0 + pow10($1 - greatest) } / Double(logs.count)
    return greatest + mean.log10
  }
}
