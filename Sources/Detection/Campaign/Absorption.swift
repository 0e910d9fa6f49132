// Which sources that nobody accused belong to a campaign that was found otherwise?
//
// Of sources that take turns some make too few probes to be accused, and some only hit. Sources of one kind
// (so many contacts, so many of them misses) are expected from both sides while the campaign is at work: as
// many from honest life as outside of that time; and of the campaign's, if each of its sources makes a
// Poisson number of probes that hit as its known ones do. What they have in common with its known probes
// (client, make of names, network) weighs in. By Bayes that gives the posterior of each source, which is kept.

import Glibc
import Model

struct Absorption {
  /// Sources from which on a campaign counts as one that changes its address.
  static let fewestSources = 3
  /// How far beyond its first and last known probe a campaign may reach, in mean gaps.
  static let gapsBeyond = 3.0
  /// A name that exists and that so many strangers asked for is everybody's (`root`).
  static let popularFrom = 4

  let table: AttemptTable
  let census: NameCensus

  /// Takes in what belongs to `campaigns`, the strongest first. `contacts` are in order, and nobody is
  /// accused of them.
  /// - Returns: The indices of the attempts taken in.
  func absorb(_ contacts: [Contact], into campaigns: inout [Campaign]) -> Set<UInt32> {
    var taken: Set<UInt32> = []
    if campaigns.isEmpty { return taken }
    var known = Marks(below: table.sourceCount)
    known.insert(campaigns.lazy.flatMap(\.probes).map { table[$0.index].source })
    let byService = Dictionary(grouping: candidates(contacts, known), by: \.service)
    let order = campaigns.indices.sorted { campaigns[$0].log10E > campaigns[$1].log10E }
    for place in order {
      let profile = ListProfile(campaigns[place], table: table, census: census)
      guard profile.sources >= Self.fewestSources, !profile.isAmongPeople,
        profile.novelShare >= ListLink.leastNovelShare,
        let free = byService[profile.service]?.filter({ !taken.contains($0.index) })
      else { continue }
      let more = probes(of: campaigns[place], profile, among: free, others: known)
      taken.formUnion(more.map(\.index))
      campaigns[place].take(more, table: table)
    }
    return taken
  }

  /// Contacts of strangers with names that hardly anybody else asked for, and all of those who are `known` to
  /// work off a list. Where a name exists, nobody who works off a list knows the secret.
  private func candidates(_ contacts: [Contact], _ known: Marks) -> [Contact] {
    var askers = [UInt8](repeating: 0, count: table.nameTraits.count)
    for contact in contacts where contact.answer != .absent && contact.isStranger {
      let name = Int(contact.name)
      if askers[name] < Self.popularFrom { askers[name] += 1 }
    }
    return contacts.filter { contact in
      guard contact.isStranger else { return false }
      if contact.answer == .exists, contact.service.takesSecret { return false }
      if known.contains(contact.source) { return true }
      return contact.answer == .absent
        ? census[contact.name] <= 1 : askers[Int(contact.name)] < Self.popularFrom
    }
  }

  private func probes(
    of campaign: Campaign,
    _ profile: ListProfile,
    among contacts: [Contact],
    others: Marks
  ) -> [Campaign.Probe] {
    let beyond = Self.gapsBeyond * profile.span / Double(max(1, profile.probes - 1))
    let window = Double(profile.first) - beyond...Double(profile.last) + beyond
    let (inside, outside) = split(contacts, window)
    guard !inside.isEmpty, let first = contacts.first, let last = contacts.last else { return [] }
    let length = window.upperBound - window.lowerBound
    let rest = Double(last.seconds) - Double(first.seconds) - length
    // Where the campaign fills the log, a quarter of its time stands for the rest.
    var odds = CampaignOdds(
      campaign,
      profile,
      outside: outside,
      timeShare: length / max(rest, length / 4),
      table: table
    )
    let known = posteriors(campaign)
    // In order of their first contact: sources have other numbers each time.
    let parties = inside.sorted { left, right in
      AttemptTable.precedes(table[left.value[0].index], table[right.value[0].index])
    }
    let free = parties.filter { outside[$0.key] == nil && !others.contains($0.key) }
    // What its own sources did besides is the campaign's.
    var more = parties.flatMap { source, contacts in
      contacts.compactMap { contact in
        known[source].map {
          Campaign.Probe(index: contact.index, answer: contact.answer, posterior: $0)
        }
      }
    }
    more += members(free.filter { $0.value.contains { $0.answer == .absent } }, odds, campaign)
    let added = Set(more.map { table[$0.index].source }).subtracting(known.keys)
    odds.noteMore(sources: added.count)
    let hitsOnly = free.filter { !$0.value.contains { $0.answer == .absent } }
    odds.expectNoMore(than: hitsOnly.map(\.value))
    more += members(hitsOnly, odds, campaign)
    return more
  }

