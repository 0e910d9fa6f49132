import Crypto
import Detection
import LogFormats
import Model

/// Turns what the statistics found into findings that people and machines read: text for numbers,
/// evidence for indices.
struct FindingAssembler: Sendable {
  let corpus: Corpus
  let detected: Detected
  let logs: OpenedLogs
  let options: ScanOptions

  private var table: AttemptTable { corpus.table }

  /// One campaign with its accounts and stages, before the cited lines are read.
  private struct Draft: Sendable {
    var campaign: Campaign
    var accounts: CampaignAccounts
    var stages: [FollowOnStage]
    var cited: [UInt32]
    var canaries: [Finding.Canary]?
    var follows: String?
  }

  /// All findings, strongest first, equals by id; and every source that had a part in one.
  func findings(
    reading reader: EvidenceReader,
    known: EvidenceReader.Shelf,
    failures: inout [Diagnostic]
  ) async -> (findings: [Finding], flagged: Set<UInt32>) {
    let drafts = await drafts()
    let cited = await drafts.mapConcurrently(width: options.threads) {
      places(of: $0, reader: reader)
    }
    let evidence = await reader.read(Array(cited.joined()), onto: known, failures: &failures)
    let flagged = Set(drafts.flatMap { $0.cited.map { table[$0].source } })
    let findings = await Array(zip(drafts, cited)).mapConcurrently(width: options.threads) {
      finding($0.0, evidence: $0.1.compactMap { evidence[$0] })
    }
    let sorted = findings.sorted { left, right in
      left.score.log10E == right.score.log10E
        ? left.id < right.id : left.score.log10E > right.score.log10E
    }
    return (sorted, flagged)
  }

  private func drafts() async -> [Draft] {
    let touches = options.canaries.campaigns(in: table)
    let touched = touches.map { touch in
      let accounts = accounts(of: touch.campaign)
      return draft(
        touch.campaign,
        accounts: accounts,
        strangers: aftermath(of: touch.campaign, accounts).stages,
        canaries: [Finding.Canary(touch.entry)]
      )
    }
    let campaigns = detected.campaigns
    let alone = await campaigns.mapConcurrently(width: options.threads) { campaign in
      let accounts = accounts(of: campaign)
      return (accounts: accounts, aftermath: aftermath(of: campaign, accounts))
    }
    let settled = FollowOnLinker.settled(alone.map(\.aftermath)) { place, taken in
      aftermath(of: campaigns[place], alone[place].accounts, without: taken)
    }
    let found = await Array(campaigns.indices).mapConcurrently(width: options.threads) { place in
      draft(
        campaigns[place],
        accounts: alone[place].accounts,
        strangers: settled[place].stages,
        canaries: Self.canaries(of: campaigns[place], among: touches)
      )
    }
    return touched + found + followOnDrafts
  }

  /// Where the lines that `draft` cites lie, by path and place.
  private func places(of draft: Draft, reader: EvidenceReader) -> [EvidenceReader.Place] {
    Set(draft.cited.map { reader.place(of: table[$0]) }).sorted { left, right in
      if left.member == right.member { return left < right }
      let paths = (logs.members[left.member].path, logs.members[right.member].path)
      return paths.0 == paths.1 ? left < right : paths.0 < paths.1
    }
  }

  /// Those that the campaign's own sources asked for.
  private static func canaries(
    of campaign: Campaign,
    among touches: [(entry: CanaryEntry, campaign: Campaign)]
  ) -> [Finding.Canary]? {
    if touches.isEmpty { return nil }
    let own = Set(campaign.attempts)
    let touched = touches.filter { !own.isDisjoint(with: $0.campaign.attempts) }
    return touched.isEmpty ? nil : touched.map { Finding.Canary($0.entry) }
  }

