import Foundation
import Model
import Testing
import WorkspaceStore

@testable import Web

/// What a workspace held at a moment, to see later that nothing of it is gone or changed.
struct WorkspaceContents {
  private var findings: [Finding] = []
  private let reports: [StoredReport]
  private let cases: [CaseFile]
  private let people: [String]
  private let audit: [AuditEntry]

  private static let mostAudited = 100_000

  init(of workspace: Workspace) throws {
    var findings: [Finding] = []
    try workspace.forEachFinding(matching: FindingFilter(includingSuperseded: true)) {
      findings.append($0)
    }
    self.findings = findings
    reports = try workspace.reports().map { try workspace.report(id: $0.id) }
    cases = try workspace.caseFiles()
    people = try workspace.people().map(\.name)
    audit = try workspace.auditLog(limit: Self.mostAudited).reversed()
  }

  /// Checks that `workspace` still holds all of it; more may have come.
  func expectKept(in workspace: Workspace) throws {
    try workspace.verify()
    let now = try WorkspaceContents(of: workspace)
    let ids = Set(now.findings.map(\.id))
    #expect(Set(findings.map(\.id)).subtracting(ids).isEmpty)
    for finding in findings { #expect(now.findings.contains(finding), "\(finding.id)") }
    for report in reports {
      let kept = now.reports.first { $0.summary.id == report.summary.id }
      #expect(kept?.text == report.text)
      let claims = kept?.claims.map(\.claim) ?? []
      for claim in report.claims { #expect(claims.contains(claim.claim)) }
    }
    for file in cases {
      let events = now.cases.first { $0.id == file.id }?.events ?? []
      #expect(Array(events.prefix(file.events.count)) == file.events)
    }
    #expect(Set(people).isSubset(of: now.people))
    #expect(Array(now.audit.prefix(audit.count)) == audit)
  }
}

extension Workspace {
  /// Puts one finding, one report with claims, and one case in.
  func putSamples() throws -> (finding: String, report: String) {
    let time = Timestamp(year: 2026, month: 3, day: 2)
    let digits = String(repeating: "ab", count: 32)
    let finding = Finding(
      id: "rc-" + digits.prefix(32),
      technique: .emailAddresses,
      kind: .enumeration,
      pattern: .singleSource,
      firstSeen: time,
      lastSeen: time,
      detectedAt: time,
      probes: 9,
      probesAtDetection: 6,
      services: ["sshd"],
      sources: [.init(ip: "203.0.113.9", probes: 9, posterior: 1)],
      clients: [],
      accounts: .init(
        probed: 9,
        absent: 8,
        present: ["a@corp.example"],
        confirmed: [],
        confirmedVisibility: .none
      ),
      score: .init(log10E: 5, expectedFalseFindings: 0.1, terms: []),
      stages: [],
      visibility: [],
      benignIf: [],
      rhythm: [9],
      evidence: [Evidence(file: "/none/auth.log", sha256: digits, offset: 1, length: 9)]
    )
    let scan = ScanRecord(
      id: "scan-1",
      startedAt: time,
      finishedAt: time,
      toolVersion: "test",
      options: "",
      inputs: [],
      sourceCount: 1,
      nameCount: 9
    )
    try recordScan(scan, findings: [finding])
    let text = Array("APT29 used T1589.002 from 203.0.113.9.".utf8)
    let report = NewReport(
      sha256: digits,
      name: "report.txt",
      format: "text",
      original: text,
      text: ReportText(title: "Report", bytes: text, sections: [], wasCut: false),
      claims: [
        Claim(
          kind: .technique,
          subject: "T1589.002",
          detail: "",
          method: .explicitID,
          score: 1,
          span: 11..<20
        ),
        Claim(
          kind: .indicator,
          subject: "203.0.113.9",
          detail: "ipv4",
          method: .pattern,
          score: 1,
          span: 26..<37
        ),
      ],
      sketch: Array(repeating: 0, count: 128),
      nearDuplicateOf: nil,
      reliability: .unknown,
      trafficLight: .clear,
      addedAt: time,
      toolVersion: "test"
    )
    _ = try addReport(report)
    let file = try openCase(titled: "Case", by: "Ada", at: time)
    _ = try add(.findingAdded, target: finding.id, toCase: file.id, by: "Ada", at: time)
    _ = try add(.note, body: "A note", toCase: file.id, by: "Ada", at: time)
    return (finding.id, report.id)
  }
}
