// Which sources of a suspicious stretch belong to a campaign, to which one, and which are honest life?
//
// A mixture of kinds of sources: honest ones, and those of each list that is worked in the stretch. They are told
// apart by what a list's operator finds hard to vary all at once: when he asks, the client string, the make of the
// names, the answers, how many contacts a source makes. What honest sources look like is counted outside the
// stretch; what the lists look like is found by expectation-maximisation inside it. The posterior of each source is
// kept.

import Glibc
import Model

struct Attribution {
  /// Chance that a contact is the campaign's from which on it is counted as such. The chances are calibrated: of
  /// contacts with 0.5 to 0.6 about half are, so that they would be blocked or watched as often wrongly as
  /// rightly.
  static let least = 0.9
  /// The same where too few contacts are that sure.
  static let leastOfFew = 0.5
  /// Parts into which the time of a stretch is cut.
  static let timeParts = 24
  /// Lists that are told apart in one stretch, at most.
  static let mostLists = 4
  /// Sources in a stretch beyond which one list is all that is looked for.
  static let mostSources = 20_000

  /// Natural logarithm of the evidence that is asked for before one list is taken for two.
  private static let leastEvidence = 7.0
  private static let rounds = 25
  /// Weight of the even prior in each feature's counts.
  private static let smoothing = 0.5

  /// What is seen of one contact, each feature one of few values.
  struct Features: Sendable {
    var client: UInt64
    var template: UInt64
    var answer: UInt64
    /// The part of the stretch; of no account outside of it.
    var time: UInt64 = 0
  }

  /// One source: contacts of one source are alike, so that two of them say as much as all.
  struct Party: Sendable {
    var contacts: UInt64
    /// The provider's network.
    var network: UInt64
    var first: Features
    var last: Features?
  }

  /// Weighs the sources of a stretch by their features.
  /// - Parameters:
  ///   - inside: The sources in the stretch, in order.
  ///   - outside: The like in honest life.
  ///   - share: The share of the inside that is a list's before features are looked at.
  /// - Returns: For each list, the strongest first, the chance of each source inside that it is the list's.
  /// - Complexity: O((inside + outside) x rounds).
  static func posteriors(inside: [Party], outside: [Party], share: Double) -> [[Double]] {
    if inside.isEmpty { return [] }
    let share = min(max(share, 0.05), 0.98)
    let mixture = Mixture(inside: inside, outside: outside)
    let even = [Double](repeating: share, count: inside.count)
    var best = mixture.fit([even.map { 1 - $0 }, even])
    while best.posteriors.count <= mostLists, inside.count <= mostSources,
      let finer = mixture.splits(of: best).map(mixture.fit).max(by: { $0.evidence < $1.evidence }),
      finer.evidence >= best.evidence + leastEvidence
    {
      best = finer
    }
    let lists = best.posteriors.dropFirst()
    let sizes = lists.map { $0.reduce(0, +) }
    return lists.indices.sorted { (sizes[$0 - 1], $1) > (sizes[$1 - 1], $0) }.map { lists[$0] }
  }

  /// The posteriors by kind (honest life first) and source, and the natural logarithm of what speaks for them.
  private struct Fit {
    var posteriors: [[Double]]
    var evidence: Double
  }

  private struct Mixture {
    private let columns: [Column]
    private let networks: Column
    private let contacts: [UInt64]
    private let times: [Int]

    init(inside: [Party], outside: [Party]) {
      func column(_ value: (Features) -> UInt64, isTime: Bool = false) -> Column {
        var column = Column(isTime: isTime)
        for (place, party) in inside.enumerated() {
          column.add(value(party.first), of: place)
          if let last = party.last { column.add(value(last), of: place) }
        }
        for (place, party) in outside.enumerated() where !isTime {
          column.addOutside(value(party.first), of: inside.count + place)
          if let last = party.last { column.addOutside(value(last), of: inside.count + place) }
        }
        return column
      }
      func sourceColumn(_ value: (Party) -> UInt64) -> Column {
        var column = Column()
        for (place, party) in inside.enumerated() { column.add(value(party), of: place) }
        for (place, party) in outside.enumerated() {
          column.addOutside(value(party), of: inside.count + place)
        }
        return column
      }
      networks = sourceColumn(\.network).withoutSingles()
      columns = [
        column(\.client).withoutSingles(), column(\.template).withoutSingles(), column(\.answer),
        column(\.time, isTime: true), sourceColumn(\.contacts), networks,
      ]
      contacts = inside.map(\.contacts)
      times = inside.map { Int($0.first.time) }
    }

