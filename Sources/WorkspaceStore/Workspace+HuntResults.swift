import GRDB
package import Model

extension Workspace {
  /// What runs of a saved hunt found, what is new first, then the latest; with `onlyNew`, what the last run
  /// found new.
  package func huntResults(
    of hunt: String,
    onlyNew: Bool = false,
    limit: Int = 1000
  ) throws(WorkspaceError) -> [HuntResultRecord] {
    try reading { database in
      let last = """
        (SELECT max(number) FROM hunt_run WHERE hunt = hunt_result.hunt)
        """
      return try Self.results(
        database,
        where: "hunt.name = ?" + (onlyNew ? " AND hunt_result.new_run = \(last)" : ""),
        arguments: [hunt],
        limit: limit
      )
    }
  }

  /// The version of the program that last ran a saved hunt; `nil` before its first run.
  package func toolOfLastRun(ofHunt hunt: String) throws(WorkspaceError) -> String? {
    try reading { database in
      try String.fetchOne(
        database,
        sql: """
          SELECT tool_version FROM hunt_run JOIN hunt ON hunt.number = hunt_run.hunt
          WHERE hunt.name = ? ORDER BY hunt_run.number DESC LIMIT 1
          """,
        arguments: [hunt]
      )
    }
  }

  /// - Throws: `notStorable` where there is none of this id.
  package func huntResult(_ id: String) throws(WorkspaceError) -> HuntResultRecord {
    try reading { try Self.result(id, $0) }
  }

  /// Adds what somebody makes of a result, and notes it in the audit log, in one transaction.
  package func judge(
    huntResult id: String,
    as verdict: HuntVerdict.Word,
    note: String,
    by person: String,
    at now: Timestamp
  ) throws(WorkspaceError) -> HuntResultRecord {
    try writing { database in
      let found = try Self.result(id, database)
      try database.execute(
        sql: """
          INSERT INTO hunt_verdict (result, at_ms, person, verdict, note) VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [
          HuntResultRecord.number(of: found.id), now.millisecondsSince1970, person,
          verdict.rawValue, note,
        ]
      )
      try Self.insertAudit(database, person, "hunt verdict \(verdict.rawValue)", found.id, at: now)
      return try Self.result(id, database)
    }
  }

  private static func result(_ id: String, _ database: Database) throws -> HuntResultRecord {
    let number = HuntResultRecord.number(of: id)
    let found = try results(
      database,
      where: "hunt_result.number = ?",
      arguments: [number],
      limit: 1
    )
    guard let first = found.first else {
      throw WorkspaceError.notStorable(id: id, reason: "there is no such result of a hunt")
    }
    return first
  }

  private static func results(
    _ database: Database,
    where condition: String,
    arguments: StatementArguments,
    limit: Int
  ) throws -> [HuntResultRecord] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT hunt_result.number, hunt.name, hunt_result.rule, hunt_result.content,
          began.started_at_ms, ended.started_at_ms,
          hunt_result.new_run = (
            SELECT max(number) FROM hunt_run WHERE hunt = hunt_result.hunt
          ) AS is_new
        FROM hunt_result
          JOIN hunt ON hunt.number = hunt_result.hunt
          JOIN hunt_run AS began ON began.number = hunt_result.first_run
          JOIN hunt_run AS ended ON ended.number = hunt_result.last_run
        WHERE \(condition)
        ORDER BY is_new DESC, hunt_result.last_run DESC, hunt_result.number
        LIMIT \(limit)
        """,
      arguments: arguments
    ).map { row in
      HuntResultRecord(
        id: "hr-\(row[0] as Int64)",
        hunt: row[1],
        rule: row[2],
        content: row[3],
        firstSeen: Timestamp(millisecondsSince1970: row[4]),
        lastSeen: Timestamp(millisecondsSince1970: row[5]),
        isNew: row[6],
        verdicts: try verdicts(of: row[0], database)
      )
    }
  }

  private static func verdicts(of number: Int64, _ database: Database) throws -> [HuntVerdict] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT verdict, note, person, at_ms FROM hunt_verdict WHERE result = ? ORDER BY number
        """,
      arguments: [number]
    ).map { row in
      guard let word = HuntVerdict.Word(rawValue: row[0]) else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT)
      }
      return HuntVerdict(
        verdict: word,
        note: row[1],
        person: row[2],
        at: Timestamp(millisecondsSince1970: row[3])
      )
    }
  }

  /// Keeps the latest state of what a run found.
  static func keep(
    _ seen: [SeenByHunt],
    areNew: [Bool],
    run: Int64,
    ofHunt hunt: Int64,
    _ database: Database
  ) throws {
    let insert = try database.makeStatement(
      sql: """
        INSERT INTO hunt_result (hunt, rule, key, first_run, last_run, new_run, content)
        VALUES (?1, ?2, ?3, ?4, ?4, ?4, ?5)
        ON CONFLICT (hunt, rule, key) DO UPDATE SET
          last_run = excluded.last_run, content = excluded.content,
          new_run = iif(?6, excluded.new_run, new_run)
        """
    )
    for (sighting, isNew) in zip(seen, areNew) where !sighting.content.isEmpty {
      try insert.execute(arguments: [
        hunt, sighting.rule, sighting.key, run, sighting.content, isNew,
      ])
    }
  }
}
