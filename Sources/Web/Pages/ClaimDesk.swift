import Model
import WorkspaceStore

/// Takes verdicts on claims, and notes them in the audit log.
struct ClaimDesk {
  let workspace: Workspace
  let now: @Sendable () -> Timestamp

  /// The report as it is then.
  func decide(
    claim: Int64,
    ofReport id: String,
    _ verdict: Claim.Verdict,
    by visitor: Visitor
  ) throws -> StoredReport {
    let name = visitor.person.name
    try workspace.decide(claim: claim, ofReport: id, verdict, by: name, at: now())
    let report = try workspace.report(id: id)
    let subject = "\(report.summary.id) \(claim)"
    try workspace.audit(name, "claim \(verdict.rawValue)", subject, at: now())
    return report
  }
}
