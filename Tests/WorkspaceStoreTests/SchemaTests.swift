import FoundationEssentials
import GRDB
import Testing

@testable import WorkspaceStore

struct SchemaTests {
  private let directory: TemporaryDirectory
  private let workspace: Workspace

  init() throws {
    directory = try TemporaryDirectory()
    workspace = try Workspace(directory: directory.path)
  }

  @Test
  func `the released schema is what it was`() throws {
    let schema = try workspace.pool.read { database in
      try String.fetchAll(
        database,
        sql: "SELECT sql FROM sqlite_schema WHERE sql NOT NULL AND name <> 'grdb_migrations'"
          + " ORDER BY type DESC, name"
      ).joined(separator: ";\n\n") + ";\n"
    }
    let golden = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/schema.sql")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(schema.utf8).write(to: golden)
      Issue.record("rewrote \(golden.lastPathComponent)")
    }
    #expect(schema == (try String(contentsOf: golden, encoding: .utf8)))
  }

  @Test
  func `every table is strict`() throws {
    let loose = try workspace.pool.read { database in
      try String.fetchAll(
        database,
        sql:
          "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict"
          + " AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations'"
      )
    }
    #expect(loose.isEmpty)
  }

  @Test
  func `commits reach the disk in write-ahead mode, and references are kept`() throws {
    let settings = try workspace.pool.writeWithoutTransaction { database in
      try ["journal_mode", "synchronous", "foreign_keys"].map {
        try String.fetchOne(database, sql: "PRAGMA \($0)")
      }
    }
    #expect(settings == ["wal", "2", "1"])
  }
}
