import Foundation
import GRDB
import Model
import Testing

@testable import WorkspaceStore

/// Lists and counts that walk indexes, against the same asked of the findings one by one.
struct FacetTests {
  private let directory: TemporaryDirectory
  private let workspace: Workspace

  init() throws {
    directory = try TemporaryDirectory()
    workspace = try Workspace(directory: directory.path)
  }

  private static let day: Int64 = 86_400_000
  private static let begin = Timestamp(year: 2026, month: 1, day: 1).millisecondsSince1970

  private static func time(_ day: Int) -> Timestamp {
    Timestamp(millisecondsSince1970: begin + Int64(day) * Self.day)
  }

  /// 200 findings that agree and differ in everything that a filter can ask for.
  private static func drawn(_ random: inout SeededGenerator) -> [Finding] {
    (1...200).map { number in
      var finding = Finding.sample(
        id: Finding.id(number),
        pattern: random.pick([.singleSource, .distributed, .canary]),
        probes: .random(in: 1...20, using: &random),
        sources: ["203.0.113.\(Int.random(in: 1...5, using: &random))"],
        confirmed: Bool.random(using: &random)
          ? ["name\(Int.random(in: 1...5, using: &random))@corp.example"] : [],
        log10E: Double(Int.random(in: 1...9, using: &random)),
        evidence: Evidence.samples(2, file: "\(number).log")
      )
      let first = Int.random(in: 0...80, using: &random)
      finding.firstSeen = time(first)
      finding.lastSeen = time(first + random.pick([0, 1, 15]))
      if Int.random(in: 1...10, using: &random) == 1 {
        let expiry = time(900)
        finding.authorise(
          by: .init(entry: "allow-1", owner: "Ada", reason: "scanner", expires: expiry)
        )
      }
      return finding
    }
  }

  private static let filters = [
    FindingFilter(), FindingFilter(includingSuperseded: true),
    FindingFilter(pattern: .canary), FindingFilter(withConfirmedAccounts: true),
    FindingFilter(isAuthorised: true), FindingFilter(isAuthorised: false),
    FindingFilter(technique: TechniqueID(rawValue: "T1")),
    FindingFilter(since: time(40)), FindingFilter(until: time(40)),
    FindingFilter(pattern: .distributed, since: time(20), until: time(60)),
    FindingFilter(source: "203.0.113.2", until: time(60), withConfirmedAccounts: true),
    FindingFilter(account: "NAME3@corp.example"),
    FindingFilter(scanID: "scan-1", isAuthorised: false),
  ]

  private static func key(_ finding: Finding, _ order: FindingOrder) -> Double {
    switch order {
    case .latest: Double(finding.lastSeen.millisecondsSince1970)
    case .strongest: finding.score.log10E
    case .largest: Double(finding.probes)
    }
  }

  private static func meets(_ finding: Finding, _ filter: FindingFilter, gone: Set<String>) -> Bool
  {
    func agrees<Value>(_ wanted: Value?, _ test: (Value) -> Bool) -> Bool {
      wanted.map(test) ?? true
    }
    let tests = [
      filter.includingSuperseded || !gone.contains(finding.id),
      agrees(filter.technique) { $0 == finding.technique },
      agrees(filter.pattern) { $0 == finding.pattern },
      agrees(filter.source) { source in finding.sources.contains { $0.ip == source } },
      agrees(filter.account) { finding.accounts.present.contains($0.lowercased()) },
      agrees(filter.since) { finding.lastSeen >= $0 },
      agrees(filter.until) { finding.firstSeen < $0 },
      !filter.withConfirmedAccounts || !finding.accounts.confirmed.isEmpty,
      agrees(filter.isAuthorised) { $0 == (finding.authorisedBy != nil) },
    ]
    return tests.allSatisfy(\.self)
  }

  @Test(arguments: FindingOrder.allCases)
  func `pages of any filter are what sorting all findings gives, and so is their count`(
    order: FindingOrder
  ) throws {
    var random = SeededGenerator(seed: 7)
    let findings = Self.drawn(&random)
    try workspace.recordScan(.sample(), findings: findings)
    let gone = Set(findings.filter { _ in Int.random(in: 1...8, using: &random) == 1 }.map(\.id))
      .subtracting([findings[0].id])
    for id in gone { try supersede(id, by: findings[0].id) }
    for filter in Self.filters {
      let expected = findings.filter { Self.meets($0, filter, gone: gone) }
        .sorted { (Self.key($1, order), $1.id) < (Self.key($0, order), $0.id) }.map(\.id)
      var paged: [String] = []
      var cursor: FindingCursor?
      repeat {
        let page = try workspace.findings(matching: filter, by: order, limit: 7, after: cursor)
        paged += page.findings.map(\.id)
        cursor = page.next
      } while cursor != nil
      #expect(paged == expected, "\(filter)")
      #expect(try workspace.countFindings(matching: filter) == expected.count, "\(filter)")
      let some = try workspace.countFindings(matching: filter, upTo: 3)
      let isExact = filter.asksForFacetsOnly || expected.count <= 3
      #expect(some.isMore == !isExact && some.value == (isExact ? expected.count : 3), "\(filter)")
    }
  }

  private func supersede(_ id: String, by successor: String) throws {
    try workspace.pool.write { database in
      try database.execute(
        sql: """
          UPDATE finding SET superseded_by = (SELECT number FROM finding WHERE id = ?) WHERE id = ?
          """,
        arguments: [successor, id]
      )
    }
  }

