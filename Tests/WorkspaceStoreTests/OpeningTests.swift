import FoundationEssentials
import GRDB
import Model
import Testing

@testable import WorkspaceStore

struct OpeningTests {
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private var file: String { directory.path + "/" + Workspace.fileName }

  @Test
  func `opening makes the directory, for its owner alone`() throws {
    let path = directory.path + "/new/workspace"
    try Workspace(directory: path).verify()
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o700)
  }

  @Test
  func `what was recorded is there when the workspace is opened again`() throws {
    try Workspace(directory: directory.path).recordScan(.sample(), findings: [.sample()])
    let workspace = try Workspace(directory: directory.path, ifAbsent: .fail)
    #expect(try workspace.finding(id: Finding.sample().id).finding == .sample())
  }

  @Test
  func `a workspace that must exist is not made`() throws {
    let path = directory.path + "/none"
    #expect(throws: WorkspaceError.missing(path: path)) {
      try Workspace(directory: path, ifAbsent: .fail)
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test
  func `a file in place of the directory is not a workspace`() throws {
    let path = directory.path + "/file"
    try Data("hello".utf8).write(to: URL(filePath: path))
    #expect(throws: WorkspaceError.notAWorkspace(path: path)) { try Workspace(directory: path) }
  }

  @Test
  func `a text file is not a workspace and stays as it was`() throws {
    let text = Data(String(repeating: "not a database\n", count: 500).utf8)
    try text.write(to: URL(filePath: file))
    #expect(throws: WorkspaceError.notAWorkspace(path: directory.path)) {
      try Workspace(directory: directory.path)
    }
    #expect(try Data(contentsOf: URL(filePath: file)) == text)
  }

  @Test
  func `the database of another program is not a workspace and stays as it was`() throws {
    try DatabaseQueue(path: file).write { try $0.execute(sql: "CREATE TABLE bookmark (url TEXT)") }
    let before = try Data(contentsOf: URL(filePath: file))
    #expect(throws: WorkspaceError.notAWorkspace(path: directory.path)) {
      try Workspace(directory: directory.path)
    }
    #expect(try Data(contentsOf: URL(filePath: file)) == before)
  }

  @Test
  func `an empty file, left by a process that was killed, becomes a workspace`() throws {
    try Data().write(to: URL(filePath: file))
    try Workspace(directory: directory.path).verify()
  }

  @Test
  func `a workspace of a newer version is refused`() throws {
    do {
      let workspace = try Workspace(directory: directory.path)
      var newer = Schema.migrator
      newer.registerMigration("9 of the future") { try $0.execute(sql: "CREATE TABLE x (y)") }
      try newer.migrate(workspace.pool)
    }
    #expect(throws: WorkspaceError.newerSchema(path: directory.path)) {
      try Workspace(directory: directory.path)
    }
  }

  @Test
  func `a second writer is told to wait, and readers go on`() throws {
    let first = try Workspace(directory: directory.path)
    try first.recordScan(.sample(), findings: [.sample()])
    let second = try Workspace(directory: directory.path, patience: .zero)
    try first.pool.writeWithoutTransaction { database in
      try database.execute(sql: "BEGIN IMMEDIATE")
      #expect(throws: WorkspaceError.locked(path: directory.path)) {
        try second.recordScan(.sample(id: "scan-2"), findings: [])
      }
      #expect(try second.countFindings() == 1)
      #expect(throws: Never.self) { try Workspace(directory: directory.path, patience: .zero) }
      try database.execute(sql: "ROLLBACK")
    }
    try second.recordScan(.sample(id: "scan-2"), findings: [])
  }

  @Test
  func `a full disk keeps what was there and nothing of the new scan`() throws {
    let workspace = try Workspace(directory: directory.path)
    try workspace.recordScan(.sample(), findings: [.sample()])
    let pages = try workspace.pool.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
    try workspace.pool.writeWithoutTransaction {
      _ = try Int.fetchOne($0, sql: "PRAGMA max_page_count = \(pages + 8)")
    }
    let large = Finding.sample(
      id: Finding.id(2),
      evidence: Evidence.samples(5000, file: "large.log")
    )
    #expect(throws: WorkspaceError.diskFull(path: directory.path)) {
      try workspace.recordScan(.sample(id: "scan-2"), findings: [large])
    }
    #expect(try workspace.countFindings() == 1)
    #expect(try workspace.scans().count == 1)
    try workspace.verify()
  }

  @Test
  func `a directory that cannot be made is not writable`() throws {
    let path = "/proc/rollcall-workspace"
    #expect(throws: WorkspaceError.notWritable(path: path)) { try Workspace(directory: path) }
  }

  @Test
  func `a damaged file is found out`() throws {
    do {
      let workspace = try Workspace(directory: directory.path)
      let findings = (1...40).map {
        Finding.sample(id: Finding.id($0), evidence: Evidence.samples(50, file: "\($0)"))
      }
      try workspace.recordScan(.sample(), findings: findings)
    }
    // The first page, with the schema, stays whole: the file opens.
    var bytes = try Data(contentsOf: URL(filePath: file))
    bytes.replaceSubrange(
      (bytes.count / 4)..<bytes.count,
      with: Data(repeating: 0x5a, count: bytes.count - bytes.count / 4)
    )
    try bytes.write(to: URL(filePath: file))

    #expect(throws: WorkspaceError.corrupt(path: directory.path)) {
      try Workspace(directory: directory.path).verify()
    }
  }

  @Test
  func `every error has a text of one line that names what it is about`() {
    let errors: [WorkspaceError] = [
      .missing(path: "w"), .notAWorkspace(path: "w"), .newerSchema(path: "w"), .locked(path: "w"),
      .diskFull(path: "w"), .notWritable(path: "w"), .corrupt(path: "w"),
      .database(path: "w", code: 1, message: "no such table"),
    ]
    for error in errors {
      #expect(error.description.hasPrefix("w: "))
      #expect(!error.description.contains("\n"))
    }
  }
}
