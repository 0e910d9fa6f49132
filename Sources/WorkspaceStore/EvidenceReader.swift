import FoundationEssentials
import GRDB
import Model

/// Reads the cited records of a finding, in the order in which the finding lists them.
enum EvidenceReader {
  static func all(_ database: Database, finding: Int64) throws -> [Evidence] {
    try Array(cursor(database, finding: finding))
  }

  static func cursor(_ database: Database, finding: Int64) throws -> some Cursor<Evidence> {
    try Row.fetchCursor(
      database,
      sql: """
        SELECT evidence_file.name, sha256, byte_offset, byte_length
        FROM evidence JOIN evidence_file ON evidence_file.number = evidence.file
        WHERE finding = ? ORDER BY ordinal
        """,
      arguments: [finding]
    ).map { row in
      let offset: Int64 = row[2]
      let length: Int64 = row[3]
      // Only a damaged file can hold a figure that has to be clamped.
      return Evidence(
        file: row[0],
        sha256: HexDigest.text(of: row[1]),
        offset: UInt64(clamping: offset),
        length: UInt32(clamping: length)
      )
    }
  }
}
