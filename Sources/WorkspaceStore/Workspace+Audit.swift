import GRDB
package import Model

extension Workspace {
  /// Adds a line to the audit log, without waiting for whoever writes to the workspace.
  ///
  /// It is numbered when it is taken in, a moment later; see `AuditSpool`.
  package func audit(
    _ person: String,
    _ action: String,
    _ subject: String,
    at now: Timestamp
  ) throws(WorkspaceError) {
    do {
      try spool.append(
        AuditSpool.Entry(
          atMilliseconds: now.millisecondsSince1970,
          person: person,
          action: action,
          subject: subject
        )
      )
    } catch {
      throw WorkspaceError(error, path: directory)
    }
  }

  static func insertAudit(
    _ database: Database,
    _ person: String,
    _ action: String,
    _ subject: String,
    at now: Timestamp
  ) throws {
    try database.execute(
      sql: "INSERT INTO audit_entry (at_ms, person, action, subject) VALUES (?, ?, ?, ?)",
      arguments: [now.millisecondsSince1970, person, action, subject]
    )
  }

  /// The latest lines first, those before line `before` if it is given.
  ///
  /// Lines that are not taken in yet have the numbers that they get, unless another process writes.
  package func auditLog(
    limit: Int,
    before: Int64? = nil
  ) throws(WorkspaceError) -> [AuditEntry] {
    spool.takeInSoon()
    return try reading { database in
      let end = before ?? Int64.max
      let last =
        try Int64.fetchOne(database.cachedStatement(sql: "SELECT max(number) FROM audit_entry"))
        ?? 0
      let pending = try spool.pending(database).enumerated()
        .map { AuditEntry($1, number: last + 1 + Int64($0)) }
        .reversed().filter { $0.number < end }.prefix(limit)
      let taken = try Row.fetchAll(
        database.cachedStatement(sql: Self.auditSQL),
        arguments: [end, limit - pending.count]
      ).map { row in
        AuditEntry(
          number: row[0],
          at: Timestamp(millisecondsSince1970: row[1]),
          person: row[2],
          action: row[3],
          subject: row[4]
        )
      }
      return pending + taken
    }
  }

  static let auditSQL = """
    SELECT number, at_ms, person, action, subject FROM audit_entry
    WHERE number < ? ORDER BY number DESC LIMIT ?
    """
}

extension AuditEntry {
  fileprivate init(_ entry: AuditSpool.Entry, number: Int64) {
    self.init(
      number: number,
      at: Timestamp(millisecondsSince1970: entry.atMilliseconds),
      person: entry.person,
      action: entry.action,
      subject: entry.subject
    )
  }
}