  private func posteriors(_ campaign: Campaign) -> [UInt32: Double] {
    campaign.probes.reduce(into: [:]) { known, probe in
      let source = table[probe.index].source
      known[source] = max(known[source] ?? 0, probe.posterior)
    }
  }

  private func members(
    _ sources: [(key: UInt32, value: [Contact])],
    _ odds: CampaignOdds,
    _ campaign: Campaign
  ) -> [Campaign.Probe] {
    if sources.isEmpty { return [] }
    let chances = sources.map { odds.posterior($0.key, $0.value) }
    let posteriors = paced(chances, sources.map(\.value), campaign)
    return zip(sources, posteriors).flatMap { source, posterior -> [Campaign.Probe] in
      if posterior < Attribution.least { return [] }
      return source.value.map {
        Campaign.Probe(index: $0.index, answer: $0.answer, posterior: posterior)
      }
    }
  }

  /// The chances of the sources with these contacts, once the pace of the campaign is looked at too.
  private func paced(
    _ chances: [Double],
    _ contacts: [[Contact]],
    _ campaign: Campaign
  ) -> [Double] {
    var marks = campaign.probes.map { (at: table[$0.index].moment, chance: $0.posterior, -1) }
    for (source, contacts) in contacts.enumerated() {
      marks += contacts.map { (table[$0.index].moment, chances[source], source) }
    }
    marks.sort { ($0.at, $0.2) < ($1.at, $1.2) }
    let posteriors = Pace.posteriors(marks.map(\.chance), at: marks.map(\.at))
    // A source with several contacts is as sure as the surest of them leaves it.
    var paced = [Double](repeating: 0, count: chances.count)
    for (mark, posterior) in zip(marks, posteriors) where mark.2 >= 0 {
      paced[mark.2] = max(paced[mark.2], posterior)
    }
    return paced
  }

  /// The contacts within and without the time of the campaign, by source.
  private func split(
    _ contacts: [Contact],
    _ window: ClosedRange<Double>
  ) -> (inside: [UInt32: [Contact]], outside: [UInt32: [Contact]]) {
    var parts: (inside: [UInt32: [Contact]], outside: [UInt32: [Contact]]) = ([:], [:])
    for contact in contacts {
      let source = contact.source
      if window.contains(Double(contact.seconds)) {
        parts.inside[source, default: []].append(contact)
      } else {
        parts.outside[source, default: []].append(contact)
      }
    }
    return parts
  }
}

/// What is expected of the campaign's sources, and of everybody else's.
private struct CampaignOdds {
  /// So many contacts of a source, and which of them are misses.
  private struct Kind: Hashable {
    enum Answers { case hits, misses, both }
    var contacts: Int
    var answers: Answers

    /// From that on kinds are 4 to 7, 8 to 15 and so on.
    static let most = 4

    /// The numbers of contacts that are of the kind.
    var numbers: Range<Int> {
      contacts < Self.most ? contacts..<contacts + 1 : contacts..<2 * contacts
    }

    init(_ contacts: [Contact]) {
      let misses = contacts.count { $0.answer == .absent }
      let count = contacts.count
      self.contacts =
        count < Self.most ? count : 1 << (Int.bitWidth - 1 - count.leadingZeroBitCount)
      answers = misses == 0 ? .hits : misses == contacts.count ? .misses : .both
    }
  }

  /// Part of the campaign's sources that do not take turns as often as the others.
  private static let unruly = 0.1
  /// Terms of a sum of chances that is done for the lower numbers of a kind.
  private static let mostSummed = 256

  private let table: AttemptTable
  private var sources: Double
  /// Mean probes of one source, and of all that there would be if those without any were seen.
  private let mean: Double
  private let meanOfAll: Double
  private let hitShare: Double
  private let timeShare: Double
  private var others: [Kind: Int] = [:]
  /// Sources of a kind that neither side explains while the campaign is at work.
  private var excess: [Kind: Double] = [:]
  private var clients: ShareTable
  private var templates: ShareTable
  private var neighbours: ShareTable
  private var networks: [UInt64: Int] = [:]
  private var providers: [UInt64: Int] = [:]

  init(
    _ campaign: Campaign,
    _ profile: ListProfile,
    outside: [UInt32: [Contact]],
    timeShare: Double,
    table: AttemptTable
  ) {
    self.table = table
    self.timeShare = timeShare
    sources = Double(profile.sources)
    mean = Double(profile.probes) / sources
    meanOfAll = Self.meanOfAll(mean)
    let misses = campaign.probes.count { $0.isMiss }
    hitShare = (Double(profile.probes - misses) + 0.5) / Double(profile.probes + 1)
    for contacts in outside.values { others[Kind(contacts), default: 0] += 1 }
    (clients, templates, neighbours) = (ShareTable(), ShareTable(), ShareTable())
    let own = campaign.probes.map { table[$0.index] }
    let ownSources = Set(own.map(\.source))
    for source in ownSources {
      guard let address = table.sourceAddress(source) else { continue }
      networks[RollupKey.network(of: address), default: 0] += 1
      providers[RollupKey.provider(of: address), default: 0] += 1
    }
    for attempt in own { noteFeatures(of: attempt, isOwn: true) }
    for source in ownSources { neighbours.note(nearness(of: source, own: 1), isOwn: true) }
    for (source, contacts) in outside {
      for contact in contacts { noteFeatures(of: table[contact.index], isOwn: false) }
      neighbours.note(nearness(of: source, own: 0), isOwn: false)
    }
  }