    func fit(_ initial: [[Double]]) -> Fit {
      var posteriors = initial
      var evidence = -Double.infinity
      for round in 0..<Attribution.rounds {
        evidence = improve(&posteriors, isLast: round == Attribution.rounds - 1)
      }
      return Fit(posteriors: posteriors, evidence: evidence)
    }

    /// One round of expectation-maximisation.
    /// - Returns: The evidence for so many lists, by Cheeseman and Stutz (1996): the likelihood, with what a
    ///   greater number of them can be fitted better for nothing taken off. Only after the last round.
    private func improve(_ posteriors: inout [[Double]], isLast: Bool) -> Double {
      let count = posteriors[0].count
      var shares = posteriors.map { $0.reduce(0, +) / Double(count) }
      shares[0] = min(max(shares[0], 0.02), 0.95)
      let rest = shares.dropFirst().reduce(0, +)
      for kind in shares.indices.dropFirst() {
        shares[kind] = max(shares[kind] / max(rest, 1e-9) * (1 - shares[0]), 1e-6)
      }
      var (logs, penalty) = ([[Double]](), 0.0)
      for (kind, weights) in posteriors.enumerated() {
        var sums = [Double](repeating: log(shares[kind]), count: count)
        for column in columns {
          let counts = column.counts(weights)
          let prior = column.prior(isHonest: kind == 0)
          let chances = column.logChances(counts, prior, isHonest: kind == 0)
          column.addLogs(chances, to: &sums)
          if isLast, !(kind == 0 && column.isTime) {
            penalty += column.penalty(counts, prior, chances)
          }
        }
        logs.append(sums)
      }
      var evidence = penalty
      for place in 0..<count {
        let greatest = logs.reduce(-Double.infinity) { max($0, $1[place]) }
        let total = logs.reduce(0) { $0 + exp($1[place] - greatest) }
        evidence += greatest + log(total)
        for kind in logs.indices {
          posteriors[kind][place] = exp(logs[kind][place] - greatest) / total
        }
      }
      return evidence
    }

    /// Ways to take one of the lists for two: by how many contacts the sources make, by whether they are
    /// neighbours, and before and after the time that parts them best.
    func splits(of fit: Fit) -> [[[Double]]] {
      let isNeighbour = networks.isShared(contacts.count)
      return fit.posteriors.indices.dropFirst().flatMap { list -> [[[Double]]] in
        let weights = fit.posteriors[list]
        var ways = [
          split(fit, list) { contacts[$0] > 1 }, split(fit, list) { isNeighbour[$0] },
        ]
        if let cut = bestCut(weights) { ways.append(split(fit, list) { times[$0] >= cut }) }
        return ways
      }
    }

    private func split(_ fit: Fit, _ list: Int, _ isOther: (Int) -> Bool) -> [[Double]] {
      var posteriors = fit.posteriors
      var other = posteriors[list]
      for place in other.indices {
        // Nobody is wholly on one side, so that what was parted wrongly can change.
        let share = isOther(place) ? 0.9 : 0.1
        posteriors[list][place] *= 1 - share
        other[place] *= share
      }
      posteriors.append(other)
      return posteriors
    }

    private func bestCut(_ weights: [Double]) -> Int? {
      var parts = [Double](repeating: 0, count: Attribution.timeParts)
      for (place, weight) in weights.enumerated() { parts[times[place]] += weight }
      let total = parts.reduce(0, +)
      var (before, best): (Double, (gain: Double, cut: Int?)) = (0, (0, nil))
      for cut in 1..<parts.count {
        before += parts[cut - 1]
        let after = total - before
        guard before > 1, after > 1 else { continue }
        let length = Double(cut) / Double(parts.count)
        let gain = before * log(before / total / length) + after * log(after / total / (1 - length))
        if gain > best.gain { best = (gain, cut) }
      }
      return best.cut
    }
  }

