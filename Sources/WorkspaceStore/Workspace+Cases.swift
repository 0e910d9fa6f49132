import GRDB
package import Model

extension Workspace {
  /// Opens a case, and notes it in the audit log, in one transaction.
  package func openCase(
    titled title: String,
    by person: String,
    at now: Timestamp
  ) throws(WorkspaceError) -> CaseFile {
    try writing { database in
      let count = try Int64.fetchOne(database, sql: "SELECT count(*) FROM case_file") ?? 0
      let id = "cs-\(count + 1)"
      try database.execute(sql: "INSERT INTO case_file (id) VALUES (?)", arguments: [id])
      try Self.append(.opened, body: title, to: id, by: person, at: now, database)
      return try Self.caseFile(id, database)
    }
  }

  /// Adds to a case what was done to it, and notes it in the audit log, in one transaction.
  ///
  /// A finding may be told by the start of its id.
  /// - Returns: The case as it is then.
  /// - Throws: `noSuchCase`, `noSuchFinding`, or `notStorable` for what the case as it is does not take,
  ///   such as a task that is done already.
  package func add(
    _ kind: CaseEvent.Kind,
    target: String = "",
    body: String = "",
    toCase id: String,
    by person: String,
    at now: Timestamp
  ) throws(WorkspaceError) -> CaseFile {
    try writing { database in
      var target = target
      if kind == .findingAdded { target = try Self.findingID(target, database) }
      try Self.append(kind, target: target, body: body, to: id, by: person, at: now, database)
      return try Self.caseFile(id, database)
    }
  }

  private static func append(
    _ kind: CaseEvent.Kind,
    target: String = "",
    body: String,
    to id: String,
    by person: String,
    at now: Timestamp,
    _ database: Database
  ) throws {
    guard try caseFile(id, database).accepts(kind, target: target, body: body) else {
      throw WorkspaceError.notStorable(id: id, reason: "the case does not take '\(kind.rawValue)'")
    }
    try database.execute(
      sql: """
        INSERT INTO case_event (case_file, at_ms, person, kind, target, body)
        VALUES ((SELECT number FROM case_file WHERE id = ?), ?, ?, ?, ?, ?)
        """,
      arguments: [id, now.millisecondsSince1970, person, kind.rawValue, target, body]
    )
    try insertAudit(database, person, "case \(kind.rawValue)", "\(id) \(target)", at: now)
  }

  private static func findingID(_ typed: String, _ database: Database) throws -> String {
    let number = try FindingLookup(database).number(of: typed)
    let sql = "SELECT id FROM finding WHERE number = ?"
    guard let id = try String.fetchOne(database, sql: sql, arguments: [number]) else {
      throw WorkspaceError.noSuchFinding(id: typed)
    }
    return id
  }

  /// - Throws: `noSuchCase`.
  package func caseFile(_ id: String) throws(WorkspaceError) -> CaseFile {
    try reading { try Self.caseFile(id, $0) }
  }

  /// Cases, the latest first: at most `limit`, behind the one with the id `last`; with a finding, those
  /// that hold it.
  package func caseFiles(
    holding finding: String? = nil,
    limit: Int? = nil,
    after last: String? = nil
  ) throws(WorkspaceError) -> [CaseFile] {
    try reading { database in
      let place: [any DatabaseValueConvertible] = [finding, last].compactMap(\.self)
      return try String.fetchAll(
        database.cachedStatement(
          sql: Self.casesSQL(isHolding: finding != nil, isContinued: last != nil)
        ),
        arguments: StatementArguments(place + [limit ?? -1])
      )
      .map { try Self.caseFile($0, database) }
      // The finding may have been taken out again.
      .filter { file in finding.map(file.findings.contains) ?? true }
    }
  }

  static func casesSQL(isHolding: Bool, isContinued: Bool) -> String {
    let holding = """
      number IN (
        SELECT case_file FROM case_event WHERE target = ? AND kind = 'finding-added'
      )
      """
    let place = isContinued ? "number < (SELECT number FROM case_file WHERE id = ?)" : "number > 0"
    return """
      SELECT id FROM case_file WHERE \(isHolding ? holding + " AND " : "")\(place)
      ORDER BY number DESC LIMIT ?
      """
  }

  private static func caseFile(_ id: String, _ database: Database) throws -> CaseFile {
    let number = try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT number FROM case_file WHERE id = ?"),
      arguments: [id]
    )
    guard let number else { throw WorkspaceError.noSuchCase(id: id) }
    let events = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT number, at_ms, person, kind, target, body FROM case_event
          WHERE case_file = ? ORDER BY number
          """
      ),
      arguments: [number]
    ).map { row in
      guard let kind = CaseEvent.Kind(rawValue: row[3]) else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT)
      }
      return CaseEvent(
        number: row[0],
        at: Timestamp(millisecondsSince1970: row[1]),
        person: row[2],
        kind: kind,
        target: row[4],
        body: row[5]
      )
    }
    return CaseFile(id: id, events: events)
  }
}
