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
      let query = try Self.query(database, filter, order, limit: limit, after: cursor)
      // One row more than asked for tells whether there is a next page.
      // Some dozens of texts, each a union of many parts: compiling one costs more than running it.
      let numbers = try Int64.fetchAll(
        database.cachedStatement(sql: query.sql),
        arguments: query.arguments
      )
      let summary = try database.cachedStatement(sql: FindingSummary.sql)
      let summaries = try numbers.prefix(query.limit).compactMap { number in
        try Row.fetchOne(summary, arguments: [number]).map {
          try FindingSummary(row: $0, directory: directory)
        }
      }
      let next = numbers.count > query.limit ? summaries.last.map(order.cursor) : nil
      return FindingPage(findings: summaries, next: next)
    }
  }

  private static func query(
    _ database: Database,
    _ filter: FindingFilter,
    _ order: FindingOrder,
    limit: Int?,
    after cursor: FindingCursor?
  ) throws -> FindingQuery {
    let facets = try FindingFacet.all(database, matching: filter)
    let hasWindow = filter.since != nil || filter.until != nil
    let most = FindingQuery.mostInWindow
    let sortsWindow =
      try hasWindow && order != .latest && !filter.asksForSubject && !facets.isEmpty
      && count(database, filter, facets: facets, limit: most) < most
    return FindingQuery(
      filter,
      facets: facets,
      order: order,
      limit: limit,
      after: cursor,
      sortsWindow: sortsWindow
    )
  }

  /// How many findings match, whatever the number.
  ///
  /// - Complexity: Without a source, account, scan or time the sum of a few numbers; otherwise as much
  ///   as there are.
  package func countFindings(
    matching filter: FindingFilter = FindingFilter()
  ) throws(WorkspaceError) -> Int {
    try countFindings(matching: filter, upTo: Int.max - 1).value
  }

  /// How many findings match; those that have to be looked at one by one are counted up to `limit`.
  package func countFindings(
    matching filter: FindingFilter,
    upTo limit: Int
  ) throws(WorkspaceError) -> FindingCount {
    try reading { database in
      let facets = try FindingFacet.all(database, matching: filter)
      if facets.isEmpty || filter.asksForFacetsOnly {
        return FindingCount(value: facets.reduce(0) { $0 + $1.findings }, isMore: false)
      }
      let count = try Self.count(database, filter, facets: facets, limit: limit + 1)
      return FindingCount(value: min(count, limit), isMore: count > limit)
    }
  }

  private static func count(
    _ database: Database,
    _ filter: FindingFilter,
    facets: [FindingFacet],
    limit: Int
  ) throws -> Int {
    let query = FindingCountQuery(filter, facets: facets, limit: limit)
    return try Int.fetchOne(
      database.cachedStatement(sql: query.sql),
      arguments: query.arguments
    ) ?? 0
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
      let query = try Self.query(database, filter, order, limit: nil, after: nil)
      let numbers = try Int64.fetchCursor(database, sql: query.sql, arguments: query.arguments)
      let content = try database.makeStatement(sql: "SELECT content FROM finding WHERE number = ?")
      while bodyError == nil, let number = try numbers.next(),
        let json = try String.fetchOne(content, arguments: [number])
      {
        let finding = try FindingContent.finding(fromJSON: json, number: number, in: database)
        do { try body(finding) } catch { bodyError = error }
      }
    }
    if let bodyError { throw bodyError }
  }

  /// The finding with this id, or the only one whose id begins with it; `rc-` may be left out.
  ///
  /// It comes with all records that it cites or, if `evidence` is given, with those in these places,
  /// counted from 0: reading them is what costs.
  package func finding(
    id: String,
    evidence: Range<Int>? = nil
  ) throws(WorkspaceError) -> StoredFinding {
    try reading { database in
      let number = try FindingLookup(database).number(of: id)
      let row = try Row.fetchOne(
        database.cachedStatement(
          sql: """
            SELECT finding.content, successor.id, finding.evidence_count
            FROM finding LEFT JOIN finding AS successor ON successor.number = finding.superseded_by
            WHERE finding.number = ?
            """
        ),
        arguments: [number]
      )
      guard let row else { throw WorkspaceError.noSuchFinding(id: id) }
      return StoredFinding(
        finding: try FindingContent.finding(
          fromJSON: row[0],
          number: number,
          evidence: evidence,
          in: database
        ),
        evidenceCount: row[2],
        scanIDs: try scanIDs(database, finding: number),
        supersedes: try String.fetchAll(
          database.cachedStatement(
            sql: "SELECT id FROM finding WHERE superseded_by = ? ORDER BY id"
          ),
          arguments: [number]
        ),
        supersededBy: row[1]
      )
    }
  }

  private func scanIDs(_ database: Database, finding: Int64) throws -> [String] {
    try String.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT scan.id FROM finding_scan JOIN scan ON scan.number = finding_scan.scan
          WHERE finding = ? ORDER BY scan.started_at_ms, scan.id
          """
      ),
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
