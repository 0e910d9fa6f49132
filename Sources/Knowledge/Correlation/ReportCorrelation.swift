// Which reports speak of the same attack.
//
// Two reports belong together as far as they share values that few others have: indicators, tools,
// actors, rare techniques. A value weighs its idf, the logarithm of how many times rarer it is than a
// value that all reports hold. So that ten reports have an idea of what is rare, 200 invented ones are
// counted with them, which speak of techniques, tools and actors as often as ATT&CK's groups do and of no
// indicator. A value that many reports hold ties nothing and is passed over: each value is looked at for
// at most 50 reports, so that the cost grows with the number of claims and not with its square.

import Glibc
package import Model

/// Correlates reports with each other by what they claim.
package struct ReportCorrelation: Sendable {
  /// A value that two reports share.
  package struct Shared: Sendable, Equatable, Codable {
    package var kind: Claim.Kind
    package var subject: String
    /// Reports of the workspace that hold it.
    package var reportCount: Int
    package var weight: Double
  }

  package struct Neighbour: Sendable, Equatable, Codable {
    package var report: String
    package var title: String
    /// The sum of the weights of what is shared.
    package var weight: Double
    /// Heaviest first.
    package var shared: [Shared]
  }

  /// Values that more reports hold are passed over.
  package static let mostHolders = 50
  /// How many reports the background counts for.
  static let backgroundReports = 200.0
  /// One indicator that hardly anybody else has, or several weaker signs.
  package static let leastWeight = 4.0

  private let reports: [ReportValues]
  private var holders: [ReportValues.Value: [Int]] = [:]
  private let background: [String: Double]

  /// `background` is the share of ATT&CK's groups and campaigns that each technique and tool has.
  /// - Complexity: Linear in the values of all reports.
  package init(_ reports: [ReportValues], background: [String: Double]) {
    (self.reports, self.background) = (reports, background)
    for (number, report) in reports.enumerated() {
      for value in report.values { holders[value, default: []].append(number) }
    }
  }

  /// The reports nearest to the one at `index`; near-duplicates stand among them.
  /// - Complexity: The values of the report times `mostHolders`.
  package func neighbours(of index: Int, limit: Int = 10) -> [Neighbour] {
    let ties = reports[index].values.compactMap { value -> (tie: Shared, holders: [Int])? in
      guard let holders = holders[value], (2...Self.mostHolders).contains(holders.count) else {
        return nil
      }
      let tie = Shared(
        kind: value.kind,
        subject: value.subject,
        reportCount: holders.count,
        weight: weight(of: value, holders: holders.count)
      )
      return (tie, holders)
    }
    var weights: [Int: Double] = [:]
    for (tie, holders) in ties {
      for other in holders where other != index { weights[other, default: 0] += tie.weight }
    }
    let near = weights.filter { $0.value >= Self.leastWeight }.sorted {
      ($1.value, reports[$0.key].report) < ($0.value, reports[$1.key].report)
    }
    return near.prefix(limit).map { other, weight in
      Neighbour(
        report: reports[other].report,
        title: reports[other].title,
        weight: weight,
        shared: ties.filter { $0.holders.contains(other) }.map(\.tie)
          .sorted { ($1.weight, $0.subject) < ($0.weight, $1.subject) }
      )
    }
  }

  private func weight(of value: ReportValues.Value, holders: Int) -> Double {
    let invented = Self.backgroundReports * (background[value.subject] ?? 0)
    let rarity = (Double(reports.count) + Self.backgroundReports) / (Double(holders) + invented)
    return max(0, log(rarity)) * Self.trust(in: value)
  }

  /// A file's name or a network says less than a hash: others have the same by chance.
  private static func trust(in value: ReportValues.Value) -> Double {
    guard value.kind == .indicator else { return value.kind == .technique ? 0.5 : 1 }
    switch IndicatorKind(rawValue: value.detail) {
    case .file, .asn: return 0.3
    case .cve, .userAgent: return 0.5
    case .ipv4, .ipv6, .domain, .url, .email, .md5, .sha1, .sha256, .sha512, nil: return 1
    }
  }
}

extension ReportCorrelation {
  /// How many of ATT&CK's groups and campaigns each technique, tool and actor belongs to, as a share.
  package static func background(_ facts: AttackFacts) -> [String: Double] {
    let actors = facts.current(.group) + facts.current(.campaign)
    var counts: [String: Double] = [:]
    for actor in actors {
      counts[facts.objects[actor].id.rawValue, default: 0] += 1
      for relation in facts.relations(from: actor) where relation.kind == .uses {
        counts[facts.objects[relation.target].id.rawValue, default: 0] += 1
      }
    }
    return counts.mapValues { $0 / Double(max(1, actors.count)) }
  }
}