  @Test
  func `a walk past a time gives the same list as sorting what lies in it`() throws {
    var random = SeededGenerator(seed: 8)
    try workspace.recordScan(.sample(), findings: Self.drawn(&random))
    let filter = FindingFilter(since: Self.time(30), until: Self.time(50))
    try workspace.pool.read { database in
      let facets = try FindingFacet.all(database, matching: filter)
      for order in FindingOrder.allCases {
        let lists = try [false, true].map { sortsWindow in
          let query = FindingQuery(
            filter,
            facets: facets,
            order: order,
            limit: 30,
            after: nil,
            sortsWindow: sortsWindow
          )
          return try Int64.fetchAll(database, sql: query.sql, arguments: query.arguments)
        }
        #expect(lists[0] == lists[1] && lists[0].count == 31)
      }
    }
  }

  @Test
  func `facets and months count what the findings are, whatever is done to them`() throws {
    var random = SeededGenerator(seed: 9)
    let findings = Self.drawn(&random)
    try workspace.recordScan(.sample(), findings: Array(findings.prefix(150)))
    try expectCountsHold()
    for finding in findings.prefix(40) { try supersede(finding.id, by: findings[149].id) }
    try expectCountsHold()
    try workspace.recordScan(.sample(id: "scan-2"), findings: findings)
    try expectCountsHold()
    // Removing the entry takes the authorisations away.
    let entry = AllowEntry(
      id: "allow-1",
      source: "203.0.113.1",
      client: nil,
      name: nil,
      service: nil,
      begins: nil,
      expires: Self.time(900),
      owner: "Ada",
      reason: "scanner"
    )
    _ = try workspace.addAllowEntry(entry)
    #expect(try workspace.removeAllowEntry(id: "allow-1") > 0)
    try expectCountsHold()
    try workspace.pool.write { database in
      try database.execute(
        sql: "DELETE FROM finding WHERE superseded_by IS NOT NULL AND number % 2 = 0"
      )
    }
    try expectCountsHold()
  }

  private func expectCountsHold() throws {
    try workspace.pool.read { database in
      let kept = """
        SELECT technique, pattern, has_confirmed, has_stages, is_superseded, is_authorised, findings
        FROM finding_facet WHERE findings > 0 ORDER BY 1, 2, 3, 4, 5, 6
        """
      let counted = """
        SELECT technique, pattern, confirmed_count > 0 AS has_confirmed,
          stage_count > 0 AS has_stages, superseded_by IS NOT NULL AS is_superseded,
          EXISTS (SELECT 1 FROM finding_authorisation WHERE finding = number) AS is_authorised,
          count(*) AS findings
        FROM finding GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
        """
      try expectSame(kept, counted, database)
      let keptMonths = """
        SELECT month, sum(findings) AS findings FROM finding_month GROUP BY month
        HAVING sum(findings) > 0 ORDER BY month
        """
      let countedMonths = """
        SELECT strftime('%Y-%m', last_seen_ms / 1000, 'unixepoch') AS month, count(*) AS findings
        FROM finding GROUP BY month ORDER BY month
        """
      try expectSame(keptMonths, countedMonths, database)
    }
  }

  private func expectSame(_ kept: String, _ counted: String, _ database: Database) throws {
    let rows = try [kept, counted].map { try Row.fetchAll(database, sql: $0) }
    #expect(rows[0] == rows[1])
  }

  @Test
  func `a workspace from before has its findings listed and its claims counted`() throws {
    let older = directory.path + "/older"
    try FileManager.default.createDirectory(atPath: older, withIntermediateDirectories: false)
    let queue = try DatabaseQueue(path: older + "/" + Workspace.fileName)
    try Schema.migrator.migrate(queue, upTo: "declared traffic")
    try queue.write { database in
      for number in 1...3 {
        try database.execute(
          sql: """
            INSERT INTO finding (
              id, technique, pattern, first_seen_ms, last_seen_ms, detected_at_ms, services,
              first_source, source_count, probes, absent_count, present_count, confirmed_count,
              stage_count, evidence_count, log10_e, expected_false_findings, content
            ) VALUES (?, 'T1', 'canary', 1, 2, 2, '', '', 0, 1, 1, 0, ?, 0, 0, ?, 0, '{}')
            """,
          arguments: [Finding.id(number), number % 2, number]
        )
      }
      try database.execute(
        sql: """
          UPDATE finding SET superseded_by = 2 WHERE number = 1;
          INSERT INTO report VALUES (1, 'rp-1', zeroblob(32), '', '', 'text', 0, '', 'F', 'red', 0,
            NULL, zeroblob(512), 'text');
          INSERT INTO claim VALUES (1, 1, 'technique', 'T1', '', 'name', 1, 0, 2);
          INSERT INTO claim VALUES (2, 1, 'technique', 'T2', '', 'name', 1, 0, 2);
          INSERT INTO verdict VALUES (1, 2, 'rejected', 'Ada', 0);
          """
      )
    }
    try queue.close()
    let workspace = try Workspace(directory: older, ifAbsent: .fail)
    #expect(try workspace.findings(by: .strongest).findings.map(\.id) == [3, 2].map(Finding.id))
    #expect(try workspace.countFindings(matching: FindingFilter(withConfirmedAccounts: true)) == 1)
    #expect(try workspace.reportCounts() == [TechniqueID(rawValue: "T1"): 1])
    try workspace.verify()
  }
}
