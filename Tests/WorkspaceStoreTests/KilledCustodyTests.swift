import Custody
import Foundation
import GRDB
import Glibc
import Model
import Testing

@testable import WorkspaceStore

/// A process that appends to the log of evidence, killed at a chosen row change or at the commit.
struct KilledCustodyTests {
  private final class Killer: TransactionObserver {
    private var changesLeft: Int

    init(afterChanges count: Int) { changesLeft = count }

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

  private static func locker(in path: String) throws -> EvidenceLocker<Workspace> {
    EvidenceLocker(
      store: try Workspace(directory: path),
      workspace: path,
      scene: CustodyEvent.Scene(
        actor: "a",
        authority: "",
        clock: "c",
        command: "",
        host: "h",
        purpose: "p",
        tool: "t",
        zone: "UTC"
      ),
      clock: { Timestamp(millisecondsSince1970: 1_790_000_000_000) }
    )
  }

  private static func add(_ count: Int, to locker: EvidenceLocker<Workspace>) throws {
    let line = NewExhibit(kind: .logLine, name: "line", origin: .init(path: "auth.log"))
    _ = try locker.add((0..<count).map { (line, Data("line \($0)".utf8)) })
  }

  @Test(arguments: [1, 2, 3, 4, 7, 60, 61, 200, 1_000_000])
  func `a batch that is killed leaves the log as it was, and the log goes on`(
    changes: Int
  ) async throws {
    let directory = try TemporaryDirectory()
    let path = directory.path
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, changes] in
      let locker = try Self.locker(in: path)
      try Self.add(5, to: locker)
      locker.store.pool.add(
        transactionObserver: Killer(afterChanges: changes),
        extent: .databaseLifetime
      )
      try Self.add(60, to: locker)
    }
    let locker = try Self.locker(in: path)
    let verifier = LogVerifier(locker, anchors: TrustAnchors())
    let before = try verifier.verify(HeadFile(workspace: path))
    #expect(before.isGood && before.events == 6, "\(before.problems.kept)")
    try Self.add(60, to: locker)
    let after = try verifier.verify(HeadFile(workspace: path))
    #expect(after.isGood && after.events == 66, "\(after.problems.kept)")
  }
}
