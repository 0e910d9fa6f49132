// What came after a campaign, whoever the sources are.
//
// The one thing that an operator who changes addresses cannot change is whom he goes for: the accounts that
// he was told of. So the question is how many of the accounts that strangers later failed on, signed in
// to or wrote to are of the confirmed set, and how likely a random draw would hold as many
// (hypergeometric).
//
// There is one gate: the least of all p-values of a campaign, times the number of tests made. Only behind it
// are stages named. A single guessed account has no p-value worth the name, however surely it was
// attacked; behind the gate it is named with the p-value that it has.

package import Model

/// Finds what followed each of a scan's campaigns.
package struct FollowOnLinker: Sendable {
  /// The gate, for each campaign: one in two hundred would be linked to something by chance.
  static let linkLevel = 0.005
  /// Days after the last probe; the longest is `ConfirmedSet.watchedSeconds`.
  static let windowDays: [UInt32] = [30, 90]
  /// A service that the campaign did not ask is named if chance has no more than that.
  static let stageLevel = 0.05
  /// The same for accounts that were guessed at or locked: there are few, and one of them in the set is chance
  /// as often as the set is large.
  static let rareLevel = 0.2
  /// A draw of so few accounts shows nothing.
  static let fewestAccounts = 3
  /// Where more of the other accounts than that have a strange sign-in, one is no news.
  static let rareShare = 0.25

  let table: AttemptTable
  let directory: AccountDirectory
  let trace: AccountTrace
  let strange: StrangeSignIns
  /// Accounts that signed in in earlier scans.
  let acquainted: Set<UInt32>
  private let groups: SourceGroups

  /// - Complexity: O(attempts).
  package init(
    _ table: AttemptTable,
    uses: AccountUses,
    groups: SourceGroups,
    campaigns: [Campaign]
  ) {
    (self.table, self.groups) = (table, groups)
    (directory, strange, acquainted) = (uses.directory, uses.strange, uses.acquainted)
    var trace = uses.trace
    trace.noteFailures(
      in: table,
      directory: directory,
      explained: Self.ownProbes(of: campaigns, in: table)
    )
    self.trace = trace
  }

  /// Probes of sources that asked for an absent name as well: the list itself, worked at that moment. A
  /// source that only ever came with names that exist may be a spray that looks like part of the list.
  private static func ownProbes(of campaigns: [Campaign], in table: AttemptTable) -> Marks {
    var own = Marks(below: table.endIndex)
    for campaign in campaigns {
      let asking = Set(campaign.probes.lazy.filter(\.isMiss).map { table[$0.index].source })
      own.insert(campaign.probes.lazy.map(\.index).filter { asking.contains(table[$0].source) })
    }
    return own
  }

  /// What followed `campaign`, its stages in the order of `Finding.Stage.Kind`. Sources that are `taken` follow
  /// another one.
  /// - Complexity: O(failures + sign-ins + deliveries).
  package func aftermath(
    of campaign: Campaign,
    accounts: CampaignAccounts,
    without taken: Set<UInt32> = []
  ) -> Aftermath {
    let confirmed = ConfirmedSet(campaign, accounts: accounts, in: table, directory: directory)
    guard confirmed.count > 0 else { return Aftermath() }
    let services = Set(campaign.probes.map { table[$0.index].outcome.service })
    let behind = StagesBehindTheGate(confirmed, services: services, taken: taken, linker: self)
    return Aftermath(stages: behind.stages, gate: behind.gate, claims: behind.claims)
  }

  /// What followed a campaign of an earlier scan, as a campaign of its own; `nil` where nothing did.
  ///
  /// The score is the inverse of the gate's p-value, which is an e-value's bound only in so far as it was corrected.
  /// `tests` is how many campaigns were asked about.
  package func followOn(
    of prior: PriorNumbers,
    tests: Int
  ) -> (campaign: Campaign, stages: [FollowOnStage])? {
    let confirmed = ConfirmedSet(
      names: prior.names,
      sources: prior.sources,
      begin: prior.begin,
      last: prior.last,
      directory: directory
    )
    guard confirmed.count > 0 else { return nil }
    let behind = StagesBehindTheGate(confirmed, services: prior.services, taken: [], linker: self)
    if behind.stages.isEmpty { return nil }
    let attempts = Set(behind.stages.flatMap(\.attempts))
      .sorted { AttemptTable.precedes(table[$0], table[$1]) }
    return (campaign(attempts, gate: behind.gate, tests: tests), behind.stages)
  }

  private func campaign(_ attempts: [UInt32], gate: Double, tests: Int) -> Campaign {
    var seen: Set<PriorLife.Pair> = []
    let probes = attempts.filter { index in
      seen.insert(.init(source: table[index].source, name: table[index].name)).inserted
    }.map { index in
      let isIn = table[index].outcome.credential == .accepted
      return Campaign.Probe(index: index, answer: isIn ? .exists : .refused, posterior: 1 - gate)
    }
    let log10E = min(300, -max(gate, .leastNormalMagnitude).log10)
    return Campaign(
      pattern: .followOn,
      probes: probes,
      probesAtDetection: probes.count,
      log10E: log10E,
      tests: tests,
      terms: [
        .init(
          name: "confirmed accounts among those gone for",
          log10E: log10E,
          attempts: attempts.count
        )
      ],
      attempts: attempts
    )
  }
}

