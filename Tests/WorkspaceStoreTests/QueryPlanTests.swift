import Foundation
import GRDB
import Model
import Testing

@testable import WorkspaceStore

/// Each query that a page runs, and how SQLite goes about it: none may look through a long table.
struct QueryPlanTests {
  private let directory: TemporaryDirectory
  private let workspace: Workspace

  init() throws {
    directory = try TemporaryDirectory()
    workspace = try Workspace(directory: directory.path)
  }

  private func plan(_ sql: String, _ arguments: StatementArguments) throws -> String {
    try workspace.pool.read { database in
      try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments)
        .map { $0["detail"] as String }
        .joined(separator: "\n")
    }
  }

  private static let facets = (1...3).map {
    FindingFacet(number: $0, findings: 1, longestInMilliseconds: 1_000)
  }

  private func plan(
    _ filter: FindingFilter,
    by order: FindingOrder,
    after cursor: FindingCursor? = nil,
    sortsWindow: Bool = false
  ) throws -> String {
    let query = FindingQuery(
      filter,
      facets: Self.facets,
      order: order,
      limit: 50,
      after: cursor,
      sortsWindow: sortsWindow
    )
    return try plan(query.sql, query.arguments)
  }

  @Test(
    arguments: FindingOrder.allCases,
    [
      FindingFilter(), FindingFilter(since: Timestamp(year: 2026, month: 3, day: 2)),
      FindingFilter(until: Timestamp(year: 2026, month: 3, day: 2)),
    ]
  )
  func `an ordered list merges one walk of an index for each facet, on its first page and later`(
    order: FindingOrder,
    filter: FindingFilter
  ) throws {
    let cursor = FindingCursor(order: order, key: 1, id: "rc-1")
    for place in [nil, cursor] {
      let plan = try plan(filter, by: order, after: place)
      let walks = plan.split(separator: "\n").filter { !["LEFT", "RIGHT"].contains($0) }
        .filter { !$0.hasPrefix("MERGE") }
      #expect(walks.count == 3, "\(plan)")
      #expect(
        walks.allSatisfy {
          $0.hasPrefix("SEARCH finding_key USING COVERING INDEX \(order.index) (facet=?")
        },
        "\(plan)"
      )
      #expect(!plan.contains("TEMP B-TREE"), "\(plan)")
      #expect(place == nil || plan.contains("(\(order.column),id)<(?,?)"), "\(plan)")
    }
  }

  @Test(arguments: [
    (FindingFilter(source: "203.0.113.7"), "finding_source USING COVERING INDEX"),
    (FindingFilter(account: "a"), "finding_account USING COVERING INDEX"),
    (FindingFilter(scanID: "scan-1"), "finding_scan USING COVERING INDEX"),
  ])
  func `a list of a source, an account or a scan begins with its own findings`(
    filter: FindingFilter,
    list: String
  ) throws {
    let count = FindingCountQuery(filter, facets: Self.facets, limit: 10)
    for plan in [
      try plan(filter, by: .latest), try plan(filter, by: .strongest),
      try plan(count.sql, count.arguments),
    ] {
      #expect(plan.contains("SEARCH finding_key USING INTEGER PRIMARY KEY"), "\(plan)")
      #expect(plan.contains("SEARCH \(list)"), "\(plan)")
    }
  }

  @Test
  func `few findings in a time are found by the time, and counted there`() throws {
    let (since, until) = (
      Timestamp(year: 2026, month: 3, day: 2), Timestamp(year: 2026, month: 3, day: 9)
    )
    let filter = FindingFilter(since: since, until: until)
    let walk = "SEARCH finding_key USING"
    let range = "(facet=? AND last_seen_ms>? AND last_seen_ms<?)"
    let sorted = try plan(filter, by: .strongest, sortsWindow: true)
    #expect(sorted.contains("\(walk) INDEX finding_key_by_last_seen \(range)"), "\(sorted)")
    let query = FindingCountQuery(filter, facets: Self.facets, limit: 10)
    let counted = try plan(query.sql, query.arguments)
    #expect(
      counted.contains("\(walk) COVERING INDEX finding_key_by_last_seen \(range)"),
      "\(counted)"
    )
  }

  @Test
  func `a list without a facet is empty, and asks nothing of an index`() throws {
    let query = FindingQuery(FindingFilter(), facets: [], order: .latest, limit: 50, after: nil)
    let numbers = try workspace.pool.read {
      try Int64.fetchAll($0, sql: query.sql, arguments: query.arguments)
    }
    #expect(numbers.isEmpty)
  }

  @Test
  func `an id and the start of one are looked up in an index`() throws {
    let exact = try plan("SELECT number FROM finding WHERE id = ?", ["rc-1"])
    #expect(exact.hasPrefix("SEARCH finding USING COVERING INDEX"), "\(exact)")
    let prefix = try plan(FindingLookup.prefixSQL, ["rc-1", "rc-1g", 10])
    #expect(prefix.hasPrefix("SEARCH finding USING COVERING INDEX"), "\(prefix)")
  }

  /// What pages ask besides lists of findings; the plans may look through what is short by nature:
  /// facets, and what a LIMIT or a subquery has made short.
  static let queries: [(what: String, sql: String, arguments: StatementArguments)] = [
    ("a finding", FindingSummary.sql, [1]),
    ("accounts that were confirmed", Workspace.confirmedAccountsSQL, [2, 1]),
    ("reports", Workspace.reportsSQL(isClaiming: false, isContinued: false), [10]),
    ("more reports", Workspace.reportsSQL(isClaiming: false, isContinued: true), ["rp-1", 10]),
    ("claiming", Workspace.reportsSQL(isClaiming: true, isContinued: false), ["T1", 10]),
    ("more claiming", Workspace.reportsSQL(isClaiming: true, isContinued: true), ["T1", "a", 1]),
    ("places", Workspace.placesSQL, ["T1", 10]),
    ("named in a finding", Workspace.namedInFindingSQL, ["rc-1"]),
    ("named in a report", Workspace.namedInReportSQL, ["rp-1"]),
    ("reports naming", Workspace.namingReportsSQL, ["203.0.113.7", 10]),
    ("findings of a source", Workspace.findingsOfSourceSQL, ["203.0.113.7", 10]),
    ("findings of a trait", Workspace.findingsOfTraitSQL, [1, 10]),
    ("findings of a network", Workspace.findingsOfSpellingSQL, ["10.", "10/"]),
    ("sources", Workspace.sourcesSQL, ["rc-1"]),
    ("stages", Workspace.stagesSQL, ["a"]),
    ("scans", Workspace.scansSQL(isContinued: false), [10]),
    ("more scans", Workspace.scansSQL(isContinued: true), ["scan-1", 10]),
    ("formats", Workspace.formatsSQL, []),
    ("cases", Workspace.casesSQL(isHolding: false, isContinued: true), ["cs-1", 10]),
    ("cases of a finding", Workspace.casesSQL(isHolding: true, isContinued: false), ["rc-1", 10]),
    ("months", Workspace.monthsSQL, ["T1"]),
    ("audit log", Workspace.auditSQL, [1, 10]),
    ("counts of reports", Workspace.reportCountsSQL, []),
    ("logs", Workspace.readLogsSQL, ["", 10]),
  ]

  @Test
  func `the exhibit of a line is found by its hash, however many exhibits the finding has`() throws
  {
    let plan = try plan(
      "SELECT position FROM exhibit " + Workspace.exhibitOfLine,
      [Data(repeating: 1, count: 32), "rc-1", "/auth.log", 1]
    )
    #expect(plan.hasPrefix("SEARCH exhibit USING INDEX exhibit_by_content"), "\(plan)")
  }

  @Test(arguments: queries.indices)
  func `no query of a page looks through a long table`(place: Int) throws {
    let (what, sql, arguments) = Self.queries[place]
    let plan = try plan(sql, arguments)
    let short = ["finding_facet", "known", "place", "stage", "account", "CONSTANT"]
    let walks = plan.split(separator: "\n").filter { $0.hasPrefix("SCAN") }
      .filter { line in !short.contains { line.hasPrefix("SCAN \($0)") } }
      // In order of the table or of an index, with a LIMIT: no more than the page is read.
      .filter { line in !["SCAN scan USING INDEX scan_by_time"].contains(line) }
    #expect(walks.isEmpty, "\(what):\n\(plan)")
    let isSorted = plan.contains("TEMP B-TREE")
    let sorted = ["stages", "places", "named in a finding", "named in a report", "months", "logs"]
    #expect(!isSorted || sorted.contains(what), "\(what):\n\(plan)")
  }

  @Test
  func `networks that reports name are read from an index that holds nothing else`() throws {
    let plan = try plan(Workspace.networksSQL, [])
    #expect(plan == "SCAN subject_total USING INDEX subject_total_of_network", "\(plan)")
  }
}
