import Model
import Testing
import WorkspaceStore

struct CanaryTests {
  private let directory: TemporaryDirectory
  private let workspace: Workspace

  init() throws {
    directory = try TemporaryDirectory()
    workspace = try Workspace(directory: directory.path)
  }

  private static func entry(_ id: String, until: Timestamp? = nil) -> CanaryEntry {
    CanaryEntry(
      id: id,
      name: "nora.quill@corp.example",
      kind: .leakedFile,
      channel: "backup share",
      owner: "SOC",
      since: Timestamp(year: 2026, month: 3, day: 1),
      until: until
    )
  }

  @Test
  func `names are kept once, given back in the order of their ids, and taken away`() throws {
    let entries = [
      Self.entry("canary-b", until: Timestamp(year: 2026, month: 4, day: 1)),
      Self.entry("canary-a"),
    ]
    for entry in entries { #expect(try workspace.addCanary(entry)) }
    #expect(try !workspace.addCanary(entries[0]))
    #expect(try workspace.canaries() == entries.reversed())
    try workspace.removeCanary(id: "canary-b")
    #expect(try workspace.canaries() == [entries[1]])
    #expect(throws: WorkspaceError.noSuchCanary(id: "canary-b")) {
      try workspace.removeCanary(id: "canary-b")
    }
  }

  @Test
  func `a finding keeps the canaries it is about, and not its place among others`() throws {
    var finding = Finding.sample(pattern: .canary)
    finding.canaries = [Finding.Canary(Self.entry("canary-a"))]
    finding.triage = .init(state: .page, eBH: true, fdr: 0.1, pageLevel: 0.01, rank: 1)
    try workspace.recordScan(.sample(), findings: [finding])
    let stored = try workspace.finding(id: finding.id).finding
    #expect(stored.canaries == finding.canaries)
    #expect(stored.triage == nil)
    #expect(try workspace.knownAccounts() == ["a.name@corp.example"])
  }
}