/// A campaign of an earlier scan in the numbers of this one.
package struct PriorNumbers: Sendable {
  package var names: [UInt32]
  package var sources: Set<UInt32>
  package var services: Set<Service>
  package var begin: UInt32
  package var last: UInt32

  package init(
    names: [UInt32],
    sources: Set<UInt32>,
    services: Set<Service>,
    begin: UInt32,
    last: UInt32
  ) {
    self.names = names
    self.sources = sources
    self.services = services
    self.begin = begin
    self.last = last
  }
}

/// One campaign's tests and what they let through.
private struct StagesBehindTheGate {
  let confirmed: ConfirmedSet
  let linker: FollowOnLinker
  private(set) var stages: [FollowOnStage] = []

  /// Failures that may follow, of every account but those that strangers failed on before; in order.
  private var failures: [AccountTrace.Failure] = []
  private var signIns: [AccountTrace.SignIn] = []
  private var mail: [MailToConfirmed.Sender] = []
  /// The least corrected p-value of failures at a service, over the windows.
  private var byService: [Service: Double] = [:]
  private var everywhere = 1.0
  private(set) var gate = 1.0
  private let ownServices: Set<Service>
  private let signInTest: Enrichment
  /// Sources that follow another campaign.
  private let taken: Set<UInt32>

  init(
    _ confirmed: ConfirmedSet,
    services: Set<Service>,
    taken: Set<UInt32>,
    linker: FollowOnLinker
  ) {
    self.confirmed = confirmed
    self.linker = linker
    self.taken = taken
    ownServices = services
    signIns = linker.strange.after(confirmed)
    signInTest = Self.signInTest(signIns, confirmed, linker)
    gather()
    test()
    let failed = min(everywhere, byService.values.min() ?? 1)
    gate = min(failed, signInTest.pValue, mail.map(\.pValue).min() ?? 1)
    guard gate <= FollowOnLinker.linkLevel else { return }
    stages = [spray, guessing, lockout, external].compactMap { $0 } + takeover + inboundMail
  }

  private var directory: AccountDirectory { linker.directory }
  private var hits: [AccountTrace.Failure] {
    failures.filter { confirmed.contains($0.account) }
  }

  // MARK: The gate

  private mutating func gather() {
    if hasHit {
      let table = linker.table
      failures = linker.trace.failures.filter { canFollow($0) && !isWorn($0.account) }
        .sorted(by: table.precedes)
    }
    let recipients = NameHistory.bit(.postfixRecipient)
    mail = MailToConfirmed.senders(
      linker.trace,
      confirmed,
      population: directory.count(at: recipients),
      marked: confirmed.since.keys.count { directory.isKnown($0, at: recipients) },
      level: FollowOnLinker.linkLevel,
      in: linker.table
    ).filter { !taken.contains(linker.table[$0.attempts[0]].source) }
  }

  private func isOthers(_ source: UInt32) -> Bool {
    confirmed.sources.contains(source) || taken.contains(source)
  }

