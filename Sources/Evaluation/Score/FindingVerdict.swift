package import Model

/// What a finding is about, by the truth.
///
/// Counted are different pairs of source and account among the cited attempts on absent names, since
/// those accuse; where a finding cites none, among all of them. The owner of more than half of the
/// pairs has the finding. Where no single one has, but campaigns have more than half together, it
/// merges them. One that counts for a campaign may still have swallowed others.
package struct FindingVerdict: Equatable, Sendable {
  package enum Subject: Equatable, Sendable {
    case campaign(Int)
    /// Campaigns that have more than half together and none alone, most pairs first.
    case merged([Int])
    case declared
    case falseAlarm
  }

  package var subject: Subject
  /// Other campaigns that have at least `swallowedShare` of the pairs, most first.
  package var swallowed: [Int] = []

  static let swallowedShare = 0.1

  package init(citing attempts: [Attempt], owner: (Attempt) -> AttemptOwner) {
    let absent = attempts.filter { $0.outcome.existence == .absent }
    var seen: Set<UInt64> = []
    var pairs: [AttemptOwner: Int] = [:]
    for attempt in absent.isEmpty ? attempts : absent
    where seen.insert(UInt64(attempt.source) << 32 | UInt64(attempt.name)).inserted {
      pairs[owner(attempt), default: 0] += 1
    }
    self.init(pairs: pairs)
  }

  package init(pairs: [AttemptOwner: Int]) {
    let total = pairs.values.reduce(0, +)
    let campaigns = pairs.compactMap { owner, count in owner.campaign.map { ($0, count) } }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    let declared = pairs[.declared] ?? 0
    if let first = campaigns.first, first.1 * 2 > total {
      subject = .campaign(first.0)
      swallowed = campaigns.dropFirst()
        .filter { Double($0.1) >= Self.swallowedShare * Double(total) }.map(\.0)
    } else if campaigns.reduce(0, { $0 + $1.1 }) * 2 > total {
      subject = .merged(campaigns.map(\.0))
    } else if declared * 2 > total {
      subject = .declared
    } else {
      subject = .falseAlarm
    }
  }
}
