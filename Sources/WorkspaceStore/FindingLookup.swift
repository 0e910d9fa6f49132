import GRDB

/// Finds a finding by its id or by the start of it, as people type it.
struct FindingLookup {
  static let prefixSQL = "SELECT id FROM finding WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
  /// How many ids an ambiguous start is answered with.
  static let candidateLimit = 10

  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  /// - Throws: `WorkspaceError.noSuchFinding` or `.ambiguousFinding`.
  func number(of typed: String) throws -> Int64 {
    let id = try fullID(of: typed)
    let number = try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT number FROM finding WHERE id = ?"),
      arguments: [id]
    )
    guard let number else { throw WorkspaceError.noSuchFinding(id: typed) }
    return number
  }

  private func fullID(of typed: String) throws -> String {
    let typed = typed.lowercased()
    let prefix = typed.hasPrefix("rc-") ? typed : "rc-" + typed
    guard prefix.count > "rc-".count else { throw WorkspaceError.noSuchFinding(id: typed) }
    // "g" is what follows the last hexadecimal digit.
    let ids = try String.fetchAll(
      database.cachedStatement(sql: Self.prefixSQL),
      arguments: [prefix, prefix + "g", Self.candidateLimit]
    )
    guard let first = ids.first else { throw WorkspaceError.noSuchFinding(id: typed) }
    if ids.count == 1 || first == prefix { return first }
    throw WorkspaceError.ambiguousFinding(
      prefix: typed,
      candidates: ids,
      count: try count(from: prefix, to: prefix + "g")
    )
  }

  private func count(from start: String, to end: String) throws -> Int {
    try Int.fetchOne(
      database,
      sql: "SELECT count(*) FROM finding WHERE id >= ? AND id < ?",
      arguments: [start, end]
    ) ?? 0
  }
}
