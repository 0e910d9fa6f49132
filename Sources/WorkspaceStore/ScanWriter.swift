import FoundationEssentials
import GRDB
import Model

/// Writes the rows of a scan.
enum ScanWriter {
  /// The row number of the scan, which is written anew if its id is known.
  static func write(_ scan: ScanRecord, to database: Database) throws -> Int64 {
    let number = try Int64.fetchOne(
      database,
      sql: """
        INSERT INTO scan (
          id, started_at_ms, finished_at_ms, tool_version, options, source_count, name_count
        ) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET
          started_at_ms = excluded.started_at_ms, finished_at_ms = excluded.finished_at_ms,
          tool_version = excluded.tool_version, options = excluded.options,
          source_count = excluded.source_count, name_count = excluded.name_count
        RETURNING number
        """,
      arguments: [
        scan.id, scan.startedAt.millisecondsSince1970, scan.finishedAt.millisecondsSince1970,
        scan.toolVersion, scan.options, scan.sourceCount, scan.nameCount,
      ]
    )
    guard let number else {
      throw WorkspaceError.notStorable(id: scan.id, reason: "the scan has no row")
    }
    try writeInputs(of: scan, number: number, to: database)
    return number
  }

  private static func writeInputs(
    of scan: ScanRecord,
    number: Int64,
    to database: Database
  ) throws {
    try database.execute(sql: "DELETE FROM scan_input WHERE scan = ?", arguments: [number])
    let insert = try database.makeStatement(
      sql: """
        INSERT INTO scan_input (
          scan, ordinal, path, format, confidence, byte_count, sha256,
          records, attempts, not_attempts, not_understood
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    )
    for (ordinal, input) in scan.inputs.enumerated() {
      let digest = input.sha256.flatMap(HexDigest.bytes)
      guard (digest == nil) == (input.sha256 == nil), let size = Int64(exactly: input.byteCount)
      else {
        throw WorkspaceError.notStorable(
          id: scan.id,
          reason: "input \(ordinal + 1) has a malformed SHA-256 or an impossible size"
        )
      }
      try insert.execute(arguments: [
        number, ordinal, input.path, input.format, input.confidence, size, digest,
        input.records, input.attempts, input.notAttempts, input.notUnderstood,
      ])
    }
  }
}
