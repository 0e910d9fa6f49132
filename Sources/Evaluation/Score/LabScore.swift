package import Lab
package import Model
import Scan

/// How well the findings of one scan tell of one lab.
package struct LabScore: Codable, Equatable, Sendable {
  package var seed: UInt64
  package var benignEvents: Int
  package var findings: Int
  package var campaigns: [CampaignScore]
  package var falseFindings: [FalseFinding] = []
  /// Findings about several campaigns of which none has the greater part.
  package var mergedFindings = 0
  /// Findings about what was announced beforehand: right, and counted nowhere else.
  package var declaredFindings = 0
  /// See `AttemptOwners.lostProbes`.
  package var lostProbes: Int

  /// A finding about nobody hostile.
  package struct FalseFinding: Codable, Equatable, Sendable {
    package var id: String
    package var pattern: String
    package var services: [String]
    package var probes: Int
    package var log10E: Double
    /// The planted situations that one of its sources belongs to, or none.
    package var situations: [String]
    /// The first few.
    package var sources: [String]
  }

  package init(
    _ findings: [Finding],
    truth: LabTruth,
    owners: AttemptOwners,
    cited: CitedAttempts
  ) {
    let verdicts = findings.map { finding in
      FindingVerdict(citing: cited[finding]) { owners[$0] }
    }
    self.init(findings, verdicts: verdicts, truth: truth, lostProbes: owners.lostProbes)
  }

  package init(
    _ findings: [Finding],
    verdicts: [FindingVerdict],
    truth: LabTruth,
    lostProbes: Int = 0
  ) {
    seed = truth.parameters.seed
    benignEvents = truth.benignEvents
    self.findings = findings.count
    self.lostProbes = lostProbes
    var matched: [Int: [Finding]] = [:]
    var merged: Set<Int> = []
    for (finding, verdict) in zip(findings, verdicts) {
      merged.formUnion(verdict.swallowed)
      switch verdict.subject {
      case .campaign(let number): matched[number, default: []].append(finding)
      case .merged(let numbers):
        mergedFindings += 1
        merged.formUnion(numbers)
      case .declared: declaredFindings += 1
      case .falseAlarm: falseFindings.append(FalseFinding(finding, truth: truth))
      }
    }
    campaigns = truth.campaigns.enumerated().map { [seed] number, campaign in
      CampaignScore(
        campaign,
        seed: seed,
        findings: matched[number] ?? [],
        isMerged: merged.contains(number)
      )
    }
  }
}

extension LabScore {
  /// One line for whoever waits.
  package var progressText: String {
    let expected = campaigns.filter(\.isExpected)
    let found = Proportion(expected.count(where: \.isFound), of: expected.count)
    let missed = expected.filter { !$0.isFound }.map(\.scenario.rawValue)
    let unknown = lostProbes == 0 ? "" : ", \(lostProbes) probes of the truth not in the logs"
    return
      "seed \(seed): found \(found.hits) of \(found.total), \(falseFindings.count) false\(unknown)"
      + (missed.isEmpty ? "" : "; missed: \(missed.joined(separator: " "))")
  }
}

extension LabScore.FalseFinding {
  private static let sourcesShown = 3

  init(_ finding: Finding, truth: LabTruth) {
    let sources = Set(finding.sources.map(\.ip))
    self.init(
      id: finding.id,
      pattern: finding.pattern.rawValue,
      services: finding.services,
      probes: finding.probes,
      log10E: finding.score.log10E,
      situations: Set(
        truth.situations.filter { !sources.isDisjoint(with: $0.sources) }
          .map(\.situation.rawValue)
      ).sorted(),
      sources: finding.sources.prefix(Self.sourcesShown).map(\.ip)
    )
  }
}