  /// Sources of which most accounts that they fail on are of the set, and those of mail and abuse.
  var claims: Set<UInt32> {
    if stages.isEmpty { return [] }
    var accounts: [UInt32: Set<UInt32>] = [:]
    for failure in failures {
      accounts[linker.table[failure.index].source, default: []].insert(failure.account)
    }
    let mostly = accounts.filter { _, tried in
      tried.count >= FollowOnLinker.fewestAccounts
        && 2 * tried.count(where: confirmed.contains) > tried.count
    }
    let senders = mail.map { linker.table[$0.attempts[0]].source }
    let abusers = stages.filter { $0.kind == .accountAbuse }.flatMap(\.attempts)
      .map { linker.table[$0].source }
    return Set(mostly.keys).union(senders).union(abusers)
  }

  /// Whether strangers failed on a confirmed account afterwards: else the failures say nothing, whatever
  /// else they are.
  private var hasHit: Bool {
    linker.trace.failures.contains {
      confirmed.marks.contains($0.account) && canFollow($0) && !isWorn($0.account)
    }
  }

  private func canFollow(_ failure: AccountTrace.Failure) -> Bool {
    confirmed.isAfter(failure.seconds, failure.account)
      && !isOthers(linker.table[failure.index].source)
  }

  /// Whether strangers failed on the account before the campaign began.
  private func isWorn(_ account: UInt32) -> Bool {
    linker.trace.firstFailure[Int(account)] <= confirmed.begin
  }

  private mutating func test() {
    let failures = failures.filter { !$0.isVague }
    let services = Set(failures.map(\.service)).sorted { $0.rawValue < $1.rawValue }
    // All services together are one more test where there are several.
    let scopes = services.count + (services.count > 1 ? 1 : 0)
    let tests = Double(max(1, scopes * (FollowOnLinker.windowDays.count + 1)))
    for service in services {
      byService[service] = min(1, tests * least(failures.filter { $0.service == service }))
    }
    if services.count > 1 { everywhere = min(1, tests * least(failures)) }
  }

  /// The least p-value of the draws within the windows, and of the sources one by one.
  private func least(_ failures: [AccountTrace.Failure]) -> Double {
    let draws = FollowOnLinker.windowDays.map { days in
      let end = confirmed.last > .max - days * 86_400 ? .max : confirmed.last + days * 86_400
      return enrichment(failures.filter { $0.seconds <= end }).pValue
    }
    return min(draws.min() ?? 1, bySource(failures))
  }

  private func bySource(_ failures: [AccountTrace.Failure]) -> Double {
    let table = linker.table
    var seen = Marks(below: directory.count)
    var places: [UInt32: Int] = [:]
    var draws: [SourceMixture.Draw] = []
    let mask = Self.mask(failures)
    for failure in failures
    where directory.isKnown(failure.account, at: mask) && !seen.contains(failure.account) {
      seen.insert(failure.account)
      let place = places[table[failure.index].source] ?? draws.count
      if place == draws.count {
        places[table[failure.index].source] = place
        draws.append(.init(accounts: 0, hits: 0))
      }
      draws[place].accounts += 1
      if confirmed.contains(failure.account) { draws[place].hits += 1 }
    }
    let all = enrichment(failures)
    return SourceMixture.pValue(draws, population: all.population, marked: all.marked)
  }

  private static func mask(_ failures: [AccountTrace.Failure]) -> UInt32 {
    failures.reduce(0) { $0 | NameHistory.bit($1.service) }
  }

  /// Of the accounts that the failures' services show to exist.
  private func enrichment(_ failures: [AccountTrace.Failure]) -> Enrichment {
    let mask = Self.mask(failures)
    var drawn = Marks(below: directory.count)
    drawn.insert(failures.lazy.map(\.account).filter { directory.isKnown($0, at: mask) })
    let population = directory.all.count { directory.isKnown($0, at: mask) && !isWorn($0) }
    return Enrichment(
      population: population,
      marked: confirmed.since.keys.count { directory.isKnown($0, at: mask) && !isWorn($0) },
      drawn: drawn.count,
      hits: confirmed.since.keys.count(where: drawn.contains)
    )
  }

