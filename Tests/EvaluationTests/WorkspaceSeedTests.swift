import Foundation
import Model
import Testing
import WorkspaceStore

@testable import Evaluation

struct WorkspaceSeedTests {
  private func filled(_ seed: UInt64, _ body: (Workspace) throws -> Void) async throws {
    try await TemporaryFolder.with { folder in
      let workspace = try Workspace(directory: folder)
      try WorkspaceSeed(findings: 2_500, reports: 12, seed: seed).fill(workspace) { _ in }
      try body(workspace)
    }
  }

  @Test
  func `a seeded workspace is whole, and has as much as was asked for`() async throws {
    try await filled(7) { workspace in
      try workspace.verify()
      #expect(try workspace.countFindings(matching: .init(includingSuperseded: true)) == 2_500)
      #expect(try workspace.countReports() == 12)
      #expect(try workspace.countScans() == 2)
      #expect(try !workspace.caseFiles().isEmpty)
      let part = try workspace.findings(limit: 500).findings
      let lines = part.reduce(0) { $0 + $1.evidenceCount }
      #expect((4..<6).contains(lines / part.count))
      for summary in part.prefix(20) {
        let stored = try workspace.finding(id: summary.id)
        #expect(stored.finding.evidence.count == summary.evidenceCount)
        #expect(stored.finding.firstSeen <= stored.finding.lastSeen)
      }
      let report = try workspace.report(id: try #require(try workspace.reports().first).id)
      for claim in report.claims.map(\.claim) {
        let text = String(decoding: report.text.bytes[claim.span], as: UTF8.self)
        #expect(text == claim.subject)
      }
    }
  }

  @Test
  func `the same seed gives the same workspace, another another`() async throws {
    var ids: [[String]] = []
    for seed: UInt64 in [7, 7, 8] {
      try await filled(seed) { ids.append(try $0.findings(by: .strongest).findings.map(\.id)) }
    }
    #expect(ids[0] == ids[1])
    #expect(ids[0] != ids[2])
  }

  @Test
  func `what is in use is not filled`() async throws {
    try await filled(7) { workspace in
      #expect(throws: WorkspaceError.self) {
        try WorkspaceSeed(findings: 1, reports: 0, seed: 1).fill(workspace) { _ in }
      }
      let reports = try workspace.countReports()
      #expect(reports == 12)
    }
  }
}