  /// One feature: its values numbered in order of first sight, inside first, and whose they are.
  private struct Column {
    /// Whether it is the time in the stretch: honest life comes at any.
    let isTime: Bool
    private var numbers: [UInt64: Int] = [:]
    private var values: [Int] = []
    private var owners: [Int] = []
    private var outsideCounts: [Double] = []
    private var outsideTotal = 0.0
    /// The value that stands for all that one source alone has.
    private var single: Int?
    /// By value: the one source that has it, or none if several do.
    private var holders: [UInt64: Int?] = [:]

    init(isTime: Bool = false) {
      self.isTime = isTime
    }

    mutating func add(_ value: UInt64, of owner: Int) {
      let number = numbers[value] ?? numbers.count
      if number == outsideCounts.count {
        numbers[value] = number
        outsideCounts.append(0)
      }
      values.append(number)
      owners.append(owner)
      note(owner, of: value)
    }

    /// After all that are inside. Owners are none of those.
    mutating func addOutside(_ value: UInt64, of owner: Int) {
      if let number = numbers[value] { outsideCounts[number] += 1 }
      outsideTotal += 1
      note(owner, of: value)
    }

    private mutating func note(_ owner: Int, of value: UInt64) {
      if let known = holders[value] {
        if known != owner { holders[value] = .some(nil) }
      } else {
        holders[value] = .some(owner)
      }
    }

    /// What one source alone has ties it to nobody: all those values become one.
    func withoutSingles() -> Column {
      let isOwn = numbers.reduce(into: [Bool](repeating: false, count: numbers.count)) {
        $0[$1.value] = holders[$1.key].flatMap { $0 } != nil
      }
      guard isOwn.contains(true) else { return self }
      var column = Column()
      (column.owners, column.outsideTotal) = (owners, outsideTotal)
      column.single = 0
      // Those outside that are as single, and nowhere inside.
      column.outsideCounts = [
        Double(holders.count { $0.value != nil && numbers[$0.key] == nil })
      ]
      var places = [Int](repeating: 0, count: numbers.count)
      for value in isOwn.indices where !isOwn[value] {
        places[value] = column.outsideCounts.count
        column.outsideCounts.append(outsideCounts[value])
      }
      column.values = values.map { places[$0] }
      return column
    }

    /// By source: whether it has a value that others have too.
    func isShared(_ count: Int) -> [Bool] {
      var isShared = [Bool](repeating: false, count: count)
      for (value, owner) in zip(values, owners) where value != single { isShared[owner] = true }
      return isShared
    }

    func counts(_ weights: [Double]) -> [Double] {
      var counts = [Double](repeating: 0, count: outsideCounts.count)
      for (value, owner) in zip(values, owners) { counts[value] += weights[owner] }
      return counts
    }

    /// What is known of the values before the inside is looked at; the last is any other value. Honest life is
    /// as it is outside.
    func prior(isHonest: Bool) -> [Double] {
      let known = outsideCounts.reduce(0, +)
      let prior = isHonest ? outsideCounts + [outsideTotal - known] : []
      return (0...outsideCounts.count).map {
        (prior.isEmpty ? 0 : prior[$0]) + Attribution.smoothing
      }
    }

    func logChances(_ counts: [Double], _ prior: [Double], isHonest: Bool) -> [Double] {
      if isTime, isHonest {
        return counts.map { _ in -log(Double(Attribution.timeParts)) }
      }
      let total = log(counts.reduce(0, +) + prior.reduce(0, +))
      return counts.indices.map { log(counts[$0] + prior[$0]) - total }
    }

    func addLogs(_ chances: [Double], to sums: inout [Double]) {
      for (value, owner) in zip(values, owners) { sums[owner] += chances[value] }
    }

    /// The likelihood of the counts over all chances that the prior holds possible, less that at the best ones.
    func penalty(_ counts: [Double], _ prior: [Double], _ chances: [Double]) -> Double {
      let (total, weight) = (counts.reduce(0, +), prior.reduce(0, +))
      var sum = lgamma(weight) - lgamma(weight + total)
      for (value, count) in counts.enumerated() {
        sum += lgamma(prior[value] + count) - lgamma(prior[value]) - count * chances[value]
      }
      return sum
    }
  }
}
