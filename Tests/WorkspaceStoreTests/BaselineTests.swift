import FoundationEssentials
import GRDB
import Glibc
import Model
import Testing

@testable import WorkspaceStore

struct BaselineTests {
  private let directory: TemporaryDirectory
  private let workspace: Workspace

  init() throws {
    directory = try TemporaryDirectory()
    workspace = try Workspace(directory: directory.path)
  }

  static func learned(_ name: String, through seconds: UInt32) -> Baseline {
    var baseline = Baseline()
    baseline.through = ["auth.log": seconds]
    baseline.names = [
      .init(name: name, services: ["sshd"], first: seconds, last: seconds, uses: [])
    ]
    return baseline
  }

  private func record(_ scan: String, latest: Int64, _ learned: Baseline) throws -> Int64? {
    try workspace.recordScan(
      .sample(id: scan),
      findings: [],
      baseline: BaselineUpdate(latest: latest, learned: learned)
    ).baseline
  }

  @Test
  func `each scan that learns makes a version on top of the last`() throws {
    #expect(try workspace.latestBaseline() == nil)
    #expect(try record("scan-1", latest: 0, Self.learned("anna", through: 100)) == 1)
    #expect(try record("scan-2", latest: 1, Self.learned("bert", through: 200)) == 2)
    #expect(try record("scan-3", latest: 2, Baseline()) == nil)
    let versions = try workspace.baselines()
    #expect(versions.map(\.version) == [1, 2])
    #expect(versions.map(\.scanID) == ["scan-1", "scan-2"])
    #expect(versions.map { $0.through["auth.log"] } == [100, 200])
    #expect(try workspace.baseline(version: 1).content.names.map(\.name) == ["anna"])
    #expect(try workspace.latestBaseline()?.content.names.map(\.name) == ["anna", "bert"])
    #expect(throws: WorkspaceError.noSuchBaseline(version: 3)) {
      try workspace.baseline(version: 3)
    }
  }

  @Test
  func `two scans that learned on top of the same version do not both count`() throws {
    #expect(try record("scan-1", latest: 0, Self.learned("anna", through: 100)) == 1)
    #expect(try record("scan-2", latest: 0, Self.learned("anna", through: 100)) == nil)
    #expect(try workspace.baselines().count == 1)
  }

  @Test
  func `a scan is judged by what was learned before its first event`() throws {
    _ = try record("scan-1", latest: 0, Self.learned("anna", through: 100))
    _ = try record("scan-2", latest: 1, Self.learned("bert", through: 200))
    func version(_ log: String, _ first: UInt32) throws -> Int64? {
      try workspace.baseline(before: [log: first])?.version.version
    }
    #expect(try version("auth.log", 50) == nil)
    #expect(try version("auth.log", 100) == nil)
    #expect(try version("auth.log", 101) == 1)
    #expect(try version("auth.log", 201) == 2)
    #expect(try version("mail.log", 1) == 2)
  }

  @Test
  func `a new beginning knows nothing, and what was before it is not asked`() throws {
    _ = try record("scan-1", latest: 0, Self.learned("anna", through: 100))
    let time = Timestamp(year: 2026, month: 3, day: 3)
    #expect(try workspace.resetBaseline(at: time, toolVersion: "1") == 2)
    #expect(try workspace.baseline(before: ["auth.log": 150])?.content == Baseline())
    #expect(try record("scan-1", latest: 2, Self.learned("carl", through: 300)) == 3)
    #expect(try workspace.latestBaseline()?.content.names.map(\.name) == ["carl"])
    #expect(try workspace.baseline(before: ["auth.log": 150])?.version.version == 2)
    #expect(try workspace.baseline(version: 1).content.names.count == 1)
  }

  @Test
  func `old contents are dropped, their rows stay`() throws {
    for number in 1...70 {
      _ = try record(
        "scan-\(number)",
        latest: Int64(number - 1),
        Self.learned("n\(number)", through: UInt32(number))
      )
    }
    #expect(try workspace.baselines().count == 70)
    #expect(throws: WorkspaceError.noSuchBaseline(version: 10)) {
      try workspace.baseline(version: 10)
    }
    #expect(try workspace.baseline(version: 11).content.names.count == 11)
  }

  private final class Killer: TransactionObserver {
    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool {
      eventKind.tableName == "baseline"
    }
    func databaseDidChange(with event: DatabaseEvent) { kill(getpid(), SIGKILL) }
    func databaseDidCommit(_ database: Database) {}
    func databaseDidRollback(_ database: Database) {}
  }

  @Test
  func `a process killed while it writes a version leaves neither the version nor the scan`()
    async throws
  {
    let path = directory.path
    _ = try record("scan-1", latest: 0, Self.learned("anna", through: 100))
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let workspace = try Workspace(directory: path)
      workspace.pool.add(transactionObserver: Killer(), extent: .databaseLifetime)
      try workspace.recordScan(
        .sample(id: "scan-2"),
        findings: [Finding.sample()],
        baseline: BaselineUpdate(latest: 1, learned: BaselineTests.learned("bert", through: 200))
      )
    }
    try workspace.verify()
    #expect(try workspace.baselines().map(\.version) == [1])
    #expect(try workspace.scans().map(\.id) == ["scan-1"])
    #expect(try workspace.countFindings() == 0)
    #expect(try record("scan-2", latest: 1, Self.learned("bert", through: 200)) == 2)
  }
}