  /// Among the accounts that anybody had signed in to before the campaign was over.
  private static func signInTest(
    _ signIns: [AccountTrace.SignIn],
    _ confirmed: ConfirmedSet,
    _ linker: FollowOnLinker
  ) -> Enrichment {
    let first = linker.trace.firstSignIn
    func isKnown(_ account: UInt32) -> Bool {
      first[Int(account)] < confirmed.last || linker.acquainted.contains(account)
    }
    let drawn = Set(signIns.lazy.map(\.account).filter(isKnown))
    return Enrichment(
      population: linker.directory.all.count(where: isKnown),
      marked: confirmed.since.keys.count(where: isKnown),
      drawn: drawn.count,
      hits: drawn.count(where: confirmed.contains)
    )
  }

  // MARK: What lies behind it

  /// Wrong secrets by account, without those of accounts that were only guessed at.
  private var wrong: [UInt32: [AccountTrace.Failure]] {
    Dictionary(grouping: hits.filter { !$0.isBlocked }, by: \.account)
  }

  private var spray: FollowOnStage? {
    let tried = wrong
    guard tried.count >= FollowOnLinker.fewestAccounts else { return nil }
    let pValue = min(everywhere, byService.values.min() ?? 1)
    return stage(.passwordSpray, tried.values.flatMap { $0 }, pValue: pValue)
  }

  private var guessing: FollowOnStage? {
    let wrong = Dictionary(grouping: failures.filter { !$0.isBlocked }, by: \.account)
    return rareStage(.passwordGuessing, wrong.filter { Self.isGuessed($0.value) })
  }

  /// Whether so many tries fall on one day. An account that is tried once a day is on somebody's list.
  private static func isGuessed(_ failures: [AccountTrace.Failure]) -> Bool {
    let times = failures.map(\.seconds).sorted()
    let later = times.dropFirst(FollowOnStage.guessesForOneName - 1)
    return zip(times, later).contains { $1 - $0 <= FollowOnLinker.daySeconds }
  }

  private var lockout: FollowOnStage? {
    // A refusal may be for the address; behind its own wrong secrets it is for the account.
    let tried = Set(failures.filter { !$0.isBlocked }.map(pair))
    let locked = failures.filter { $0.isBlocked && tried.contains(pair($0)) }
    return rareStage(.lockout, Dictionary(grouping: locked, by: \.account))
  }

  private func pair(_ failure: AccountTrace.Failure) -> UInt64 {
    UInt64(failure.account) << 32 | UInt64(linker.table[failure.index].source)
  }

  private func rareStage(
    _ kind: Finding.Stage.Kind,
    _ drawn: [UInt32: [AccountTrace.Failure]]
  ) -> FollowOnStage? {
    let own = drawn.filter { confirmed.contains($0.key) }.values.flatMap { $0 }
    let pValue = enrichment(drawn.values.flatMap { $0 }).pValue
    if own.isEmpty || pValue > FollowOnLinker.rareLevel { return nil }
    return stage(kind, own, pValue: pValue)
  }

  /// Services of another directory than those asked, where that is more than chance and not where the spray
  /// itself is: an attempt is named once.
  private var external: FollowOnStage? {
    let elsewhere = hits.filter { !home.contains($0.service.directory) && !$0.isVague }
    let byService = byService
    let services = Dictionary(grouping: elsewhere, by: \.service).filter { service, failures in
      Set(failures.map(\.account)).count >= FollowOnLinker.fewestAccounts
        && byService[service] ?? 1 <= FollowOnLinker.stageLevel
    }
    if services.isEmpty { return nil }
    return stage(
      .externalService,
      services.values.flatMap { $0 },
      pValue: services.keys.map { byService[$0] ?? 1 }.min() ?? 1
    )
  }

  /// The directories that the campaign asked; where nobody was sprayed there, the one where most were.
  private var home: Set<UInt32> {
    let asked = Set(ownServices.map(\.directory))
    let accounts = Dictionary(grouping: hits.filter { !$0.isVague }, by: \.service.directory)
      .mapValues { Set($0.map(\.account)).count }
    let isSprayed = asked.contains { accounts[$0] ?? 0 >= FollowOnLinker.fewestAccounts }
    let most = accounts.max { ($0.value, $1.key) < ($1.value, $0.key) }
    return isSprayed ? asked : asked.union(most.map { [$0.key] } ?? [])
  }

