import Model
import Testing
import WorkspaceStore

struct RecordingTests {
  private let directory: TemporaryDirectory
  private let workspace: Workspace

  init() throws {
    directory = try TemporaryDirectory()
    workspace = try Workspace(directory: directory.path)
  }

  @Test
  func `a finding comes back as it was recorded, evidence and all`() throws {
    let finding = Finding.sample(
      stages: [
        Finding.Stage(
          technique: .passwordSpraying,
          kind: .passwordSpray,
          firstSeen: Timestamp(year: 2026, month: 3, day: 17),
          lastSeen: Timestamp(year: 2026, month: 3, day: 18),
          attempts: 40,
          sources: ["198.51.100.4"],
          accounts: ["a.name@corp.example"],
          pValue: 1e-9
        )
      ],
      evidence: Evidence.samples(4, file: "b.log") + Evidence.samples(2, file: "c.zip!d.log")
    )
    let recorded = try workspace.recordScan(.sample(), findings: [finding])

    #expect(recorded == RecordedScan(added: [finding.id], alreadyKnown: [], superseded: []))
    let stored = try workspace.finding(id: finding.id)
    #expect(stored.finding == finding)
    #expect(stored.scanIDs == ["scan-1"])
    #expect(stored.supersededBy == nil)
    try workspace.verify()
  }

  @Test
  func `a scan comes back as it was recorded, and its newer run takes its place`() throws {
    try workspace.recordScan(.sample(), findings: [])
    #expect(try workspace.scans() == [.sample()])

    var newer = ScanRecord.sample(day: 25)
    newer.inputs.removeLast()
    try workspace.recordScan(newer, findings: [])
    try workspace.recordScan(.sample(id: "scan-2"), findings: [])
    #expect(try workspace.scans() == [newer, .sample(id: "scan-2")])
  }

  @Test
  func `a finding that is recorded again adds nothing but the scan that saw it`() throws {
    let finding = Finding.sample()
    try workspace.recordScan(.sample(), findings: [finding])
    let again = try workspace.recordScan(.sample(id: "scan-2", day: 21), findings: [finding])
    let third = try workspace.recordScan(.sample(id: "scan-2", day: 22), findings: [finding])

    #expect(again == RecordedScan(added: [], alreadyKnown: [finding.id], superseded: []))
    #expect(third == again)
    #expect(try workspace.countFindings() == 1)
    let stored = try workspace.finding(id: finding.id)
    #expect(stored.finding.evidence.count == 3)
    #expect(stored.scanIDs == ["scan-1", "scan-2"])
  }

  @Test
  func `a finding that occurs twice in one scan is stored once`() throws {
    let finding = Finding.sample()
    let recorded = try workspace.recordScan(.sample(), findings: [finding, finding])
    #expect(recorded.added == [finding.id])
    #expect(recorded.alreadyKnown == [finding.id])
  }

  @Test
  func `nothing of a scan is kept when one of its findings cannot be`() throws {
    var broken = Finding.sample(id: Finding.id(2))
    broken.evidence[1].sha256 = "not a hash of secret.name@corp.example"
    let error = #expect(throws: WorkspaceError.self) {
      try workspace.recordScan(.sample(), findings: [.sample(), broken])
    }
    guard case .notStorable(let id, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(id == broken.id)
    #expect(try workspace.countFindings() == 0)
    #expect(try workspace.scans().isEmpty)
  }

  @Test(arguments: [Double.nan, .infinity])
  func `a figure that is not finite is refused`(figure: Double) throws {
    #expect(throws: WorkspaceError.self) {
      try workspace.recordScan(.sample(), findings: [.sample(log10E: figure)])
    }
  }

  @Test
  func `what was to be stored does not show in the text of an error`() throws {
    var broken = Finding.sample(sources: ["203.0.113.7"], confirmed: ["secret.name@corp.example"])
    broken.sources[0].posterior = 2
    let error = #expect(throws: WorkspaceError.self) {
      try workspace.recordScan(.sample(), findings: [broken])
    }
    let text = try #require(error).description
    #expect(text.contains("CHECK constraint failed"))
    #expect(!text.contains("secret.name"))
    #expect(!text.contains("203.0.113.7"))
  }

  @Test
  func `a finding with 100,000 cited records is read back whole`() throws {
    let finding = Finding.sample(evidence: Evidence.samples(100_000))
    try workspace.recordScan(.sample(), findings: [finding])
    #expect(try workspace.finding(id: finding.id).finding.evidence == finding.evidence)
  }
}