  /// What followed campaigns of earlier scans.
  private var followOnDrafts: [Draft] {
    let prior = PriorNumbers.all(options.priorCampaigns, in: corpus)
    return prior.compactMap { campaign, numbers in
      let found = detected.followOn?.followOn(of: numbers, tests: prior.count)
      return found.map { followOn, stages in
        Draft(
          campaign: followOn,
          accounts: CampaignAccounts(of: followOn, in: table),
          stages: stages,
          cited: followOn.attempts,
          follows: campaign.id
        )
      }
    }
  }

  private func accounts(of campaign: Campaign) -> CampaignAccounts {
    var accounts = CampaignAccounts(of: campaign, in: table)
    accounts.dropOwned(by: detected.ownPairs, of: campaign, in: table)
    return accounts
  }

  private func aftermath(
    of campaign: Campaign,
    _ accounts: CampaignAccounts,
    without taken: Set<UInt32> = []
  ) -> Aftermath {
    detected.followOn?.aftermath(of: campaign, accounts: accounts, without: taken) ?? Aftermath()
  }

  private func draft(
    _ campaign: Campaign,
    accounts: CampaignAccounts,
    strangers: [FollowOnStage],
    canaries: [Finding.Canary]?
  ) -> Draft {
    let own = FollowOnStage.stages(
      of: campaign,
      accounts: accounts,
      presentNames: detected.presentNames,
      in: table
    )
    let stages = FollowOnStage.joined(own: own, strangers: strangers, in: table)
    let core = campaign.pattern == .canary ? campaign.attempts : campaign.probes.map(\.index)
    let cited = core + stages.flatMap(\.attempts)
    return Draft(
      campaign: campaign,
      accounts: accounts,
      stages: stages,
      cited: cited,
      canaries: canaries
    )
  }

  private func finding(_ draft: Draft, evidence: [Evidence]) -> Finding {
    let campaign = draft.campaign
    let attempts = campaign.probes.map { table[$0.index] }
    let services = Set(attempts.map(\.outcome.service)).sorted { $0.name < $1.name }
    let (first, last) = (attempts[0].time, attempts[attempts.count - 1].time)
    let sources = sources(campaign)
    var finding = Finding(
      id: identifier(sources: sources, evidence: evidence),
      technique: .emailAddresses,
      kind: .enumeration,
      pattern: campaign.pattern,
      firstSeen: first,
      lastSeen: last,
      detectedAt: attempts[campaign.probesAtDetection - 1].time,
      probes: attempts.count,
      probesAtDetection: campaign.probesAtDetection,
      services: services.map(\.name),
      sources: sources,
      clients: clients(of: attempts),
      accounts: accounts(draft.accounts, services: services),
      score: .init(
        log10E: campaign.log10E.rounded(toPlaces: 3),
        expectedFalseFindings: campaign.pattern == .canary
          ? 0 : campaign.expectedFalse.rounded(toSignificantDigits: 3),
        terms: campaign.terms.map { term in
          var term = term
          term.log10E = term.log10E.rounded(toPlaces: 3)
          return term
        }
      ),
      stages: draft.stages.map(stage),
      visibility: Set(services.flatMap { LogFormats.facts(of: $0)?.gaps.map(\.id) ?? [] }).sorted(),
      benignIf: BenignReading.texts(of: campaign, accounts: draft.accounts, table: table),
      rhythm: rhythm(attempts, from: first, to: last),
      evidence: evidence
    )
    let covering = options.allow.entry(
      covering: draft.cited.lazy.map { table[$0] },
      in: corpus.tables
    )
    finding.authorise(by: covering.map(Finding.Authorisation.init))
    finding.canaries = draft.canaries
    finding.follows = draft.follows
    return finding
  }

  /// The same on every run, whatever the files are called and in whatever order they come.
  private func identifier(sources: [Finding.Source], evidence: [Evidence]) -> String {
    var hash = SHA256()
    hash.update(data: Array("\(Finding.schema)\n".utf8))
    for source in sources.map(\.ip).sorted() { hash.update(data: Array("\(source)\n".utf8)) }
    for line in Self.inOrder(evidence) { hash.update(data: Array("\(line)\n".utf8)) }
    return "rc-" + hash.finalize().hexadecimal.prefix(32)
  }

