import FoundationEssentials
import GRDB
package import Model

extension Workspace {
  /// Records a check of controls in one transaction.
  ///
  /// A check that cannot tell of a control leaves what an earlier one knew.
  /// - Returns: The controls whose state was another before, with that state.
  package func recordControls(
    _ records: [ControlRecord],
    at now: Timestamp,
    toolVersion: String
  ) throws(WorkspaceError) -> [String: ControlState] {
    try writing { database in
      try database.execute(
        sql: "INSERT INTO control_check (at_ms, tool_version) VALUES (?, ?)",
        arguments: [now.millisecondsSince1970, toolVersion]
      )
      let check = database.lastInsertedRowID
      var changed: [String: ControlState] = [:]
      for record in records {
        let before = try Self.latestState(of: record.id, database)
        if record.state == .unknown, before != nil { continue }
        if let before, before != record.state { changed[record.id] = before }
        try database.execute(
          sql: """
            INSERT INTO control_state (check_number, control, state, content) VALUES (?, ?, ?, ?)
            """,
          arguments: [check, record.id, record.state.rawValue, try Self.json(record)]
        )
      }
      return changed
    }
  }

  private static func latestState(
    of control: String,
    _ database: Database
  ) throws -> ControlState? {
    try String.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT state FROM control_state WHERE control = ? ORDER BY check_number DESC LIMIT 1
          """
      ),
      arguments: [control]
    ).flatMap(ControlState.init)
  }

  static func json(_ value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
  }

  /// By the control's id.
  package func controls() throws(WorkspaceError) -> [String: StoredControl] {
    try reading { database in
      let rows = try Row.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT control, state, at_ms, content FROM control_state
            JOIN control_check ON number = check_number ORDER BY check_number
            """
        )
      )
      var stored: [String: StoredControl] = [:]
      for row in rows {
        let record = try JSONDecoder().decode(
          ControlRecord.self,
          from: Data((row[3] as String).utf8)
        )
        let at = Timestamp(millisecondsSince1970: row[2])
        var changes = stored[record.id]?.changes ?? []
        if changes.last?.state != record.state {
          changes.append(StoredControl.Change(at: at, state: record.state))
        }
        stored[record.id] = StoredControl(record: record, checkedAt: at, changes: changes)
      }
      return stored
    }
  }

  /// By the control's id.
  package func controlDuties() throws(WorkspaceError) -> [String: ControlDuty] {
    try reading { database in
      let rows = try Row.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT control, owner, due_ms, accepted_reason, accepted_until_ms, accepted_by
            FROM control_duty
            """
        )
      )
      return Dictionary(rows.map { ($0[0], Self.duty($0)) }) { first, _ in first }
    }
  }

  private static func duty(_ row: Row) -> ControlDuty {
    var acceptance: ControlDuty.Acceptance?
    if let reason = row[3] as String?, let until = row[4] as Int64?, let person = row[5] as String?
    {
      let expires = Timestamp(millisecondsSince1970: until)
      acceptance = ControlDuty.Acceptance(reason: reason, expires: expires, person: person)
    }
    return ControlDuty(
      control: row[0],
      owner: row[1],
      due: (row[2] as Int64?).map(Timestamp.init(millisecondsSince1970:)),
      acceptance: acceptance
    )
  }

  /// Sets all that is known of a control's duty, and notes it in the audit log.
  package func setControlDuty(
    _ duty: ControlDuty,
    by person: String,
    at now: Timestamp
  ) throws(WorkspaceError) {
    try writing { database in
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO control_duty (
            control, owner, due_ms, accepted_reason, accepted_until_ms, accepted_by
          ) VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          duty.control, duty.owner, duty.due?.millisecondsSince1970, duty.acceptance?.reason,
          duty.acceptance?.expires.millisecondsSince1970, duty.acceptance?.person,
        ]
      )
      try Self.insertAudit(database, person, "set control", duty.control, at: now)
    }
  }
}
