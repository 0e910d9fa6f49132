// Which contacts that accused nobody belong to a campaign that was found otherwise?
//
// Of sources that take turns some make too few probes to be accused, and some only hit. While the campaign
// is at work, contacts of strangers at its service are weighed by features: those of its known probes on
// one side, honest life outside its time on the other. The posterior of each is kept.

import Model

struct Absorption {
  /// Sources from which on a campaign counts as one that changes its address.
  static let fewestSources = 3
  /// How far beyond its first and last known probe a campaign may reach, in mean gaps.
  static let gapsBeyond = 5.0
  /// Honest contacts that are looked at, at most.
  static let mostOutside = 20_000

  let table: AttemptTable
  let census: NameCensus

  /// Takes in what belongs to `campaigns`, the strongest first. `contacts` are in order, and nobody is
  /// accused of them.
  /// - Returns: The indices of the attempts taken in.
  func absorb(_ contacts: [Contact], into campaigns: inout [Campaign]) -> Set<UInt32> {
    var taken: Set<UInt32> = []
    let candidates = contacts.filter(isCandidate)
    let byService = Dictionary(grouping: candidates, by: \.service)
    let order = campaigns.indices.sorted { campaigns[$0].log10E > campaigns[$1].log10E }
    for place in order {
      let profile = ListProfile(campaigns[place], table: table, census: census)
      guard profile.sources >= Self.fewestSources, !profile.isAmongPeople,
        profile.novelShare >= ListLink.leastNovelShare
      else { continue }
      let free = (byService[profile.service] ?? []).filter { !taken.contains($0.index) }
      let more = probes(of: campaigns[place], profile, among: free)
      taken.formUnion(more.map(\.index))
      campaigns[place].take(more, table: table)
    }
    return taken
  }

  /// Contacts of strangers with names that nobody else asked for, and with such as exist: there nobody
  /// who works off a list knows the secret.
  private func isCandidate(_ contact: Contact) -> Bool {
    guard contact.isStranger else { return false }
    return switch contact.answer {
    case .absent: census[contact.name] <= 1
    case .refused: true
    case .exists: !contact.service.takesSecret
    }
  }

  private func probes(
    of campaign: Campaign,
    _ profile: ListProfile,
    among contacts: [Contact]
  ) -> [Campaign.Probe] {
    let window = window(profile)
    let known = Set(campaign.probes.map(\.index))
    let (inside, outside) = split(contacts.filter { !known.contains($0.index) }, window)
    guard !inside.isEmpty, let first = contacts.first, let last = contacts.last else { return [] }
    let length = window.upperBound - window.lowerBound
    let rest = max(1, Double(last.seconds) - Double(first.seconds) - length)
    let honest = Double(outside.count) * length / max(rest, length / 4)
    let share = max(0, Double(inside.count) - honest) / Double(inside.count)
    let features = ContactFeatures(
      campaign,
      inside: inside,
      outside: outside,
      table: table
    )
    let posteriors = Attribution.posteriors(
      inside: campaign.probes.map { features[member: $0] } + inside.map { features[$0] },
      outside: outside.suffix(Self.mostOutside).map { features[$0] },
      share: share,
      known: campaign.probes.count
    )
    return zip(inside, posteriors.dropFirst(campaign.probes.count)).compactMap {
      contact, posterior in
      posterior < Attribution.least
        ? nil
        : Campaign.Probe(index: contact.index, answer: contact.answer, posterior: posterior)
    }
  }

  private func window(_ profile: ListProfile) -> ClosedRange<Double> {
    let beyond = Self.gapsBeyond * profile.span / Double(max(1, profile.probes - 1))
    return Double(profile.first) - beyond...Double(profile.last) + beyond
  }

  private func split(
    _ contacts: [Contact],
    _ window: ClosedRange<Double>
  ) -> (inside: [Contact], outside: [Contact]) {
    var parts: (inside: [Contact], outside: [Contact]) = ([], [])
    for contact in contacts {
      if window.contains(Double(contact.seconds)) {
        parts.inside.append(contact)
      } else {
        parts.outside.append(contact)
      }
    }
    return parts
  }
}

/// The features by which contacts are told apart, as seen from one campaign.
private struct ContactFeatures {
  let table: AttemptTable
  private var contactsOfSource: [UInt32: Int] = [:]
  private var elsewhere: Set<UInt32> = []
  private var networks: [UInt64: Int] = [:]
  private var providers: [UInt64: Int] = [:]

  init(_ campaign: Campaign, inside: [Contact], outside: [Contact], table: AttemptTable) {
    self.table = table
    for contact in inside { contactsOfSource[table[contact.index].source, default: 0] += 1 }
    for contact in outside {
      contactsOfSource[table[contact.index].source, default: 0] += 1
      elsewhere.insert(table[contact.index].source)
    }
    var own: [UInt32: Int] = [:]
    for probe in campaign.probes { own[table[probe.index].source, default: 0] += 1 }
    for (source, count) in own {
      contactsOfSource[source, default: 0] += count
      elsewhere.remove(source)
      guard let address = table.sourceAddress(source) else { continue }
      networks[RollupKey.network(of: address), default: 0] += 1
      providers[RollupKey.provider(of: address), default: 0] += 1
    }
  }

  subscript(contact: Contact) -> Attribution.Features {
    features(table[contact.index], contact.answer, isMember: false)
  }

  subscript(member probe: Campaign.Probe) -> Attribution.Features {
    features(table[probe.index], probe.answer, isMember: true)
  }

  private func features(
    _ attempt: Attempt,
    _ answer: ProbeReader.Answer,
    isMember: Bool
  ) -> Attribution.Features {
    Attribution.Features(
      client: UInt64(attempt.client),
      template: NameTemplate(table.nameText(attempt.name)).hash,
      answer: UInt64(answer.rawValue),
      contactsOfSource: UInt64(min(4, contactsOfSource[attempt.source] ?? 0)),
      neighbours: neighbours(of: attempt.source, isMember: isMember),
      isElsewhere: elsewhere.contains(attempt.source)
    )
  }

  /// 2 if other sources of the campaign are in the same /24 or /48, 1 if in the same /16 or /32.
  private func neighbours(of source: UInt32, isMember: Bool) -> UInt64 {
    guard let address = table.sourceAddress(source) else { return 0 }
    let own = isMember ? 1 : 0
    if networks[RollupKey.network(of: address)] ?? 0 > own { return 2 }
    return providers[RollupKey.provider(of: address)] ?? 0 > own ? 1 : 0
  }
}
