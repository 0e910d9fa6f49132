import GRDB
package import Model

extension Workspace {
  /// The canary names, in the order of the ids.
  package func canaries() throws(WorkspaceError) -> [CanaryEntry] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: "SELECT id, name, class, channel, owner, since_ms, until_ms FROM canary ORDER BY id"
      ).map { row in
        guard let kind = CanaryEntry.Class(rawValue: row[2]) else {
          throw DatabaseError(resultCode: .SQLITE_CORRUPT)
        }
        return CanaryEntry(
          id: row[0],
          name: row[1],
          kind: kind,
          channel: row[3],
          owner: row[4],
          since: (row[5] as Int64?).map(Timestamp.init(millisecondsSince1970:)),
          until: (row[6] as Int64?).map(Timestamp.init(millisecondsSince1970:))
        )
      }
    }
  }

  /// Adds a name, which is watched from the next scan on. `false` if the entry is there already.
  package func addCanary(_ entry: CanaryEntry) throws(WorkspaceError) -> Bool {
    try writing { database in
      try database.execute(
        sql: """
          INSERT INTO canary (id, name, class, channel, owner, since_ms, until_ms)
          VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
          """,
        arguments: [
          entry.id, entry.name, entry.kind.rawValue, entry.channel, entry.owner,
          entry.since?.millisecondsSince1970, entry.until?.millisecondsSince1970,
        ]
      )
      return database.changesCount > 0
    }
  }

  /// Takes an entry away; what was found by it stays.
  /// - Throws: `WorkspaceError.noSuchEntry` without one of that id.
  package func removeCanary(id: String) throws(WorkspaceError) {
    try writing { database in
      try database.execute(sql: "DELETE FROM canary WHERE id = ?", arguments: [id])
      guard database.changesCount > 0 else { throw WorkspaceError.noSuchCanary(id: id) }
    }
  }

  /// Names that findings showed to exist, in lower case and in order.
  package func knownAccounts() throws(WorkspaceError) -> [String] {
    try reading { database in
      try String.fetchAll(
        database,
        sql: "SELECT DISTINCT lower(name) FROM finding_account ORDER BY 1"
      )
    }
  }
}
