import FoundationEssentials
import GRDB
package import Model

extension Workspace {
  /// Every recorded scan with its inputs, the latest first.
  package func scans() throws(WorkspaceError) -> [ScanRecord] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT number, id, started_at_ms, finished_at_ms, tool_version, options,
            source_count, name_count
          FROM scan ORDER BY started_at_ms DESC, id DESC
          """
      ).map { row in
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
    }
  }

  private func inputs(_ database: Database, scan: Int64) throws -> [ScanRecord.Input] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT path, format, confidence, byte_count, sha256,
          records, attempts, not_attempts, not_understood
        FROM scan_input WHERE scan = ? ORDER BY ordinal
        """,
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
