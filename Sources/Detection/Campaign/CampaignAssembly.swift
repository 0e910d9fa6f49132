// One finding a campaign: what several tests found of one operator's work is put together.
//
// Two nominations belong together if they share names that hardly anybody else asked for, or if they
// divide one list: same time, same make of names, same client, and no name twice. Union-find over the
// nominations makes the campaigns.

import Model

package struct CampaignAssembly: Sendable {
  /// Sum over shared absent names of 1/(sources that asked for the name, less one) from which on two
  /// lists are one, and the share of the shorter list that it must be.
  static let sharedNames = 3.0
  static let sharedShare = 0.2
  /// Names from which on "no name twice" says anything.
  static let fewestForDivision = 8
  /// Share of both times together in which both must be at work.
  static let jointShare = 0.6
  /// Share of accepted names from which on a list is worked behind people who sign in, and its time and
  /// make are partly theirs.
  static let residentShare = 0.1

  let table: AttemptTable
  let census: NameCensus

  package init(table: AttemptTable, census: NameCensus) {
    self.table = table
    self.census = census
  }

  /// The campaigns made of `parts`, in order of their first probe.
  /// - Complexity: O(parts² + probes).
  package func assemble(_ parts: [Campaign]) -> [Campaign] {
    let traits = parts.map { ListTraits($0, table: table) }
    var groups = DisjointSets(count: parts.count)
    for (left, right, weight) in sharedNameWeights(traits) {
      let shorter = Double(min(traits[left].absent.count, traits[right].absent.count))
      if weight >= Self.sharedNames, weight >= Self.sharedShare * shorter {
        groups.join(left, right)
      }
    }
    for right in parts.indices {
      for left in 0..<right where divideOneList(traits[left], traits[right]) {
        groups.join(left, right)
      }
    }
    let members = Dictionary(grouping: parts.indices) { groups.root(of: $0) }
    return members.values
      .map { merged($0.map { parts[$0] }) }
      .sorted { AttemptTable.precedes(table[$0.probes[0].index], table[$1.probes[0].index]) }
  }

  /// The weight of the absent names that each pair of lists shares.
  private func sharedNameWeights(_ lists: [ListTraits]) -> [(Int, Int, Double)] {
    var byName: [UInt32: [Int]] = [:]
    for (number, list) in lists.enumerated() {
      for name in list.absent where census[name] > 1 { byName[name, default: []].append(number) }
    }
    var weights: [UInt64: Double] = [:]
    // Popular names weigh next to nothing and would make every pair.
    for (name, numbers) in byName where numbers.count > 1 && numbers.count <= 16 {
      let weight = 1 / Double(census[name] - 1)
      for right in numbers.indices {
        for left in 0..<right {
          weights[UInt64(numbers[left]) << 32 | UInt64(numbers[right]), default: 0] += weight
        }
      }
    }
    return weights.map { (Int($0.key >> 32), Int($0.key & 0xffff_ffff), $0.value) }
  }

  private func divideOneList(_ left: ListTraits, _ right: ListTraits) -> Bool {
    guard left.service == right.service, !left.isAmongPeople, !right.isAmongPeople,
      left.client == right.client,
      left.template == right.template,
      left.absent.count >= Self.fewestForDivision, right.absent.count >= Self.fewestForDivision
    else { return false }
    let overlap = Double(min(left.last, right.last)) - Double(max(left.first, right.first))
    let both = Double(max(left.last, right.last) - min(left.first, right.first))
    return overlap > 0 && overlap >= Self.jointShare * both
      && left.absent.isDisjoint(with: right.absent)
  }

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
    return Campaign(
      pattern: parts.contains { $0.pattern != .sourceFree } ? .distributed : .sourceFree,
      probes: probes,
      probesAtDetection: probes.count { !AttemptTable.precedes(crossing, table[$0.index]) },
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

/// What a list looks like, for comparison with others.
private struct ListTraits {
  var absent: Set<UInt32>
  var first: UInt32
  var last: UInt32
  var service: Service
  /// The client string of most probes.
  var client: UInt32
  /// The make of most names.
  var template: UInt64
  var isAmongPeople: Bool

  init(_ campaign: Campaign, table: AttemptTable) {
    let attempts = campaign.probes.map { table[$0.index] }
    absent = Set(zip(campaign.probes, attempts).filter { $0.0.isMiss }.map(\.1.name))
    (first, last) = (attempts[0].seconds, attempts[attempts.count - 1].seconds)
    service = Self.commonest(attempts.map(\.outcome.service)) ?? .unknown
    client = Self.commonest(attempts.map(\.client)) ?? Attempt.none
    template = Self.commonest(attempts.map { NameTemplate(table.nameText($0.name)).hash }) ?? 0
    let accepted = campaign.probes.count { $0.answer == .exists }
    isAmongPeople =
      Double(accepted) > CampaignAssembly.residentShare * Double(campaign.probes.count)
  }

  /// The commonest value; of equally common ones the first.
  private static func commonest<Value: Hashable>(_ values: [Value]) -> Value? {
    var counts: [Value: Int] = [:]
    for value in values { counts[value, default: 0] += 1 }
    let most = counts.values.max() ?? 0
    return values.first { counts[$0] == most }
  }
}
