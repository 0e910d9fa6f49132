import FoundationEssentials
import GRDB
import Model

/// Reads the cited records of a finding, in the order in which the finding lists them.
enum EvidenceReader {
  static func all(_ database: Database, finding: Int64) throws -> [Evidence] {
    try Array(cursor(database, finding: finding))
  }

  /// Those from place `range.lowerBound` on, counted from 0, up to but not `range.upperBound`.
  ///
  /// Costs as much as it returns, wherever it begins.
  static func part(
    _ database: Database,
    finding: Int64,
    _ range: Range<Int>
  ) throws -> [Evidence] {
    try Row.fetchCursor(
      database.cachedStatement(sql: sql + " AND ordinal >= ? AND ordinal < ? ORDER BY ordinal"),
      arguments: [finding, range.lowerBound, range.upperBound]
    ).map(Self.evidence).reduce(into: []) { $0.append($1) }
  }

  static func cursor(_ database: Database, finding: Int64) throws -> some Cursor<Evidence> {
    try Row.fetchCursor(database, sql: sql + " ORDER BY ordinal", arguments: [finding])
      .map(Self.evidence)
  }

  private static let sql = """
    SELECT evidence_file.name, sha256, byte_offset, byte_length
    FROM evidence JOIN evidence_file ON evidence_file.number = evidence.file
    WHERE finding = ?
    """

  private static func evidence(_ row: Row) -> Evidence {
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
