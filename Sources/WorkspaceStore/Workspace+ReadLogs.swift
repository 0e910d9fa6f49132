import GRDB
package import Model

/// A log that scans have read, as the latest of them saw it.
package struct ReadLog: Equatable, Sendable {
  package var input: ScanRecord.Input
  package var readAt: Timestamp
}

extension Workspace {
  /// At most `limit` logs behind the path `last`, by path.
  ///
  /// - Complexity: A leap in an index for each log, whatever the number of scans.
  package func readLogs(
    limit: Int,
    after last: String? = nil
  ) throws(WorkspaceError) -> [ReadLog] {
    try reading { database in
      let rows = try Row.fetchAll(
        database.cachedStatement(sql: Self.readLogsSQL),
        arguments: [last ?? "", limit]
      )
      return rows.map { row in
        ReadLog(
          input: ScanRecord.Input(
            path: row[0],
            format: row[1],
            confidence: row[2],
            byteCount: UInt64(clamping: row[3] as Int64),
            sha256: nil,
            records: row[4],
            attempts: row[5],
            notAttempts: row[6],
            notUnderstood: row[7]
          ),
          readAt: Timestamp(millisecondsSince1970: row[8])
        )
      }
    }
  }

  /// Leaps from one path to the next in an index, then to the latest scan of each.
  static let readLogsSQL = """
    WITH RECURSIVE known (path, count) AS (
      SELECT (SELECT min(path) FROM scan_input WHERE path > ?1), 1
      UNION ALL
      SELECT (SELECT min(path) FROM scan_input WHERE path > known.path), count + 1
      FROM known WHERE known.path IS NOT NULL AND count < ?2
    )
    SELECT input.path, format, confidence, byte_count, records, attempts, not_attempts,
      not_understood, started_at_ms
    FROM known
    CROSS JOIN scan_input AS input INDEXED BY scan_input_by_path ON input.path = known.path AND input.scan = (
      SELECT max(scan) FROM scan_input WHERE scan_input.path = known.path
    )
    CROSS JOIN scan ON scan.number = input.scan
    GROUP BY known.path ORDER BY known.path
    """
}
