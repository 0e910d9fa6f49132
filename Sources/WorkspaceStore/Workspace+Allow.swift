import GRDB
package import Model

extension Workspace {
  /// The declared traffic, in the order of the ids.
  package func allowEntries() throws(WorkspaceError) -> [AllowEntry] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT id, source, client, name, service, begins_ms, expires_ms, owner, reason
          FROM allow_entry ORDER BY id
          """
      ).map { row in
        AllowEntry(
          id: row[0],
          source: row[1],
          client: row[2],
          name: row[3],
          service: row[4],
          begins: (row[5] as Int64?).map(Timestamp.init(millisecondsSince1970:)),
          expires: Timestamp(millisecondsSince1970: row[6]),
          owner: row[7],
          reason: row[8]
        )
      }
    }
  }

  /// Adds an entry, which covers findings from the next scan on. `false` if it is there already.
  package func addAllowEntry(_ entry: AllowEntry) throws(WorkspaceError) -> Bool {
    try writing { database in
      try database.execute(
        sql: """
          INSERT INTO allow_entry (
            id, source, client, name, service, begins_ms, expires_ms, owner, reason
          ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
          """,
        arguments: [
          entry.id, entry.source, entry.client, entry.name, entry.service,
          entry.begins?.millisecondsSince1970, entry.expires.millisecondsSince1970, entry.owner,
          entry.reason,
        ]
      )
      return database.changesCount > 0
    }
  }

  /// Takes an entry away. Findings that it covered are findings like any other again.
  ///
  /// - Returns: How many findings came back.
  /// - Throws: `WorkspaceError.noSuchEntry` without one of that id.
  package func removeAllowEntry(id: String) throws(WorkspaceError) -> Int {
    try writing { database in
      try database.execute(sql: "DELETE FROM allow_entry WHERE id = ?", arguments: [id])
      guard database.changesCount > 0 else { throw WorkspaceError.noSuchEntry(id: id) }
      try database.execute(
        sql: "DELETE FROM finding_authorisation WHERE entry = ?",
        arguments: [id]
      )
      return database.changesCount
    }
  }
}