  private mutating func noteFeatures(of attempt: Attempt, isOwn: Bool) {
    clients.note(UInt64(attempt.client), isOwn: isOwn)
    templates.note(NameTemplate(table.nameText(attempt.name)).hash, isOwn: isOwn)
  }

  /// 2 if sources of the campaign are in the same /24 or /48, 1 if in the same /16 or /32.
  private func nearness(of source: UInt32, own: Int) -> UInt64 {
    guard let address = table.sourceAddress(source) else { return 0 }
    if networks[RollupKey.network(of: address)] ?? 0 > own { return 2 }
    return providers[RollupKey.provider(of: address)] ?? 0 > own ? 1 : 0
  }

  func posterior(_ source: UInt32, _ contacts: [Contact]) -> Double {
    let kind = Kind(contacts)
    var ours = sources * chance(kind)
    let others = max(expectedOthers(kind), excess[kind] ?? 0)
    ours *= neighbours.ratio(nearness(of: source, own: 0))
    // Contacts of one source are alike: two of them say as much as all.
    for contact in contacts.prefix(2) {
      let attempt = table[contact.index]
      ours *= clients.ratio(UInt64(attempt.client))
      ours *= templates.ratio(NameTemplate(table.nameText(attempt.name)).hash)
    }
    return ours / (ours + others)
  }

  private func expectedOthers(_ kind: Kind) -> Double {
    (Double(others[kind] ?? 0) + 0.5) * timeShare
  }

  /// The campaign has more sources than were known.
  mutating func noteMore(sources more: Int) { sources += Double(more) }

  /// What is more than the campaign's part of these sources is somebody else's, say a spray of
  /// passwords.
  mutating func expectNoMore(than sources: [[Contact]]) {
    for (kind, count) in Dictionary(sources.map { (Kind($0), 1) }, uniquingKeysWith: +) {
      excess[kind] = Double(count) - self.sources * chance(kind)
    }
  }

  /// The mean of a Poisson number whose mean is `mean` where 0 is never seen: by Newton's steps.
  private static func meanOfAll(_ mean: Double) -> Double {
    var rate = mean
    for _ in 0..<30 where rate > 1e-3 {
      let seen = 1 - exp(-rate)
      let slope = (seen - rate * exp(-rate)) / (seen * seen)
      rate -= (rate / seen - mean) / slope
    }
    return max(rate, 1e-3)
  }

  /// Chance that a source of the campaign is of this kind.
  private func chance(_ kind: Kind) -> Double {
    func poisson(_ count: Int) -> Double {
      exp(Double(count) * log(meanOfAll) - meanOfAll - lgamma(Double(count) + 1))
        / (1 - exp(-meanOfAll))
    }
    // Those that do not take turns make any number, large ones less often (geometric).
    let rest = 1 - 1 / (2 * mean)
    let irregular =
      pow(rest, Double(kind.numbers.lowerBound - 1))
      - pow(rest, Double(kind.numbers.upperBound - 1))
    let regular = kind.numbers.prefix(Self.mostSummed).reduce(0) { $0 + poisson($1) }
    let number = (1 - Self.unruly) * regular + Self.unruly * irregular
    let (hits, misses) = (
      pow(hitShare, Double(kind.contacts)), pow(1 - hitShare, Double(kind.contacts))
    )
    switch kind.answers {
    case .hits: return number * hits
    case .misses: return number * misses
    case .both: return number * max(0.01, 1 - hits - misses)
    }
  }
}

/// How often a feature has each value, in a campaign and elsewhere.
private struct ShareTable {
  private static let smoothing = 0.5

  private var counts: [UInt64: (own: Double, others: Double)] = [:]
  private var totals = (own: 0.0, others: 0.0)

  mutating func note(_ value: UInt64, isOwn: Bool) {
    if isOwn {
      counts[value, default: (0, 0)].own += 1
      totals.own += 1
    } else {
      counts[value, default: (0, 0)].others += 1
      totals.others += 1
    }
  }

  /// How much likelier the value is in the campaign.
  func ratio(_ value: UInt64) -> Double {
    let count = counts[value] ?? (0, 0)
    let values = Double(counts.count + 1) * Self.smoothing
    return (count.own + Self.smoothing) / (totals.own + values)
      / ((count.others + Self.smoothing) / (totals.others + values))
  }
}
