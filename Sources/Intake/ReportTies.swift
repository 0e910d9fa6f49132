package import Knowledge
package import Model
package import WorkspaceStore

/// Everything of a workspace and of ATT&CK that a report is tied to, each with what ties it.
package struct ReportTies: Codable, Equatable, Sendable {
  package struct Subject: Codable, Equatable, Sendable {
    package var kind: Claim.Kind
    package var subject: String
    package var name: String
    /// Reports of the workspace that claim it too.
    package var reportCount: Int
    /// The share of ATT&CK's groups and campaigns that it belongs to; absent for what ATT&CK does not have.
    package var share: Double?
  }

  package struct FindingTie: Codable, Equatable, Sendable {
    package var finding: String
    /// The source, network, client or technique of the finding that the report names.
    package var value: String
    package var kind: String
    package var reportCount: Int
  }

  package var report: String
  package var title: String
  package var reports: [ReportCorrelation.Neighbour]
  /// Rarest first.
  package var techniques: [Subject]
  package var actors: [Subject]
  package var software: [Subject]
  /// Groups and campaigns whose techniques are most like the report's.
  package var likeness: [NearActor]
  package var findings: [FindingTie]
  /// Whether more findings are tied than are listed.
  package var findingsAreCut: Bool
}

/// Ties the reports of a workspace to each other, to ATT&CK and to findings.
package struct ReportTiesReader {
  private let workspace: Workspace
  private let facts: AttackFacts
  private let values: [ReportValues]
  private let correlation: ReportCorrelation
  private let background: [String: Double]
  private let counts: [ReportValues.Value: Int]
  private let profiles: ProfileIndex

  /// - Complexity: One pass over all claims of the workspace.
  package init(_ workspace: Workspace, facts: AttackFacts) throws(WorkspaceError) {
    (self.workspace, self.facts) = (workspace, facts)
    values = try workspace.reportValues()
    background = ReportCorrelation.background(facts)
    correlation = ReportCorrelation(values, background: background)
    var counts: [ReportValues.Value: Int] = [:]
    for value in values.lazy.flatMap(\.values) { counts[value, default: 0] += 1 }
    self.counts = counts
    profiles = ProfileIndex(facts)
  }

  /// Ids of all reports, in order of intake.
  package var reports: [String] { values.map(\.report) }

  /// The place of the report with this id, or of the only one whose id begins with it.
  package func index(of id: String) throws(WorkspaceError) -> Int {
    let report = try workspace.report(id: id).summary.id
    guard let index = reports.firstIndex(of: report) else { throw .noSuchReport(id: id) }
    return index
  }

  /// - Complexity: The values of the report, each looked up, times at most 50 that hold it too.
  package func ties(of index: Int) throws(WorkspaceError) -> ReportTies {
    let report = values[index]
    let techniques = subjects(.technique, of: report)
    let seen = Set(techniques.compactMap { facts.index(of: AttackID(rawValue: $0.subject)) })
    let named = try workspace.findings(namedBy: report.report)
    return ReportTies(
      report: report.report,
      title: report.title,
      reports: correlation.neighbours(of: index),
      techniques: techniques,
      actors: subjects(.actor, of: report),
      software: subjects(.software, of: report),
      likeness: seen.isEmpty
        ? [] : NearActor.nearest(to: seen, among: profiles, in: facts, limit: 3),
      findings: named.list.map {
        .init(
          finding: $0.finding,
          value: $0.value,
          kind: $0.kind.rawValue,
          reportCount: $0.reportCount
        )
      },
      findingsAreCut: named.isCut
    )
  }

  private func subjects(_ kind: Claim.Kind, of report: ReportValues) -> [ReportTies.Subject] {
    let found = report.values.filter { $0.kind == kind }.map { value in
      ReportTies.Subject(
        kind: kind,
        subject: value.subject,
        name: facts.object(AttackID(rawValue: value.subject))?.name ?? value.subject,
        reportCount: counts[value] ?? 1,
        share: background[value.subject]
      )
    }
    return found.sorted { ($0.share ?? 0, $0.subject) < ($1.share ?? 0, $1.subject) }
  }
}
