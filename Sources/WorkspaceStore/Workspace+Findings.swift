import GRDB
package import Model

extension Workspace {
  /// One page of findings, at most `limit`, behind `cursor`.
  ///
  /// A cursor of another order begins from the top.
  package func findings(
    matching filter: FindingFilter = FindingFilter(),
    by order: FindingOrder = .latest,
    limit: Int = 50,
    after cursor: FindingCursor? = nil
  ) throws(WorkspaceError) -> FindingPage {
    try reading { database in
      let query = FindingQuery(filter, order: order, limit: limit, after: cursor)
      // One row more than asked for tells whether there is a next page.
      let rows = try Row.fetchAll(
        database,
        sql: query.sql(selecting: FindingSummary.columns),
        arguments: query.arguments
      )
      let summaries = try rows.prefix(query.limit).map {
        try FindingSummary(row: $0, directory: directory)
      }
      let next = rows.count > query.limit ? summaries.last.map(order.cursor) : nil
      return FindingPage(findings: summaries, next: next)
    }
  }

  package func countFindings(
    matching filter: FindingFilter = FindingFilter()
  ) throws(WorkspaceError) -> Int {
    try reading { database in
      let (conditions, arguments) = filter.conditions
      let sql =
        "SELECT count(*) FROM finding"
        + (conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND "))
      return try Int.fetchOne(database, sql: sql, arguments: arguments) ?? 0
    }
  }

  /// Hands over every matching finding in full, in order, with one in memory at a time.
  ///
  /// All come from one state of the workspace, whatever is written meanwhile.
  package func forEachFinding(
    matching filter: FindingFilter = FindingFilter(),
    by order: FindingOrder = .latest,
    _ body: (Finding) throws -> Void
  ) throws {
    // What `body` throws goes out as it is; only errors of the workspace are turned.
    var bodyError: (any Error)?
    try reading { database in
      let query = FindingQuery(filter, order: order, limit: nil, after: nil)
      let rows = try Row.fetchCursor(
        database,
        sql: query.sql(selecting: "number, content"),
        arguments: query.arguments
      )
      while bodyError == nil, let row = try rows.next() {
        let finding = try FindingContent.finding(
          fromJSON: row[1],
          number: row[0],
          in: database
        )
        do { try body(finding) } catch { bodyError = error }
      }
    }
    if let bodyError { throw bodyError }
  }

  /// The finding with this id, or the only one whose id begins with it; `rc-` may be left out.
  package func finding(id: String) throws(WorkspaceError) -> StoredFinding {
    try reading { database in
      let number = try FindingLookup(database).number(of: id)
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT finding.content, successor.id
          FROM finding LEFT JOIN finding AS successor ON successor.number = finding.superseded_by
          WHERE finding.number = ?
          """,
        arguments: [number]
      )
      guard let row else { throw WorkspaceError.noSuchFinding(id: id) }
      return StoredFinding(
        finding: try FindingContent.finding(
          fromJSON: row[0],
          number: number,
          in: database
        ),
        scanIDs: try scanIDs(database, finding: number),
        supersedes: try String.fetchAll(
          database,
          sql: "SELECT id FROM finding WHERE superseded_by = ? ORDER BY id",
          arguments: [number]
        ),
        supersededBy: row[1]
      )
    }
  }

  private func scanIDs(_ database: Database, finding: Int64) throws -> [String] {
    try String.fetchAll(
      database,
      sql: """
        SELECT scan.id FROM finding_scan JOIN scan ON scan.number = finding_scan.scan
        WHERE finding = ? ORDER BY scan.started_at_ms, scan.id
        """,
      arguments: [finding]
    )
  }
}

extension FindingOrder {
  fileprivate func cursor(at summary: FindingSummary) -> FindingCursor {
    let key =
      switch self {
      case .latest: Double(summary.lastSeen.millisecondsSince1970)
      case .strongest: summary.log10E
      case .largest: Double(summary.probes)
      }
    return FindingCursor(order: self, key: key, id: summary.id)
  }
}
