import Model
import Testing
import WorkspaceStore

struct AllowTests {
  private let directory: TemporaryDirectory
  private let workspace: Workspace

  init() throws {
    directory = try TemporaryDirectory()
    workspace = try Workspace(directory: directory.path)
  }

  private static func entry(_ id: String, begins: Timestamp? = nil) -> AllowEntry {
    AllowEntry(
      id: id,
      source: "192.0.2.0/24",
      client: nil,
      name: "svc-*",
      service: "sshd",
      begins: begins,
      expires: Timestamp(year: 2026, month: 4, day: 1),
      owner: "SOC",
      reason: "weekly scan"
    )
  }

  @Test
  func `entries are kept once and given back in the order of their ids`() throws {
    let entries = [
      Self.entry("allow-b", begins: Timestamp(year: 2026, month: 3, day: 1)), Self.entry("allow-a"),
    ]
    for entry in entries { #expect(try workspace.addAllowEntry(entry)) }
    #expect(try !workspace.addAllowEntry(entries[0]))
    #expect(try workspace.allowEntries() == entries.reversed())
  }

  @Test
  func `an entry that nobody made cannot be taken away`() throws {
    #expect(throws: WorkspaceError.noSuchEntry(id: "allow-x")) {
      try workspace.removeAllowEntry(id: "allow-x")
    }
  }

  @Test
  func `a finding is authorised as the latest scan says, and comes back with its entry's end`()
    throws
  {
    let entry = Self.entry("allow-a")
    _ = try workspace.addAllowEntry(entry)
    let plain = Finding.sample(id: "rc-a")
    var authorised = plain
    authorised.authorise(by: Finding.Authorisation(entry))
    try workspace.recordScan(.sample(id: "scan-1"), findings: [plain])
    #expect(try workspace.finding(id: "rc-a").finding == plain)
    try workspace.recordScan(.sample(id: "scan-2"), findings: [authorised])
    #expect(try workspace.finding(id: "rc-a").finding == authorised)
    #expect(try workspace.findings().findings.map(\.authorisedBy) == ["allow-a"])
    #expect(try workspace.countFindings(matching: FindingFilter(isAuthorised: true)) == 1)
    #expect(try workspace.countFindings(matching: FindingFilter(isAuthorised: false)) == 0)
    #expect(try workspace.removeAllowEntry(id: "allow-a") == 1)
    #expect(try workspace.finding(id: "rc-a").finding == plain)
    #expect(try workspace.findings().findings.map(\.authorisedBy) == [nil])
  }
}
