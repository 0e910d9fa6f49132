import FoundationEssentials
import GRDB
package import Model

extension Workspace {
  package func hasPeople() throws(WorkspaceError) -> Bool {
    try reading { try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM person)") ?? false }
  }

  /// Adds somebody, and notes it in the audit log, in one transaction.
  ///
  /// `nil` where the name is taken or, for who is to be the first, where somebody is there already.
  package func addPerson(
    named name: String,
    role: Person.Role,
    password: StoredPassword,
    isFirst: Bool,
    at now: Timestamp
  ) throws(WorkspaceError) -> Person? {
    try writing { database in
      let taken = "SELECT EXISTS (SELECT 1 FROM person WHERE name = ? OR ?)"
      if try Bool.fetchOne(database, sql: taken, arguments: [name, isFirst]) ?? true { return nil }
      try database.execute(
        sql: """
          INSERT INTO person (name, role, salt, rounds, password, added_at_ms)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          name, role.rawValue, Data(password.salt), password.rounds, Data(password.hash),
          now.millisecondsSince1970,
        ]
      )
      let person = Person(number: database.lastInsertedRowID, name: name, role: role)
      try Self.insertAudit(database, name, "added person", role.rawValue, at: now)
      return person
    }
  }

  /// The person of this name and what is kept of the password; `nil` where there is none.
  package func person(
    named name: String
  ) throws(WorkspaceError) -> (person: Person, password: StoredPassword)? {
    try reading { database in
      let sql = "SELECT number, name, role, salt, rounds, password FROM person WHERE name = ?"
      guard let row = try Row.fetchOne(database, sql: sql, arguments: [name]) else { return nil }
      let (salt, hash): (Data, Data) = (row[3], row[5])
      let password = StoredPassword(salt: Array(salt), rounds: row[4], hash: Array(hash))
      return (try Self.person(row), password)
    }
  }

  /// Everybody by name, or at most `limit` behind the one named `last`.
  package func people(
    limit: Int? = nil,
    after last: String? = nil
  ) throws(WorkspaceError) -> [Person] {
    try reading {
      try Row.fetchAll(
        $0,
        sql: "SELECT number, name, role FROM person WHERE name > ? ORDER BY name LIMIT ?",
        arguments: [last ?? "", limit ?? -1]
      ).map(Self.person)
    }
  }

  static func person(_ row: Row) throws -> Person {
    guard let role = Person.Role(rawValue: row[2]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT)
    }
    return Person(number: row[0], name: row[1], role: role)
  }

  /// Starts a session, whose `token` is the SHA-256 of what the browser keeps, and forgets those that
  /// have ended.
  package func startSession(
    of person: Person,
    token: [UInt8],
    at now: Timestamp,
    until end: Timestamp
  ) throws(WorkspaceError) {
    try writing { database in
      try database.execute(
        sql: "DELETE FROM session WHERE expires_at_ms <= ?",
        arguments: [now.millisecondsSince1970]
      )
      try database.execute(
        sql:
          "INSERT INTO session (token, person, started_at_ms, expires_at_ms) VALUES (?, ?, ?, ?)",
        arguments: [
          Data(token), person.number, now.millisecondsSince1970, end.millisecondsSince1970,
        ]
      )
      try Self.insertAudit(database, person.name, "signed in", "", at: now)
    }
  }

  /// Whose session it is; `nil` where there is none, or it has ended.
  package func person(
    ofSession token: [UInt8],
    at now: Timestamp
  ) throws(WorkspaceError) -> Person? {
    try reading { database in
      try Row.fetchOne(
        database.cachedStatement(
          sql: """
            SELECT person.number, name, role FROM session JOIN person ON person.number = person
            WHERE token = ? AND expires_at_ms > ?
            """
        ),
        arguments: [Data(token), now.millisecondsSince1970]
      ).map(Self.person)
    }
  }

  package func endSession(_ token: [UInt8]) throws(WorkspaceError) {
    try writing {
      try $0.execute(sql: "DELETE FROM session WHERE token = ?", arguments: [Data(token)])
    }
  }
}
