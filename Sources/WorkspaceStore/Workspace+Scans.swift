import FoundationEssentials
import GRDB
package import Model

extension Workspace {
  /// Recorded scans with their inputs, the latest first: all of them, or at most `limit` behind the one
  /// with the id `last`.
  package func scans(
    limit: Int? = nil,
    after last: String? = nil
  ) throws(WorkspaceError) -> [ScanRecord] {
    try reading { database in
      try Row.fetchAll(
        database.cachedStatement(sql: Self.scansSQL(isContinued: last != nil)),
        arguments: Self.bound(last, limit ?? -1)
      ).map { try scan($0, database) }
    }
  }

  /// The scan with this id, in full; `nil` where there is none.
  package func scan(_ id: String) throws(WorkspaceError) -> ScanRecord? {
    try reading { database in
      try Row.fetchOne(
        database.cachedStatement(sql: "SELECT \(Self.scanColumns) FROM scan WHERE id = ?"),
        arguments: [id]
      ).map { try scan($0, database) }
    }
  }

  private func scan(_ row: Row, _ database: Database) throws -> ScanRecord {
    ScanRecord(
      id: row[1],
      startedAt: Timestamp(millisecondsSince1970: row[2]),
      finishedAt: Timestamp(millisecondsSince1970: row[3]),
      toolVersion: row[4],
      options: row[5],
      inputs: try inputs(database, scan: row[0]),
      sourceCount: row[6],
      nameCount: row[7]
    )
  }

  private static let scanColumns = """
    number, id, started_at_ms, finished_at_ms, tool_version, options, source_count, name_count
    """

  static func scansSQL(isContinued: Bool) -> String {
    let place = """
      WHERE (started_at_ms, id) < ((SELECT started_at_ms FROM scan WHERE id = ?1), ?1)
      """
    return """
      SELECT \(scanColumns) FROM scan \(isContinued ? place : "") ORDER BY started_at_ms DESC, id DESC LIMIT ?
      """
  }

  package func countScans() throws(WorkspaceError) -> Int {
    try reading { try Int.fetchOne($0, sql: "SELECT count(*) FROM scan") ?? 0 }
  }

  /// The formats of all logs that were scanned.
  package func scannedFormats() throws(WorkspaceError) -> Set<String> {
    try reading { try String.fetchSet($0, sql: Self.formatsSQL) }
  }

  /// Leaps from one format to the next in an index, past all logs of the same.
  static let formatsSQL = """
    WITH RECURSIVE known (format) AS (
      SELECT min(format) FROM scan_input
      UNION ALL
      SELECT (SELECT min(format) FROM scan_input WHERE format > known.format)
      FROM known WHERE known.format IS NOT NULL
    )
    SELECT format FROM known WHERE format IS NOT NULL
    """

  /// What a page of a list is asked for with: where it begins, if not at the start, and its length.
  static func bound(_ place: String?, _ limit: Int) -> StatementArguments {
    let place: [any DatabaseValueConvertible] = place.map { [$0] } ?? []
    return StatementArguments(place + [limit])
  }

  private func inputs(_ database: Database, scan: Int64) throws -> [ScanRecord.Input] {
    try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT path, format, confidence, byte_count, sha256,
            records, attempts, not_attempts, not_understood
          FROM scan_input WHERE scan = ? ORDER BY ordinal
          """
      ),
      arguments: [scan]
    ).map { row in
      let digest: Data? = row[4]
      return ScanRecord.Input(
        path: row[0],
        format: row[1],
        confidence: row[2],
        byteCount: UInt64(clamping: row[3] as Int64),
        sha256: digest.map(HexDigest.text),
        records: row[5],
        attempts: row[6],
        notAttempts: row[7],
        notUnderstood: row[8]
      )
    }
  }
}
