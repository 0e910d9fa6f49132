import Foundation
import GRDB
import Model
import Testing

@testable import WorkspaceStore

struct AuditSpoolTests {
  private let directory: TemporaryDirectory
  private static let time = Timestamp(millisecondsSince1970: 1_000)

  init() throws { directory = try TemporaryDirectory() }

  private func note(_ subjects: ClosedRange<Int>, in workspace: Workspace) throws {
    for number in subjects { try workspace.audit("Ada", "read", "\(number)", at: Self.time) }
  }

  private func subjects(_ workspace: Workspace) throws -> [String] {
    try workspace.auditLog(limit: 1_000).map(\.subject).reversed()
  }

  @Test
  func `entries are in the log in their order, once each`() throws {
    let workspace = try Workspace(directory: directory.path)
    try note(1...5, in: workspace)
    #expect(try subjects(workspace) == (1...5).map(String.init))
    try note(6...7, in: workspace)
    #expect(try subjects(workspace) == (1...7).map(String.init))
    #expect(try subjects(workspace) == (1...7).map(String.init))
  }

  @Test
  func `a change's own entry comes after those that were noted before`() throws {
    let workspace = try Workspace(directory: directory.path)
    try note(1...2, in: workspace)
    _ = try workspace.openCase(titled: "Case", by: "Ada", at: Self.time)
    try note(3...3, in: workspace)
    #expect(try subjects(workspace) == ["1", "2", "cs-1 ", "3"])
  }

  @Test
  func `an entry does not wait for who writes, and is taken in after`() throws {
    let workspace = try Workspace(directory: directory.path)
    // What another process would do with a long scan.
    let other = try DatabaseQueue(path: directory.path + "/" + Workspace.fileName)
    try other.inDatabase { database in
      try database.execute(sql: "BEGIN IMMEDIATE")
      let clock = ContinuousClock()
      #expect(try clock.measure { try note(1...100, in: workspace) } < .seconds(5))
      #expect(try subjects(workspace) == (1...100).map(String.init))
      try database.execute(sql: "COMMIT")
    }
    #expect(try subjects(workspace) == (1...100).map(String.init))
  }

  @Test
  func `what a killed process noted is taken in by the next, and its file goes`() async throws {
    let folder = directory.path + "/" + AuditSpool.folderName
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let whole = #"{"atMilliseconds":5,"person":"Bo","action":"read","subject":"left"}"#
    // The second was being written when the process was killed.
    let left = folder + "/left.jsonl"
    try Data((whole + "\n" + "broken\n" + whole.prefix(20)).utf8)
      .write(to: URL(fileURLWithPath: left))
    let workspace = try Workspace(directory: directory.path)
    try note(1...1, in: workspace)
    // It is taken in aside; a busy machine may take its time.
    for _ in 0..<600 where FileManager.default.fileExists(atPath: left) {
      try await Task.sleep(for: .milliseconds(100))
    }
    let log = try workspace.auditLog(limit: 10)
    #expect(Set(log.map(\.subject)) == ["1", "broken", "left"])
    #expect(log.first { $0.subject == "broken" }?.action == "unreadable entry")
    #expect(log.first { $0.subject == "left" }?.person == "Bo")
  }

  @Test
  func `what was taken in before a process was killed is not taken in again`() throws {
    let folder = directory.path + "/" + AuditSpool.folderName
    let workspace = try Workspace(directory: directory.path)
    try note(1...3, in: workspace)
    // A change takes in what was noted before it.
    _ = try workspace.openCase(titled: "Case", by: "Ada", at: Self.time)
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
    // The same file under the same name, without the lock: its process is gone.
    let path = "\(folder)/\(name)"
    let bytes = try #require(FileManager.default.contents(atPath: path))
    try FileManager.default.removeItem(atPath: path)
    try bytes.write(to: URL(fileURLWithPath: path))
    let next = try Workspace(directory: directory.path)
    try note(4...4, in: next)
    #expect(try subjects(next) == ["1", "2", "3", "cs-1 ", "4"])
  }
}
