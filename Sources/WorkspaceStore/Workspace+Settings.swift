import GRDB
package import Model

/// A filter of findings that somebody gave a name.
package struct SavedFilter: Equatable, Sendable, Encodable {
  package var number: Int64
  package var name: String
  /// As in a link to the list, without the question mark.
  package var query: String
}

extension Workspace {
  /// The value that was set; `nil` where nobody did.
  package func setting(_ name: String) throws(WorkspaceError) -> String? {
    try reading {
      try String.fetchOne($0, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name])
    }
  }

  /// Sets a value, and notes it in the audit log, in one transaction.
  package func set(
    _ name: String,
    to value: String,
    by person: String,
    at now: Timestamp
  ) throws(WorkspaceError) {
    try writing { database in
      try database.execute(
        sql: """
          INSERT INTO setting (name, value) VALUES (?, ?)
          ON CONFLICT (name) DO UPDATE SET value = excluded.value
          """,
        arguments: [name, value]
      )
      try Self.insertAudit(database, person, "set \(name)", value, at: now)
    }
  }

  /// Gives somebody another role; ends all sessions of theirs. `false` for a name that is not there,
  /// and for the last admin.
  package func setRole(
    of name: String,
    to role: Person.Role,
    by person: String,
    at now: Timestamp
  ) throws(WorkspaceError) -> Bool {
    try writing { database in
      let admins = try Int.fetchOne(
        database.cachedStatement(
          sql: "SELECT count(*) FROM person WHERE role = 'admin' AND name <> ?"
        ),
        arguments: [name]
      )
      guard role == .admin || (admins ?? 0) > 0 else { return false }
      try database.execute(
        sql: "UPDATE person SET role = ? WHERE name = ?",
        arguments: [role.rawValue, name]
      )
      guard database.changesCount > 0 else { return false }
      try database.execute(
        sql: "DELETE FROM session WHERE person = (SELECT number FROM person WHERE name = ?)",
        arguments: [name]
      )
      try Self.insertAudit(database, person, "role \(role.rawValue)", name, at: now)
      return true
    }
  }

  /// The filters of a person, by name.
  package func savedFilters(of person: Person) throws(WorkspaceError) -> [SavedFilter] {
    try reading { database in
      try Row.fetchAll(
        database.cachedStatement(
          sql: "SELECT number, name, query FROM saved_filter WHERE person = ? ORDER BY name"
        ),
        arguments: [person.number]
      ).map { SavedFilter(number: $0[0], name: $0[1], query: $0[2]) }
    }
  }

  /// Keeps a filter; one of the same name is replaced.
  @discardableResult
  package func saveFilter(
    named name: String,
    query: String,
    of person: Person
  ) throws(WorkspaceError) -> SavedFilter {
    try writing {
      let number = try Int64.fetchOne(
        $0,
        sql: """
          INSERT INTO saved_filter (person, name, query) VALUES (?, ?, ?)
          ON CONFLICT (person, name) DO UPDATE SET query = excluded.query RETURNING number
          """,
        arguments: [person.number, name, query]
      )
      return SavedFilter(number: number ?? 0, name: name, query: query)
    }
  }

  /// `false` where the person has no such filter.
  package func removeFilter(_ number: Int64, of person: Person) throws(WorkspaceError) -> Bool {
    try writing { database in
      try database.execute(
        sql: "DELETE FROM saved_filter WHERE number = ? AND person = ?",
        arguments: [number, person.number]
      )
      return database.changesCount > 0
    }
  }
}
