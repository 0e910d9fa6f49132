package import Model

/// What changed from one version of a baseline to another.
package struct BaselineDifference: Equatable, Sendable, Codable {
  package struct Rate: Equatable, Sendable, Codable {
    package var service: String
    package var question: String
    /// `nil` where the service was not known.
    package var before: Double?
    package var after: Double?
  }

  /// Only those that differ.
  package var rates: [Rate]
  package var namesAdded: [String]
  package var namesRemoved: [String]
  /// Accounts that have a source that they did not have.
  package var accountsWithNewSources: [String]
  package var staleAdded: [String]
  package var staleRemoved: [String]
  package var jobsAdded: [String]
  package var jobsRemoved: [String]

  package init(from old: Baseline, to new: Baseline) {
    func names(_ baseline: Baseline) -> Set<String> { Set(baseline.names.map(\.name)) }
    func stale(_ baseline: Baseline) -> Set<String> {
      Set(baseline.staleNames.filter(\.isHabit).map { "\($0.name) from \($0.source)" })
    }
    func jobs(_ baseline: Baseline) -> Set<String> {
      Set(baseline.jobs.map { "\($0.name) from \($0.source)" })
    }
    rates = Self.rates(old, new)
    namesAdded = names(new).subtracting(names(old)).sorted()
    namesRemoved = names(old).subtracting(names(new)).sorted()
    accountsWithNewSources = Self.newSources(old, new)
    staleAdded = stale(new).subtracting(stale(old)).sorted()
    staleRemoved = stale(old).subtracting(stale(new)).sorted()
    jobsAdded = jobs(new).subtracting(jobs(old)).sorted()
    jobsRemoved = jobs(old).subtracting(jobs(new)).sorted()
  }

  private static func rates(_ old: Baseline, _ new: Baseline) -> [Rate] {
    func means(_ baseline: Baseline) -> [[String]: Double] {
      Dictionary(
        uniqueKeysWithValues: BaselineNull.all(of: baseline).map {
          ([$0.service, $0.question], $0.mean)
        }
      )
    }
    let (before, after) = (means(old), means(new))
    return Set(before.keys).union(after.keys).sorted { $0.lexicographicallyPrecedes($1) }
      .filter { before[$0] != after[$0] }
      .map { Rate(service: $0[0], question: $0[1], before: before[$0], after: after[$0]) }
  }

  private static func newSources(_ old: Baseline, _ new: Baseline) -> [String] {
    let before = Dictionary(
      uniqueKeysWithValues: old.names.map { ($0.name, Set($0.uses.map(\.source))) }
    )
    return new.names.filter { name in
      guard let known = before[name.name], !known.isEmpty else { return false }
      return !Set(name.uses.map(\.source)).isSubset(of: known)
    }.map(\.name)
  }

  enum CodingKeys: String, CodingKey {
    case rates
    case namesAdded = "names_added"
    case namesRemoved = "names_removed"
    case accountsWithNewSources = "accounts_with_new_sources"
    case staleAdded = "stale_added"
    case staleRemoved = "stale_removed"
    case jobsAdded = "jobs_added"
    case jobsRemoved = "jobs_removed"
  }

  package var text: String {
    func percent(_ mean: Double?) -> String {
      mean.map { "\(($0 * 100).rounded(toPlaces: 2)) %" } ?? "not known"
    }
    var lines = rates.map {
      "\($0.service) \($0.question): \(percent($0.before)) -> \(percent($0.after))"
    }
    for (title, items) in [
      ("names", (namesAdded, namesRemoved)), ("stale names", (staleAdded, staleRemoved)),
      ("jobs", (jobsAdded, jobsRemoved)),
    ] {
      lines.append("\(title): \(items.0.count) more, \(items.1.count) less")
      lines += items.0.prefix(Self.shown).map { "  + \($0)" }
      lines += items.1.prefix(Self.shown).map { "  - \($0)" }
    }
    lines.append("accounts with new sources: \(accountsWithNewSources.count)")
    lines += accountsWithNewSources.prefix(Self.shown).map { "  + \($0)" }
    return lines.map { VisibleText.escaped($0) + "\n" }.joined()
  }

  private static let shown = 10
}
