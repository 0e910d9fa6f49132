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

  private func plan(_ sql: String, _ arguments: StatementArguments) throws -> String {
    try workspace.pool.read { database in
      try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments)
        .map { $0["detail"] as String }
        .joined(separator: "\n")
    }
  }

  @Test(arguments: FindingOrder.allCases, [false, true])
  func `an ordered list walks an index, on its first page and later ones`(
    order: FindingOrder,
    includingSuperseded: Bool
  ) throws {
    let filter = FindingFilter(includingSuperseded: includingSuperseded)
    let cursor = FindingCursor(order: order, key: 1, id: "rc-1")
    for place in [nil, cursor] {
      let query = FindingQuery(filter, order: order, limit: 50, after: place)
      let plan = try plan(query.sql(selecting: FindingSummary.columns), query.arguments)
      #expect(plan.contains("finding USING INDEX finding_"), "\(plan)")
      #expect(!plan.contains("TEMP B-TREE"), "\(plan)")
      #expect(place == nil || plan.hasPrefix("SEARCH"), "\(plan)")
    }
  }

  @Test(arguments: [
    FindingFilter(source: "203.0.113.7"), FindingFilter(account: "a"),
    FindingFilter(scanID: "scan-1"),
  ])
  func `a filter by a list of the finding uses the index of the list`(
    filter: FindingFilter
  ) throws {
    let query = FindingQuery(filter, order: .latest, limit: 50, after: nil)
    let plan = try plan(query.sql(selecting: FindingSummary.columns), query.arguments)
    let scans = plan.split(separator: "\n").filter {
      $0.hasPrefix("SCAN") && !$0.contains("USING INDEX")
    }
    #expect(scans.isEmpty, "\(plan)")
  }

  @Test
  func `an id and the start of one are looked up in an index`() throws {
    let exact = try plan("SELECT number FROM finding WHERE id = ?", ["rc-1"])
    #expect(exact.hasPrefix("SEARCH finding USING COVERING INDEX"), "\(exact)")
    let prefix = try plan(FindingLookup.prefixSQL, ["rc-1", "rc-1g"])
    #expect(prefix.hasPrefix("SEARCH finding USING COVERING INDEX"), "\(prefix)")
  }
}