  /// The hashes of `evidence`, least first. They hardly ever differ later than in the eighth letter: a number
  /// is compared sooner than a text.
  private static func inOrder(_ evidence: [Evidence]) -> [String] {
    func number(_ text: String) -> UInt64 {
      var number: UInt64 = 0
      for letter in text.utf8.prefix(8) { number = number << 8 | UInt64(letter) }
      return number
    }
    let hashes = evidence.map { (number: number($0.sha256), text: $0.sha256) }
    return hashes.sorted { left, right in
      left.number == right.number ? left.text < right.text : left.number < right.number
    }.map { $0.text }
  }

  /// By probes, most first, then by address.
  private func sources(_ campaign: Campaign) -> [Finding.Source] {
    var bySource: [UInt32: (probes: Int, doubt: Double)] = [:]
    for probe in campaign.probes where table[probe.index].source != Attempt.none {
      var known = bySource[table[probe.index].source] ?? (0, 1)
      known.probes += 1
      known.doubt = min(known.doubt, 1 - probe.posterior)
      bySource[table[probe.index].source] = known
    }
    return bySource.map { number, known in
      Finding.Source(
        ip: corpus.tables.source(number).text,
        probes: known.probes,
        posterior: (1 - known.doubt).rounded(toPlaces: 6),
        asn: corpus.networks[number]
      )
    }.sorted { left, right in
      left.probes == right.probes ? left.ip < right.ip : left.probes > right.probes
    }
  }

  private func clients(of attempts: [Attempt]) -> [String] {
    Set(attempts.map(\.client)).subtracting([Attempt.none]).map { corpus.tables.client($0) }
      .sorted()
  }

  private func accounts(
    _ accounts: CampaignAccounts,
    services: [Service]
  ) -> Finding.Accounts {
    let visibilities = Set(
      services.map { LogFormats.facts(of: $0)?.confirmedVisibility ?? .partial }
    )
    let visibility = visibilities.count == 1 ? visibilities.first ?? .partial : .partial
    return Finding.Accounts(
      probed: accounts.probedCount,
      absent: accounts.absentCount,
      present: names(accounts.present),
      confirmed: names(accounts.confirmed),
      confirmedVisibility: visibility
    )
  }

  private func stage(_ stage: FollowOnStage) -> Finding.Stage {
    Finding.Stage(
      technique: stage.kind.technique,
      kind: stage.kind,
      firstSeen: table[stage.attempts[0]].time,
      lastSeen: table[stage.attempts[stage.attempts.count - 1]].time,
      attempts: stage.attempts.count,
      sources: Set(stage.attempts.map { table[$0].source })
        .map { corpus.tables.source($0).text }.sorted(),
      accounts: names(stage.names),
      pValue: stage.pValue.map { $0.rounded(toSignificantDigits: 3) }
    )
  }

  private func names(_ numbers: [UInt32]) -> [String] {
    numbers
      .map { number in
        let bytes = corpus.tables.nameBytes(number)
        let isSecret = table.nameTraits[Int(number)].contains(.looksLikePassword)
        return isSecret && !options.unmask
          ? "[masked: looks like a password, \(bytes.count) bytes]"
          : String(decoding: bytes, as: UTF8.self)
      }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Stretches of time in `rhythm`, one character each in the terminal.
  private static let rhythmParts = 40

  private func rhythm(_ attempts: [Attempt], from first: Timestamp, to last: Timestamp) -> [Int] {
    let span = last.millisecondsSince1970 - first.millisecondsSince1970
    if span == 0 { return [attempts.count] }
    var parts = [Int](repeating: 0, count: Self.rhythmParts)
    for attempt in attempts {
      let passed = attempt.time.millisecondsSince1970 - first.millisecondsSince1970
      parts[min(Self.rhythmParts - 1, Int(passed * Int64(Self.rhythmParts) / span))] += 1
    }
    return parts
  }
}
