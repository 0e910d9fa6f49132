import FoundationEssentials
import GRDB
package import Model

extension Workspace {
  /// Keeps a version of ATT&CK, all of it or, on an error, none of it. One that was kept before under
  /// the same domain and version is replaced.
  ///
  /// - Returns: Whether one was replaced.
  @discardableResult
  package func importAttack(
    _ release: AttackReleaseRecord,
    facts: [UInt8],
    texts: [AttackText]
  ) throws(WorkspaceError) -> Bool {
    try writing { database in
      let number = try Self.number(of: release.domain, release.version, in: database)
      if let number {
        // The rows of its texts go with it.
        try database.execute(
          sql: "DELETE FROM attack_release WHERE number = ?",
          arguments: [number]
        )
      }
      try Self.insert(release, facts: facts, texts: texts, into: database)
      return number != nil
    }
  }

  private static func number(
    of domain: String,
    _ version: String,
    in database: Database
  ) throws -> Int64? {
    try Int64.fetchOne(
      database,
      sql: "SELECT number FROM attack_release WHERE domain = ? AND version = ?",
      arguments: [domain, version]
    )
  }

  private static func insert(
    _ release: AttackReleaseRecord,
    facts: [UInt8],
    texts: [AttackText],
    into database: Database
  ) throws {
    guard let digest = HexDigest.bytes(of: release.sha256) else {
      throw WorkspaceError.notStorable(id: release.version, reason: "its SHA-256 is malformed")
    }
    try database.execute(
      sql: """
        INSERT INTO attack_release (
          domain, version, origin, date, file, sha256, imported_at_ms, tool_version, facts
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        release.domain, release.version, release.origin, release.date, release.file, digest,
        release.importedAt.millisecondsSince1970, release.toolVersion, Data(facts),
      ]
    )
    let number = database.lastInsertedRowID
    let insert = try database.makeStatement(
      sql: """
        INSERT INTO attack_text (attack_release, kind, subject, target, body)
        VALUES (?, ?, ?, ?, ?)
        """
    )
    for text in texts {
      try insert.execute(arguments: [
        number, text.kind.rawValue, text.subject, text.target, text.body,
      ])
    }
  }

  /// The versions that were imported, by domain and then by the day of their last change.
  package func attackReleases() throws(WorkspaceError) -> [AttackReleaseRecord] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT domain, version, origin, date, file, sha256, imported_at_ms, tool_version
          FROM attack_release ORDER BY domain, date, version
          """
      ).map { row in
        AttackReleaseRecord(
          domain: row[0],
          version: row[1],
          origin: row[2],
          date: row[3],
          file: row[4],
          sha256: HexDigest.text(of: row[5]),
          importedAt: Timestamp(millisecondsSince1970: row[6]),
          toolVersion: row[7]
        )
      }
    }
  }

  /// The facts pack of a version; `nil` where it was not imported.
  package func attackFacts(domain: String, version: String) throws(WorkspaceError) -> [UInt8]? {
    try reading { database in
      let facts = try Data.fetchOne(
        database,
        sql: "SELECT facts FROM attack_release WHERE domain = ? AND version = ?",
        arguments: [domain, version]
      )
      return facts.map { Array($0) }
    }
  }

  /// The texts of a version that are about one of `subjects`, or that tie something to one of them.
  ///
  /// In the order of the import; empty where the version was not imported.
  package func attackTexts(
    domain: String,
    version: String,
    about subjects: [String]
  ) throws(WorkspaceError) -> [AttackText] {
    try reading { database in
      guard let number = try Self.number(of: domain, version, in: database) else { return [] }
      var numbers: Set<Int64> = []
      var texts: [AttackText] = []
      for (subject, sql) in subjects.flatMap({ subject in Self.textSQL.map { (subject, $0) } }) {
        for row in try Row.fetchAll(database, sql: sql, arguments: [number, subject])
        where numbers.insert(row[0]).inserted {
          texts.append(try Self.text(row))
        }
      }
      return texts
    }
  }

  /// Every text of a version, one in memory at a time.
  package func forEachAttackText(
    domain: String,
    version: String,
    _ body: (AttackText) throws -> Void
  ) throws {
    var bodyError: (any Error)?
    try reading { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT attack_text.number, kind, subject, target, body
          FROM attack_text JOIN attack_release ON attack_release.number = attack_release
          WHERE domain = ? AND version = ? ORDER BY attack_text.number
          """,
        arguments: [domain, version]
      )
      while bodyError == nil, let row = try rows.next() {
        let text = try Self.text(row)
        do { try body(text) } catch { bodyError = error }
      }
    }
    if let bodyError { throw bodyError }
  }

  static let textSQL = ["subject = ?", "target <> '' AND target = ?"].map {
    """
    SELECT number, kind, subject, target, body FROM attack_text
    WHERE attack_release = ? AND \($0) ORDER BY number
    """
  }

  private static func text(_ row: Row) throws -> AttackText {
    guard let kind = AttackText.Kind(rawValue: row[1]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT)
    }
    return AttackText(kind: kind, subject: row[2], target: row[3], body: row[4])
  }
}
