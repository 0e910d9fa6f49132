import FoundationEssentials
import GRDB
package import Model

extension Workspace {
  /// Keeps the SHA-256 of a new token, and notes it in the audit log, in one transaction.
  package func addToken(
    _ token: [UInt8],
    named name: String,
    scope: APIToken.Scope,
    of person: Person,
    at now: Timestamp
  ) throws(WorkspaceError) {
    try writing { database in
      try database.execute(
        sql:
          "INSERT INTO api_token (token, person, name, scope, made_at_ms) VALUES (?, ?, ?, ?, ?)",
        arguments: [
          Data(token), person.number, name, scope.rawValue, now.millisecondsSince1970,
        ]
      )
      let subject = "\(database.lastInsertedRowID) \(scope.rawValue)"
      try Self.insertAudit(database, person.name, "made token", subject, at: now)
    }
  }

  /// The tokens of one person or, without one, of everybody, the latest first.
  package func apiTokens(of person: Person? = nil) throws(WorkspaceError) -> [APIToken] {
    try reading { database in
      try Row.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT api_token.number, person.name, api_token.name, scope, made_at_ms, revoked_at_ms
            FROM api_token JOIN person ON person.number = person
            WHERE ?1 IS NULL OR person = ?1 ORDER BY api_token.number DESC
            """
        ),
        arguments: [person?.number]
      ).map { row in
        APIToken(
          number: row[0],
          owner: row[1],
          name: row[2],
          scope: try Self.scope(row[3]),
          madeAt: Timestamp(millisecondsSince1970: row[4]),
          revokedAt: (row[5] as Int64?).map { Timestamp(millisecondsSince1970: $0) }
        )
      }
    }
  }

  /// Whose token it is, with no higher role than its scope gives, and that scope; `nil` where there is
  /// none, or it was revoked.
  package func person(
    ofToken token: [UInt8]
  ) throws(WorkspaceError) -> (person: Person, scope: APIToken.Scope)? {
    try reading { database in
      let row = try Row.fetchOne(
        database.cachedStatement(
          sql: """
            SELECT person.number, person.name, role, scope
            FROM api_token JOIN person ON person.number = person
            WHERE token = ? AND revoked_at_ms IS NULL
            """
        ),
        arguments: [Data(token)]
      )
      guard let row else { return nil }
      var person = try Self.person(row)
      let scope = try Self.scope(row[3])
      person.role = min(person.role, scope.role)
      return (person, scope)
    }
  }

  /// Ends a token of this person or, for an admin, anybody's. `false` where there is none to end.
  package func revokeToken(
    _ number: Int64,
    by person: Person,
    at now: Timestamp
  ) throws(WorkspaceError) -> Bool {
    try writing { database in
      try database.execute(
        sql: """
          UPDATE api_token SET revoked_at_ms = ?
          WHERE number = ? AND revoked_at_ms IS NULL AND (person = ? OR ?)
          """,
        arguments: [
          now.millisecondsSince1970, number, person.number, person.role == .admin,
        ]
      )
      if database.changesCount == 0 { return false }
      try Self.insertAudit(database, person.name, "revoked token", String(number), at: now)
      return true
    }
  }

  private static func scope(_ name: String) throws -> APIToken.Scope {
    guard let scope = APIToken.Scope(rawValue: name) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT)
    }
    return scope
  }
}
