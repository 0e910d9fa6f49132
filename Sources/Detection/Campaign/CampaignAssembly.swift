// One finding a campaign: what several tests found of one operator's work is put together.
//
// Two parts belong together if they have the same probes, if they share names that hardly anybody else
// asked for, or if they work off one list by turns (`ListLink`). The likest pair is joined first and
// compared anew as one, so that a chain of likenesses does not join what differs as a whole.

import Model

package struct CampaignAssembly: Sendable {
  /// Sum over shared absent names of 1/(sources that asked for the name, less one) from which on two
  /// lists are one, and the share of the shorter list that it must be.
  static let sharedNames = 3.0
  static let sharedShare = 0.2
  /// Share of the smaller part's probes that the other one has too.
  static let sharedProbes = 0.5
  /// More parts than that are not compared pair by pair.
  static let mostParts = 2000

  let table: AttemptTable
  let census: NameCensus

  package init(table: AttemptTable, census: NameCensus) {
    self.table = table
    self.census = census
  }

  /// The campaigns made of `parts`, in order of their first probe.
  /// - Complexity: O(parts² + probes).
  package func assemble(_ parts: [Campaign]) -> [Campaign] {
    joinedByTurns(joined(parts)).sorted {
      AttemptTable.precedes(table[$0.probes[0].index], table[$1.probes[0].index])
    }
  }

  private func joined(_ parts: [Campaign]) -> [Profiled] {
    let profiles = parts.map { ListProfile($0, table: table, census: census) }
    var groups = DisjointSets(count: parts.count)
    joinSharedProbes(parts, &groups)
    joinSharedNames(profiles, &groups)
    let members = Dictionary(grouping: parts.indices) { groups.root(of: $0) }
    return members.sorted { $0.key < $1.key }.map { _, places in
      places.count == 1
        ? Profiled(campaign: parts[places[0]], profile: profiles[places[0]])
        : profiled(merged(places.map { parts[$0] }))
    }
  }

  private struct Profiled {
    var campaign: Campaign
    var profile: ListProfile
  }

  private func profiled(_ campaign: Campaign) -> Profiled {
    Profiled(
      campaign: campaign,
      profile: ListProfile(campaign, table: table, census: census)
    )
  }

  private func joinSharedProbes(_ parts: [Campaign], _ groups: inout DisjointSets) {
    var (first, several): ([UInt32: Int], [UInt32: [Int]]) = ([:], [:])
    for (number, part) in parts.enumerated() {
      for probe in part.probes {
        if let other = first[probe.index] {
          several[probe.index, default: [other]].append(number)
        } else {
          first[probe.index] = number
        }
      }
    }
    var shared: [UInt64: Int] = [:]
    for numbers in several.values { forEachPair(numbers) { shared[$0, default: 0] += 1 } }
    for (pair, count) in shared {
      let (left, right) = (Int(pair >> 32), Int(pair & 0xffff_ffff))
      let smaller = Double(min(parts[left].probes.count, parts[right].probes.count))
      if Double(count) >= Self.sharedProbes * smaller { groups.join(left, right) }
    }
  }

  private func joinSharedNames(_ lists: [ListProfile], _ groups: inout DisjointSets) {
    for (left, right, weight) in sharedNameWeights(lists) {
      let shorter = Double(min(lists[left].absent.count, lists[right].absent.count))
      if weight >= Self.sharedNames, weight >= Self.sharedShare * shorter {
        groups.join(left, right)
      }
    }
  }

  /// The weight of the absent names that each pair of lists shares.
  private func sharedNameWeights(_ lists: [ListProfile]) -> [(Int, Int, Double)] {
    var byName: [UInt32: [Int]] = [:]
    for (number, list) in lists.enumerated() {
      for name in list.absent where census[name] > 1 { byName[name, default: []].append(number) }
    }
    var weights: [UInt64: Double] = [:]
    // Rarest first: names have other numbers each time, and a sum depends on its order. Popular names weigh next to
    // nothing and would make every pair.
    for (name, numbers) in byName.sorted(by: { census[$0.key] < census[$1.key] })
    where numbers.count > 1 && numbers.count <= 16 {
      let weight = 1 / Double(census[name] - 1)
      forEachPair(numbers) { weights[$0, default: 0] += weight }
    }
    return weights.map { (Int($0.key >> 32), Int($0.key & 0xffff_ffff), $0.value) }
  }

  private func forEachPair(_ numbers: [Int], _ body: (UInt64) -> Void) {
    for right in numbers.indices {
      for left in 0..<right { body(UInt64(numbers[left]) << 32 | UInt64(numbers[right])) }
    }
  }

  // MARK: By turns

  private func joinedByTurns(_ found: [Profiled]) -> [Campaign] {
    let campaigns = found.map(\.campaign)
    guard found.count <= Self.mostParts else { return campaigns }
    let link = ListLink(clients: ClientShares(campaigns, table: table))
    var parts: [Campaign?] = campaigns
    var profiles = found.map(\.profile)
    var best = profiles.indices.map { bestPartner(of: $0, profiles, parts, link) }
    while let left = best.indices.max(by: { best[$0].score < best[$1].score }),
      best[left].score >= ListLink.least
    {
      let right = best[left].partner
      guard let one = parts[left], let other = parts[right] else { break }
      let campaign = merged([one, other])
      (parts[left], parts[right]) = (campaign, nil)
      profiles[left] = ListProfile(campaign, table: table, census: census)
      best[right] = (right, -.infinity)
      for place in best.indices where parts[place] != nil {
        let isStale = best[place].partner == left || best[place].partner == right
        if place == left || isStale {
          best[place] = bestPartner(of: place, profiles, parts, link)
        } else if place != left {
          let score = link.score(profiles[place], profiles[left])
          if score > best[place].score { best[place] = (left, score) }
        }
      }
    }
    return parts.compactMap { $0 }
  }

  private func bestPartner(
    of place: Int,
    _ profiles: [ListProfile],
    _ parts: [Campaign?],
    _ link: ListLink
  ) -> (partner: Int, score: Double) {
    var best = (partner: place, score: -Double.infinity)
    for other in profiles.indices where other != place && parts[other] != nil {
      let score = link.score(profiles[place], profiles[other])
      if score > best.score { best = (other, score) }
    }
    return best
  }

  // MARK: Merging

  private func merged(_ parts: [Campaign]) -> Campaign {
    guard parts.count > 1, let strongest = parts.max(by: { $0.log10E < $1.log10E }) else {
      return parts[0]
    }
    var best: [UInt32: Campaign.Probe] = [:]
    for probe in parts.flatMap(\.probes) where best[probe.index]?.posterior ?? -1 < probe.posterior
    {
      best[probe.index] = probe
    }
    let probes = best.values.sorted { AttemptTable.precedes(table[$0.index], table[$1.index]) }
    let crossings = parts.map { table[$0.probes[$0.probesAtDetection - 1].index] }
    let crossing = crossings.min(by: AttemptTable.precedes) ?? crossings[0]
    let attempts = Set(parts.flatMap(\.attempts))
      .sorted { AttemptTable.precedes(table[$0], table[$1]) }
    let sources = Set(probes.map { table[$0.index].source })
    return Campaign(
      pattern: sources.count == 1
        ? .singleSource : parts.contains { $0.pattern != .sourceFree } ? .distributed : .sourceFree,
      probes: probes,
      probesAtDetection: max(1, probes.count { !AttemptTable.precedes(crossing, table[$0.index]) }),
      log10E: strongest.log10E,
      tests: parts.map(\.tests).max() ?? 1,
      terms: strongest.terms,
      excused: parts[0].excused.indices.map { excuse in
        parts.reduce(0) { $0 + $1.excused[excuse] }
      },
      attempts: attempts
    )
  }
}
