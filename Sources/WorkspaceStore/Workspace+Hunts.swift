import FoundationEssentials
import GRDB
package import Model

/// A hunt that is kept to be run again.
package struct SavedHunt: Equatable, Sendable {
  package var name: String
  /// Its rules as YAML, so that a later version of the library changes nothing.
  package var rules: String
  package var parameters: [String: String]
  package var savedAt: Timestamp

  package init(name: String, rules: String, parameters: [String: String], savedAt: Timestamp) {
    self.name = name
    self.rules = rules
    self.parameters = parameters
    self.savedAt = savedAt
  }
}

/// One thing that a run of a saved hunt saw.
package struct SeenByHunt: Sendable {
  package var rule: String
  package var key: String
  package var lastTime: Timestamp?
  /// What is kept of it, JSON; nothing is kept of an empty text.
  package var content: String

  package init(rule: String, key: String, lastTime: Timestamp?, content: String = "") {
    self.rule = rule
    self.key = key
    self.lastTime = lastTime
    self.content = content
  }
}

extension Workspace {
  /// Keeps a hunt. One of the same name is replaced, and what it has seen is forgotten.
  /// - Returns: Whether one was replaced.
  package func saveHunt(_ hunt: SavedHunt) throws(WorkspaceError) -> Bool {
    try writing { database in
      let parameters = String(decoding: try JSONEncoder().encode(hunt.parameters), as: UTF8.self)
      try database.execute(sql: "DELETE FROM hunt WHERE name = ?", arguments: [hunt.name])
      let isReplaced = database.changesCount > 0
      try database.execute(
        sql: "INSERT INTO hunt (name, rules, parameters, saved_at_ms) VALUES (?, ?, ?, ?)",
        arguments: [hunt.name, hunt.rules, parameters, hunt.savedAt.millisecondsSince1970]
      )
      return isReplaced
    }
  }

  /// By name.
  package func savedHunts() throws(WorkspaceError) -> [SavedHunt] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: "SELECT name, rules, parameters, saved_at_ms FROM hunt ORDER BY name"
      ).map { row in
        SavedHunt(
          name: row[0],
          rules: row[1],
          parameters: try JSONDecoder().decode(
            [String: String].self,
            from: Data((row[2] as String).utf8)
          ),
          savedAt: Timestamp(millisecondsSince1970: row[3])
        )
      }
    }
  }

  /// Notes what a run of the hunt `name` saw, in one transaction.
  /// - Returns: For each of `seen`, whether it is new: never seen, or seen again later than before.
  package func recordHuntRun(
    of name: String,
    seen: [SeenByHunt],
    startedAt: Timestamp,
    toolVersion: String
  ) throws(WorkspaceError) -> [Bool] {
    try writing { database in
      guard
        let hunt = try Int64.fetchOne(
          database,
          sql: "SELECT number FROM hunt WHERE name = ?",
          arguments: [name]
        )
      else { throw WorkspaceError.notStorable(id: name, reason: "there is no such hunt") }
      let insert = try database.makeStatement(sql: Self.sightingSQL)
      let isNew = try seen.map { sighting in
        let time = sighting.lastTime?.millisecondsSince1970
        try insert.execute(arguments: [hunt, sighting.rule, sighting.key, time])
        return database.changesCount > 0
      }
      try database.execute(
        sql: """
          INSERT INTO hunt_run (hunt, started_at_ms, tool_version, seen_count, new_count)
          VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [
          hunt, startedAt.millisecondsSince1970, toolVersion, seen.count, isNew.count { $0 },
        ]
      )
      let run = database.lastInsertedRowID
      try Self.keep(seen, areNew: isNew, run: run, ofHunt: hunt, database)
      return isNew
    }
  }

  /// Changes a row only for what is new.
  private static let sightingSQL = """
    INSERT INTO hunt_sighting (hunt, rule, key, last_time_ms) VALUES (?, ?, ?, ?)
    ON CONFLICT (hunt, rule, key) DO UPDATE SET last_time_ms = excluded.last_time_ms
    WHERE excluded.last_time_ms > hunt_sighting.last_time_ms
    """
}
