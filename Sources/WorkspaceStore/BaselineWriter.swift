import FoundationEssentials
import GRDB
import Model

/// Writes versions of the baseline within one transaction.
struct BaselineWriter {
  /// Versions whose content is kept.
  static let contentsKept = 60

  let database: Database

  init(_ database: Database) {
    self.database = database
  }

  /// The new version; `nil` where nothing was learned, or where another scan learned meanwhile: both would
  /// count the same events.
  func add(
    _ update: BaselineUpdate,
    scan: String?,
    at time: Timestamp,
    toolVersion: String
  ) throws -> Int64? {
    let latest = try Self.latest(database)
    guard !update.learned.isEmpty, latest?.version.version ?? 0 == update.latest else { return nil }
    let content = (latest?.content ?? Baseline()).adding(update.learned)
    return try write(content, scan: scan, at: time, toolVersion: toolVersion)
  }

  func write(
    _ content: Baseline,
    scan: String?,
    at time: Timestamp,
    toolVersion: String
  ) throws -> Int64 {
    try database.execute(
      sql: """
        INSERT INTO baseline (scan, made_at_ms, tool_version, through, content)
        VALUES (?, ?, ?, ?, ?)
        """,
      arguments: [
        scan, time.millisecondsSince1970, toolVersion, try Self.json(content.through),
        try Self.json(content),
      ]
    )
    let version = database.lastInsertedRowID
    try database.execute(
      sql: "UPDATE baseline SET content = NULL WHERE version <= ? AND content IS NOT NULL",
      arguments: [version - Int64(Self.contentsKept)]
    )
    return version
  }

  static func latest(_ database: Database) throws -> StoredBaseline? {
    guard
      let row = try Row.fetchOne(
        database,
        sql: "SELECT \(columns), content FROM baseline ORDER BY version DESC LIMIT 1"
      )
    else { return nil }
    return try stored(row)
  }

  static let columns = "version, made_at_ms, tool_version, scan, through"

  static func version(_ row: Row) throws -> BaselineVersion {
    BaselineVersion(
      version: row[0],
      madeAt: Timestamp(millisecondsSince1970: row[1]),
      toolVersion: row[2],
      scanID: row[3],
      through: try JSONDecoder().decode([String: UInt32].self, from: Data((row[4] as String).utf8))
    )
  }

  /// `nil` where the content was dropped.
  static func stored(_ row: Row) throws -> StoredBaseline? {
    guard let content = row[5] as String? else { return nil }
    return StoredBaseline(
      version: try version(row),
      content: try JSONDecoder().decode(Baseline.self, from: Data(content.utf8))
    )
  }

  private static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
