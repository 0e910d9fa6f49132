import FoundationEssentials
import GRDB
import Glibc
import Model
import Testing

@testable import WorkspaceStore

/// Real processes that are really killed: each exit test runs its body in a child of its own.
struct KilledProcessTests {
  /// Kills the process with SIGKILL at a given row change or at the commit of a scan.
  private final class Killer: TransactionObserver {
    private var changesLeft: Int

    init(afterChanges count: Int) {
      changesLeft = count
    }

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }

    func databaseDidChange(with event: DatabaseEvent) {
      changesLeft -= 1
      if changesLeft == 0 { kill(getpid(), SIGKILL) }
    }

    // Changes that outnumber what is awaited: the last moment before the commit.
    func databaseWillCommit() throws { kill(getpid(), SIGKILL) }

    func databaseDidCommit(_ database: Database) {}

    func databaseDidRollback(_ database: Database) {}
  }

  /// Enough rows to outgrow the page cache, so that a killed transaction leaves pages in the log.
  private static let rowsOfFinding = 60_000

  private static func finding(_ number: Int) -> Finding {
    Finding.sample(
      id: Finding.id(number),
      evidence: Evidence.samples(number < 3 ? 100 : rowsOfFinding, file: "\(number).log")
    )
  }

  @Test(arguments: [1, 2, 5, 700, 59_000, 1_000_000])
  func `a process that is killed loses no committed finding and leaves no half of one`(
    changes: Int
  ) async throws {
    let directory = try TemporaryDirectory()
    let path = directory.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, changes] in
      let workspace = try Workspace(directory: path)
      try workspace.recordScan(.sample(), findings: [Self.finding(1), Self.finding(2)])
      workspace.pool.add(
        transactionObserver: Killer(afterChanges: changes),
        extent: .databaseLifetime
      )
      try workspace.recordScan(.sample(id: "scan-2"), findings: [Self.finding(3)])
    }

    if changes > 50_000 {
      let log = path + "/" + Workspace.fileName + "-wal"
      let size = try FileManager.default.attributesOfItem(atPath: log)[.size] as? Int
      #expect(try #require(size) > 1_000_000, "the killed transaction had reached the file")
    }
    let workspace = try Workspace(directory: path, ifAbsent: .fail)
    try workspace.verify()
    #expect(try workspace.countFindings() == 2)
    #expect(try workspace.finding(id: Finding.id(2)).finding == Self.finding(2))
    #expect(try workspace.scans().map(\.id) == ["scan-1"])
    // And it works on.
    let recorded = try workspace.recordScan(.sample(id: "scan-2"), findings: [Self.finding(3)])
    #expect(recorded.added == [Finding.id(3)])
  }

  @Test
  func `a process that is killed right after a commit has stored it`() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      try Workspace(directory: path).recordScan(.sample(), findings: [Self.finding(1)])
      kill(getpid(), SIGKILL)
    }
    let workspace = try Workspace(directory: path, ifAbsent: .fail)
    try workspace.verify()
    #expect(try workspace.finding(id: Finding.id(1)).finding == Self.finding(1))
  }
}
