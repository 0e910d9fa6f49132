import Model
import Testing
import WorkspaceStore

struct PriorCampaignTests {
  private let directory: TemporaryDirectory
  private let workspace: Workspace

  init() throws {
    directory = try TemporaryDirectory()
    workspace = try Workspace(directory: directory.path)
    let findings = [
      Finding.sample(
        id: Finding.id(1),
        sources: ["203.0.113.7", "203.0.113.8"],
        confirmed: ["A.Name@corp.example", "b.name@corp.example"]
      ),
      .sample(
        id: Finding.id(2),
        confirmed: ["c.name@corp.example"],
        evidence: Evidence.samples(3, file: "b.log")
      ),
      .sample(id: Finding.id(3), confirmed: [], evidence: Evidence.samples(3, file: "c.log")),
    ]
    try workspace.recordScan(.sample(), findings: findings)
  }

  private static let later = Timestamp(year: 2026, month: 4, day: 1)

  @Test
  func `campaigns that confirmed an account are given back with their sources, for ninety days`()
    throws
  {
    let campaigns = try workspace.priorCampaigns(before: Self.later)
    #expect(campaigns.map(\.id) == [Finding.id(1), Finding.id(2)])
    #expect(campaigns[0].sources == ["203.0.113.7", "203.0.113.8"])
    #expect(campaigns[0].confirmed == ["a.name@corp.example", "b.name@corp.example"])
    #expect(campaigns[0].services == ["entra.interactive", "sshd"])
    #expect(try workspace.priorCampaigns(before: Timestamp(year: 2026, month: 3, day: 16)).isEmpty)
    let late = Timestamp(year: 2026, month: 6, day: 30)
    #expect(try workspace.priorCampaigns(before: late).isEmpty)
  }

  @Test
  func `only those with an account of the log are read, with all of their accounts`() throws {
    var asked: Set<String> = []
    let campaigns = try workspace.priorCampaigns(before: Self.later) { account in
      asked.insert(account)
      return account == "b.name@corp.example"
    }
    #expect(asked == ["a.name@corp.example", "b.name@corp.example", "c.name@corp.example"])
    #expect(campaigns.map(\.id) == [Finding.id(1)])
    #expect(campaigns.first?.confirmed.count == 2)
    #expect(try workspace.priorCampaigns(before: Self.later) { _ in false }.isEmpty)
  }
}
