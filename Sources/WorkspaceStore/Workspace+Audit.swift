import GRDB
package import Model

extension Workspace {
  /// Adds a line to the audit log.
  package func audit(
    _ person: String,
    _ action: String,
    _ subject: String,
    at now: Timestamp
  ) throws(WorkspaceError) {
    try writing { try Self.insertAudit($0, person, action, subject, at: now) }
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
  package func auditLog(
    limit: Int,
    before: Int64? = nil
  ) throws(WorkspaceError) -> [AuditEntry] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT number, at_ms, person, action, subject FROM audit_entry
          WHERE number < ? ORDER BY number DESC LIMIT ?
          """,
        arguments: [before ?? Int64.max, limit]
      ).map { row in
        AuditEntry(
          number: row[0],
          at: Timestamp(millisecondsSince1970: row[1]),
          person: row[2],
          action: row[3],
          subject: row[4]
        )
      }
    }
  }
}
