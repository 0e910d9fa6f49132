import Model
package import WorkspaceStore

/// A workspace of a size, drawn from a seed: findings, the lines they cite, reports, cases.
///
/// Nothing in it was ever in a log. It has the shape of what scans store, so that lists, counts and
/// searches have as much to do; it says nothing of detection.
package struct WorkspaceSeed: Sendable {
  package var findings: Int
  package var reports: Int
  package var seed: UInt64

  /// Findings of one scan, the last may have fewer.
  static let findingsInScan = 2_000
  private static let cases = 100
  private static let findingsInCase = 8
  private static let verdicts = 200

  package init(findings: Int, reports: Int, seed: UInt64) {
    (self.findings, self.reports, self.seed) = (findings, reports, seed)
  }

  /// Fills the workspace, which must be empty. `progress` is told of each scan.
  package func fill(
    _ workspace: Workspace,
    progress: @escaping (_ findings: Int) -> Void
  ) throws(WorkspaceError) {
    let cast = SeededCast(seed: seed)
    let scanCount = (findings + Self.findingsInScan - 1) / Self.findingsInScan
    let scans = (0..<scanCount).lazy.map { number in
      progress(number * Self.findingsInScan)
      return SeededScan(number: number, of: scanCount, seed: seed, cast: cast)
        .scan(findings: min(Self.findingsInScan, findings - number * Self.findingsInScan))
    }
    let texts = (0..<reports).lazy.map { number in
      SeededReport(number: number, of: reports, seed: seed, cast: cast).report
    }
    try workspace.fill(scans: scans, reports: texts)
    try addVerdicts(workspace)
    try addCases(workspace)
  }

  private func addVerdicts(_ workspace: Workspace) throws(WorkspaceError) {
    var draw = SeededDraw(seed: seed ^ 0x7665_7264)
    for report in try workspace.reports(limit: Self.verdicts) {
      guard let claim = try workspace.report(id: report.id).claims.first else { continue }
      try workspace.decide(
        claim: claim.number,
        ofReport: report.id,
        draw.chance(0.5) ? .accepted : .rejected,
        by: "Ada",
        at: SeededScan.end
      )
    }
  }

  private func addCases(_ workspace: Workspace) throws(WorkspaceError) {
    var cursor: FindingCursor?
    for number in 1...Self.cases {
      let page = try workspace.findings(by: .strongest, limit: Self.findingsInCase, after: cursor)
      cursor = page.next
      let file = try workspace.openCase(titled: "Case \(number)", by: "Ada", at: SeededScan.end)
      for finding in page.findings {
        let id = finding.id
        _ = try workspace.add(
          .findingAdded,
          target: id,
          toCase: file.id,
          by: "Ada",
          at: SeededScan.end
        )
      }
      _ = try workspace.add(
        .task,
        body: "Ask the owner of the accounts",
        toCase: file.id,
        by: "Ada",
        at: SeededScan.end
      )
      if page.next == nil { return }
    }
  }
}
