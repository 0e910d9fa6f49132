import GRDB
package import Model

extension Workspace {
  /// All versions, oldest first.
  package func baselines() throws(WorkspaceError) -> [BaselineVersion] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: "SELECT \(BaselineWriter.columns) FROM baseline ORDER BY version"
      ).map(BaselineWriter.version)
    }
  }

  /// `nil` before the first.
  package func latestBaseline() throws(WorkspaceError) -> StoredBaseline? {
    try reading { try BaselineWriter.latest($0) }
  }

  /// - Throws: `WorkspaceError.noSuchBaseline` for one that is not there or whose content was dropped.
  package func baseline(version: Int64) throws(WorkspaceError) -> StoredBaseline {
    try reading { database in
      let row = try Row.fetchOne(
        database,
        sql: "SELECT \(BaselineWriter.columns), content FROM baseline WHERE version = ?",
        arguments: [version]
      )
      guard let row, let stored = try BaselineWriter.stored(row) else {
        throw WorkspaceError.noSuchBaseline(version: version)
      }
      return stored
    }
  }

  /// The latest version that learned nothing from events as late as those of a scan, so that a scan of the
  /// same logs is judged by the same baseline again. Versions before a new beginning do not count.
  /// `beginnings` are the first event of each log, in seconds.
  package func baseline(
    before beginnings: [String: UInt32]
  ) throws(WorkspaceError) -> StoredBaseline? {
    for version in try baselines().reversed() {
      let isBefore = beginnings.allSatisfy { log, first in
        version.through[log].map { $0 < first } ?? true
      }
      if isBefore { return try baseline(version: version.version) }
      if version.scanID == nil { return nil }
    }
    return nil
  }

  /// The campaigns that something may still follow from at `time`: over by then, not longer ago than
  /// `days`, with a confirmed account (in lower case) that `isWanted`, and neither declared nor replaced. In
  /// order of their ids.
  /// - Complexity: One row for each confirmed account, and a few look-ups for each campaign that is given back.
  package func priorCampaigns(
    before time: Timestamp,
    days: Int64 = 90,
    withAccountThat isWanted: (String) -> Bool = { _ in true }
  ) throws(WorkspaceError) -> [PriorCampaign] {
    try reading { database in
      let rows = try Row.fetchCursor(
        database,
        sql: Self.confirmedAccountsSQL,
        arguments: [
          time.millisecondsSince1970, time.millisecondsSince1970 - days * 86_400_000,
        ]
      )
      var numbers: Set<Int64> = []
      while let row = try rows.next() { if isWanted(row[1]) { numbers.insert(row[0]) } }
      return try numbers.compactMap { try Self.priorCampaign($0, database) }.sorted {
        $0.id < $1.id
      }
    }
  }

  /// Walks a stretch of an index for each facet, then the accounts of what it finds.
  static let confirmedAccountsSQL = """
    SELECT key.finding, lower(name)
    FROM finding_facet CROSS JOIN finding_key AS key ON facet = finding_facet.number
    CROSS JOIN finding_account AS account ON account.finding = key.finding
    WHERE has_confirmed = 1 AND is_superseded = 0 AND is_authorised = 0
      AND pattern NOT IN ('follow-on', 'canary') AND last_seen_ms < ? AND last_seen_ms >= ?
      AND role = 'confirmed'
    """

  private static func priorCampaign(
    _ number: Int64,
    _ database: Database
  ) throws -> PriorCampaign? {
    try Row.fetchOne(
      database.cachedStatement(
        sql: "SELECT id, first_seen_ms, last_seen_ms, services FROM finding WHERE number = ?"
      ),
      arguments: [number]
    ).map { row in
      PriorCampaign(
        id: row[0],
        firstSeen: Timestamp(millisecondsSince1970: row[1]),
        lastSeen: Timestamp(millisecondsSince1970: row[2]),
        services: (row[3] as String).split(separator: " ").map(String.init),
        sources: try String.fetchAll(
          database.cachedStatement(
            sql: "SELECT address FROM finding_source WHERE finding = ? AND posterior >= 0.5"
              + " ORDER BY address"
          ),
          arguments: [number]
        ),
        confirmed: try String.fetchAll(
          database.cachedStatement(
            sql: "SELECT lower(name) FROM finding_account WHERE finding = ? AND role = 'confirmed'"
              + " ORDER BY name"
          ),
          arguments: [number]
        )
      )
    }
  }

  /// Begins anew: the next scans know nothing. Earlier versions stay to be looked at.
  package func resetBaseline(
    at time: Timestamp,
    toolVersion: String
  ) throws(WorkspaceError) -> Int64 {
    try writing { database in
      try BaselineWriter(database).write(
        Baseline(),
        scan: nil,
        at: time,
        toolVersion: toolVersion
      )
    }
  }
}