  private var takeover: [FollowOnStage] {
    let test = signInTest
    let others = Double(test.drawn - test.hits) / Double(max(1, test.population - test.marked))
    let own = signIns.filter { isAttacked($0) }
    guard !own.isEmpty,
      others <= FollowOnLinker.rareShare || test.pValue <= FollowOnLinker.linkLevel
    else { return [] }
    let taken = FollowOnStage(
      kind: .accountTakeover,
      attempts: inOrder(own.map(\.index)),
      names: names(own.map(\.index)),
      pValue: test.pValue
    )
    return [taken] + [abuse(own)].compactMap { $0 }
  }

  /// Whether strangers had failed on the account before: a stranger who needs no second try is not seen.
  private func isAttacked(_ signIn: AccountTrace.SignIn) -> Bool {
    confirmed.contains(signIn.account)
      && linker.trace.firstFailure[Int(signIn.account)] < signIn.seconds
      && linker.trace.failures.contains {
        $0.account == signIn.account && $0.seconds < signIn.seconds && !$0.isVague
          && confirmed.isAfter($0.seconds, $0.account)
      }
  }

  /// Within a day of the first sign-in, the source uses the account at a service more than its owner ever did.
  private func abuse(_ taken: [AccountTrace.SignIn]) -> FollowOnStage? {
    let days = BusyDays(linker.table, directory: directory)
    var (attempts, chances, tests): ([UInt32], [Double], Int) = ([], [], 0)
    for signIn in taken where !self.taken.contains(signIn.source) {
      let uses = Dictionary(grouping: linker.uses(of: signIn)) {
        linker.table[$0].outcome.service
      }
      tests += uses.count
      for (service, uses) in uses {
        guard
          let chance = days.chance(
            of: uses.count,
            signIn.account,
            at: service,
            since: signIn.seconds
          )
        else { continue }
        attempts += uses
        chances.append(chance)
      }
    }
    guard let least = chances.min() else { return nil }
    return FollowOnStage(
      kind: .accountAbuse,
      attempts: inOrder(attempts),
      names: names(attempts),
      pValue: min(1, least * Double(tests))
    )
  }

  private var inboundMail: [FollowOnStage] {
    guard let least = mail.map(\.pValue).min() else { return [] }
    let attempts = mail.flatMap(\.attempts)
    return [
      FollowOnStage(
        kind: .inboundMail,
        attempts: inOrder(attempts),
        names: names(attempts),
        pValue: least
      )
    ]
  }

  // MARK: Attempts

  private func stage(
    _ kind: Finding.Stage.Kind,
    _ failures: [AccountTrace.Failure],
    pValue: Double
  ) -> FollowOnStage {
    let attempts = inOrder(failures.map(\.index))
    return FollowOnStage(
      kind: kind,
      attempts: attempts,
      names: names(attempts),
      pValue: pValue < 1 ? pValue : nil
    )
  }

  private func inOrder(_ attempts: [UInt32]) -> [UInt32] {
    Set(attempts).sorted { AttemptTable.precedes(linker.table[$0], linker.table[$1]) }
  }

  private func names(_ attempts: [UInt32]) -> [UInt32] {
    var seen: Set<UInt32> = []
    return attempts.map { linker.table[$0].name }.filter { seen.insert($0).inserted }
  }
}

extension FollowOnLinker {
  fileprivate static let daySeconds: UInt32 = 86_400

  /// The accepted uses of the account by the source within a day of the sign-in.
  fileprivate func uses(of signIn: AccountTrace.SignIn) -> [UInt32] {
    groups.indices(of: signIn.source).filter { index in
      let attempt = table[index]
      return attempt.outcome.credential == .accepted && directory[attempt.name] == signIn.account
        && attempt.seconds >= signIn.seconds && attempt.seconds - signIn.seconds < Self.daySeconds
    }
  }
}
