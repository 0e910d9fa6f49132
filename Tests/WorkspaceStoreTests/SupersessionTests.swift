import Model
import Testing
import WorkspaceStore

struct SupersessionTests {
  private let directory: TemporaryDirectory
  private let workspace: Workspace
  private let shorter = Finding.sample(id: Finding.id(1), evidence: Evidence.samples(3))
  private let longer = Finding.sample(id: Finding.id(2), evidence: Evidence.samples(5))
  private let longest = Finding.sample(id: Finding.id(3), evidence: Evidence.samples(9))

  init() throws {
    directory = try TemporaryDirectory()
    workspace = try Workspace(directory: directory.path)
  }

  private func listed(includingSuperseded: Bool = false) throws -> [String] {
    let filter = FindingFilter(includingSuperseded: includingSuperseded)
    return try workspace.findings(matching: filter).findings.map(\.id).sorted()
  }

  @Test
  func `a longer version of the log takes the place of the shorter one`() throws {
    try workspace.recordScan(.sample(), findings: [shorter])
    let recorded = try workspace.recordScan(.sample(id: "scan-2"), findings: [longer])

    #expect(recorded.superseded == [shorter.id])
    #expect(try listed() == [longer.id])
    #expect(try listed(includingSuperseded: true) == [shorter.id, longer.id])
    #expect(try workspace.finding(id: shorter.id).supersededBy == longer.id)
    #expect(try workspace.finding(id: longer.id).supersedes == [shorter.id])
    #expect(try workspace.finding(id: shorter.id).finding == shorter)
  }

  @Test
  func `a shorter version that comes late is no news`() throws {
    try workspace.recordScan(.sample(), findings: [longer])
    let recorded = try workspace.recordScan(.sample(id: "scan-2"), findings: [shorter])
    #expect(recorded.superseded.isEmpty)
    #expect(try listed() == [longer.id])
    #expect(try workspace.finding(id: shorter.id).supersededBy == longer.id)
  }

  @Test
  func `a chain of versions leaves the last one`() throws {
    for finding in [shorter, longer, longest] {
      try workspace.recordScan(.sample(), findings: [finding])
    }
    #expect(try listed() == [longest.id])
    #expect(try workspace.finding(id: longest.id).supersedes == [longer.id])
    #expect(try workspace.finding(id: shorter.id).supersededBy == longer.id)
  }

  @Test
  func `other sources are another finding`() throws {
    let other = Finding.sample(
      id: Finding.id(2),
      sources: ["203.0.113.7", "203.0.113.8"],
      evidence: Evidence.samples(5)
    )
    try workspace.recordScan(.sample(), findings: [shorter, other])
    #expect(try listed() == [shorter.id, other.id])
  }

  @Test
  func `as many sources of which one differs are another finding`() throws {
    let one = Finding.sample(id: Finding.id(1), sources: ["203.0.113.7", "203.0.113.8"])
    let two = Finding.sample(
      id: Finding.id(2),
      sources: ["203.0.113.7", "203.0.113.9"],
      evidence: Evidence.samples(5)
    )
    try workspace.recordScan(.sample(), findings: [one, two])
    #expect(try listed() == [one.id, two.id])
  }

  @Test
  func `one record that the wider finding lacks keeps both`() throws {
    var evidence = Evidence.samples(5)
    evidence[1].sha256 = String(repeating: "b", count: 64)
    let rewritten = Finding.sample(id: Finding.id(2), evidence: evidence)
    try workspace.recordScan(.sample(), findings: [shorter, rewritten])
    #expect(try listed() == [shorter.id, rewritten.id])
  }

  @Test
  func `the same lines of another file keep both`() throws {
    let copy = Finding.sample(
      id: Finding.id(2),
      evidence: Evidence.samples(5, file: "other.ndjson")
    )
    try workspace.recordScan(.sample(), findings: [shorter, copy])
    #expect(try listed() == [shorter.id, copy.id])
  }

  @Test
  func `findings without a source are compared by their evidence`() throws {
    let early = Finding.sample(id: Finding.id(1), pattern: .sourceFree, sources: [])
    let late = Finding.sample(
      id: Finding.id(2),
      pattern: .sourceFree,
      sources: [],
      evidence: Evidence.samples(4)
    )
    let recorded = try workspace.recordScan(.sample(), findings: [early, late])
    #expect(recorded.superseded == [early.id])
    #expect(try listed() == [late.id])
  }
}
