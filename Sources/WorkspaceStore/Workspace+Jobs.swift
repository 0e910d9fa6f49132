import GRDB
package import Model

extension Workspace {
  private static let jobColumns = """
    number, name, path, person, state, byte_count, sha256, made_at_ms, changed_at_ms, scan, message,
    account
    """

  /// A new job whose log is being received.
  package func addJob(
    named name: String,
    path: String,
    by person: String,
    at now: Timestamp
  ) throws(WorkspaceError) -> Int64 {
    try writing { database in
      try database.execute(
        sql: """
          INSERT INTO scan_job (
            name, path, person, state, byte_count, sha256, made_at_ms, changed_at_ms, scan, message,
            account
          ) VALUES (?, ?, ?, 'receiving', 0, '', ?, ?, '', '', '')
          """,
        arguments: [
          name, path, person, now.millisecondsSince1970, now.millisecondsSince1970,
        ]
      )
      return database.lastInsertedRowID
    }
  }

  /// Notes that all bytes have come: the job waits for its turn.
  package func receivedJob(
    _ number: Int64,
    byteCount: Int,
    sha256: String,
    at now: Timestamp
  ) throws(WorkspaceError) {
    try writing {
      try $0.execute(
        sql: """
          UPDATE scan_job SET state = 'waiting', byte_count = ?, sha256 = ?, changed_at_ms = ?
          WHERE number = ?
          """,
        arguments: [byteCount, sha256, now.millisecondsSince1970, number]
      )
    }
  }

  /// Moves a job on, if it is in one of the states named; `false` if it is in another by now.
  package func moveJob(
    _ number: Int64,
    from states: Set<ScanJob.State>,
    to state: ScanJob.State,
    message: String = "",
    at now: Timestamp
  ) throws(WorkspaceError) -> Bool {
    try writing { database in
      let job = try Self.job(number, database)
      guard states.contains(job.state) else { return false }
      try database.execute(
        sql: """
          UPDATE scan_job SET state = ?, message = ?, changed_at_ms = ? WHERE number = ?
          """,
        arguments: [state.rawValue, message, now.millisecondsSince1970, number]
      )
      return true
    }
  }

  /// Notes that a job is done, with the scan it became and what became of every record, as JSON.
  package func finishJob(
    _ number: Int64,
    scan: String,
    account: String,
    at now: Timestamp
  ) throws(WorkspaceError) {
    try writing {
      try $0.execute(
        sql: """
          UPDATE scan_job SET state = 'done', message = '', scan = ?, account = ?, changed_at_ms = ?
          WHERE number = ?
          """,
        arguments: [scan, account, now.millisecondsSince1970, number]
      )
    }
  }

  /// For a server that starts: what was under way when the last one ended is under way no more.
  /// - Returns: Numbers of the jobs that wait for their turn, the first first, and the files of logs that
  ///   had come in part.
  package func interruptJobs(
    at now: Timestamp
  ) throws(WorkspaceError) -> (waiting: [Int64], partial: [String]) {
    try writing { database in
      let at = now.millisecondsSince1970
      let partial = try String.fetchAll(
        database.cachedStatement(
          sql: "SELECT path FROM scan_job WHERE state = 'receiving' ORDER BY number"
        )
      )
      try database.execute(
        sql: """
          UPDATE scan_job SET state = 'interrupted', changed_at_ms = ?,
            message = 'The server ended before the scan did.'
          WHERE state = 'scanning'
          """,
        arguments: [at]
      )
      try database.execute(
        sql: """
          UPDATE scan_job SET state = 'refused', changed_at_ms = ?,
            message = 'The server ended before the whole log had come; what had was removed: send it again.'
          WHERE state = 'receiving'
          """,
        arguments: [at]
      )
      let waiting = try Int64.fetchAll(
        database.cachedStatement(
          sql: "SELECT number FROM scan_job WHERE state = 'waiting' ORDER BY number"
        )
      )
      return (waiting, partial)
    }
  }

  /// - Throws: `noSuchJob`.
  package func job(_ number: Int64) throws(WorkspaceError) -> ScanJob {
    try reading { try Self.job(number, $0) }
  }

  /// The latest first, with numbers below `number`.
  package func jobs(
    limit: Int = 50,
    before number: Int64 = .max
  ) throws(WorkspaceError) -> [ScanJob] {
    try reading { database in
      try Row.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT \(Self.jobColumns) FROM scan_job WHERE number < ? ORDER BY number DESC LIMIT ?
            """
        ),
        arguments: [number, limit]
      ).map(Self.job)
    }
  }

  private static func job(_ number: Int64, _ database: Database) throws -> ScanJob {
    let sql = "SELECT \(jobColumns) FROM scan_job WHERE number = ?"
    guard let row = try Row.fetchOne(database, sql: sql, arguments: [number]) else {
      throw WorkspaceError.noSuchJob(number: number)
    }
    return try job(row)
  }

  private static func job(_ row: Row) throws -> ScanJob {
    guard let state = ScanJob.State(rawValue: row[4]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT)
    }
    return ScanJob(
      number: row[0],
      name: row[1],
      path: row[2],
      person: row[3],
      state: state,
      byteCount: row[5],
      sha256: row[6],
      madeAt: Timestamp(millisecondsSince1970: row[7]),
      changedAt: Timestamp(millisecondsSince1970: row[8]),
      scan: row[9],
      message: row[10],
      account: row[11]
    )
  }
}
