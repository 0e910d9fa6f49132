import FoundationEssentials
import GRDB
import Model

extension Workspace {
  /// Keeps a report with its text and claims, all of it or, on an error, none of it.
  ///
  /// - Returns: Whether it was new; the same bytes again change nothing.
  package func addReport(_ report: NewReport) throws(WorkspaceError) -> Bool {
    try writing { database in
      guard let digest = HexDigest.bytes(of: report.sha256) else {
        throw WorkspaceError.notStorable(id: report.name, reason: "its SHA-256 is malformed")
      }
      let known = try Bool.fetchOne(
        database.cachedStatement(sql: "SELECT 1 FROM report WHERE sha256 = ?"),
        arguments: [digest]
      )
      if known != nil { return false }
      try Self.insert(report, digest: digest, into: database)
      return true
    }
  }

  static func insert(
    _ report: NewReport,
    digest: Data,
    into database: Database
  ) throws {
    let original = try report.nearDuplicateOf.map { try Self.number(ofReport: $0, database) }
    let sketch = report.sketch.flatMap { value in
      (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
    }
    try database.execute(
      sql: """
        INSERT INTO report (
          id, sha256, name, title, format, added_at_ms, tool_version, reliability, tlp, was_cut,
          near_duplicate_of, sketch, body
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        report.id, digest, report.name, report.text.title, report.format,
        report.addedAt.millisecondsSince1970, report.toolVersion, report.reliability.rawValue,
        report.trafficLight.rawValue, report.text.wasCut, original, Data(sketch),
        String(decoding: report.text.bytes, as: UTF8.self),
      ]
    )
    let number = database.lastInsertedRowID
    try database.execute(
      sql: "INSERT INTO report_original (report, bytes) VALUES (?, ?)",
      arguments: [number, Data(report.original)]
    )
    let insertSection = try database.cachedStatement(
      sql: "INSERT INTO report_section VALUES (?, ?, ?, ?, ?)"
    )
    for (ordinal, section) in report.text.sections.enumerated() {
      try insertSection.execute(arguments: [
        number, ordinal, section.kind.rawValue, section.range.lowerBound, section.range.upperBound,
      ])
    }
    for claim in report.claims { try insert(claim, report: number, into: database) }
  }

  /// One place can be claimed once for each subject; a second claim of it changes nothing.
  static func insert(
    _ claim: Claim,
    report: Int64,
    into database: Database
  ) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO claim (
          report, kind, subject, detail, method, score, span_start, span_end, explanation
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (report, kind, subject, span_start) DO NOTHING
        """
    ).execute(arguments: [
      report, claim.kind.rawValue, claim.subject, claim.detail, claim.method.rawValue, claim.score,
      claim.span.lowerBound, claim.span.upperBound, claim.explanation,
    ])
  }

  static func number(ofReport id: String, _ database: Database) throws -> Int64 {
    let wanted = id.lowercased()
    let found = try Row.fetchAll(
      database.cachedStatement(
        sql: "SELECT number, id FROM report WHERE id >= ? AND id < ? ORDER BY id LIMIT 11"
      ),
      arguments: [wanted, wanted + "g"]
    )
    guard let first = found.first, wanted.count > "rp-".count else {
      throw WorkspaceError.noSuchReport(id: id)
    }
    if found.count > 1, first["id"] != wanted {
      let ids: [String] = found.prefix(10).map { $0["id"] }
      throw WorkspaceError.ambiguousReport(prefix: id, candidates: ids)
    }
    return first["number"]
  }

  /// Kept reports, the last taken in first: at most `limit`, behind the one with the id `last`. With
  /// `subject`, those with a claim on it that was not rejected.
  package func reports(
    claiming subject: String? = nil,
    limit: Int = 1_000,
    after last: String? = nil
  ) throws(WorkspaceError) -> [ReportSummary] {
    try reading { database in
      let place: [any DatabaseValueConvertible] = [subject, last].compactMap(\.self)
      return try Row.fetchAll(
        database.cachedStatement(
          sql: Self.reportsSQL(isClaiming: subject != nil, isContinued: last != nil)
        ),
        arguments: StatementArguments(place + [limit])
      ).map(Self.summary)
    }
  }

  package func countReports() throws(WorkspaceError) -> Int {
    try reading { try Int.fetchOne($0, sql: "SELECT count(*) FROM report") ?? 0 }
  }

  static func reportsSQL(isClaiming: Bool, isContinued: Bool) -> String {
    let behind = isContinued ? "< (SELECT number FROM report WHERE id = ?)" : "> 0"
    let claiming = """
      WHERE report.number IN (
        SELECT report FROM report_subject WHERE subject = ? AND standing > 0 AND report \(behind)
        ORDER BY report DESC LIMIT ?
      ) ORDER BY report.number DESC
      """
    let all = "WHERE report.number \(behind) ORDER BY report.number DESC LIMIT ?"
    return summarySQL + " " + (isClaiming ? claiming : all)
  }

  static let lastVerdict =
    "coalesce((SELECT verdict FROM verdict WHERE claim = claim.number ORDER BY number DESC LIMIT 1), 'open')"
  private static let summarySQL = """
    SELECT report.id, report.sha256, report.name, report.title, report.format, report.added_at_ms,
      report.reliability, report.tlp, report.was_cut, original.id,
      (SELECT count(*) FROM claim WHERE claim.report = report.number)
    FROM report LEFT JOIN report AS original ON original.number = report.near_duplicate_of
    """

  private static func summary(_ row: Row) throws -> ReportSummary {
    guard let reliability = SourceReliability(rawValue: row[6]),
      let trafficLight = TrafficLight(rawValue: row[7])
    else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
    return ReportSummary(
      id: row[0],
      sha256: HexDigest.text(of: row[1]),
      name: row[2],
      title: row[3],
      format: row[4],
      addedAt: Timestamp(millisecondsSince1970: row[5]),
      reliability: reliability,
      trafficLight: trafficLight,
      wasCut: row[8],
      nearDuplicateOf: row[9],
      claimCount: row[10]
    )
  }

  /// The report with this id, or the only one whose id begins with it.
  package func report(id: String) throws(WorkspaceError) -> StoredReport {
    try reading { database in
      let number = try Self.number(ofReport: id, database)
      guard
        let row = try Row.fetchOne(
          database,
          sql: Self.summarySQL + " WHERE report.number = ?",
          arguments: [number]
        )
      else { throw WorkspaceError.noSuchReport(id: id) }
      let summary = try Self.summary(row)
      let body = try String.fetchOne(
        database.cachedStatement(sql: "SELECT body FROM report WHERE number = ?"),
        arguments: [number]
      )
      let text = ReportText(
        title: summary.title,
        bytes: Array((body ?? "").utf8),
        sections: try Self.sections(database, report: number),
        wasCut: summary.wasCut
      )
      return StoredReport(
        summary: summary,
        text: text,
        claims: try Self.claims(database, report: number)
      )
    }
  }

  /// The bytes as they were taken in.
  package func originalOfReport(id: String) throws(WorkspaceError) -> [UInt8] {
    try reading { database in
      let number = try Self.number(ofReport: id, database)
      let bytes = try Data.fetchOne(
        database.cachedStatement(sql: "SELECT bytes FROM report_original WHERE report = ?"),
        arguments: [number]
      )
      return Array(bytes ?? Data())
    }
  }

  /// The sketches of all reports, for finding near-duplicates; about 0.5 KB each.
  package func reportSketches() throws(WorkspaceError) -> [(id: String, values: [UInt32])] {
    try reading { database in
      try Row.fetchAll(
        database.cachedStatement(sql: "SELECT id, sketch FROM report ORDER BY number")
      ).map { row in
        let bytes: Data = row[1]
        let values = stride(from: 0, to: bytes.count, by: 4).map { start in
          (0..<4).reduce(UInt32(0)) {
            $0 | UInt32(bytes[bytes.startIndex + start + $1]) << (8 * UInt32($1))
          }
        }
        return (row[0], values)
      }
    }
  }

  private static func sections(_ database: Database, report: Int64) throws -> [TextSection] {
    try Row.fetchAll(
      database.cachedStatement(
        sql:
          "SELECT kind, span_start, span_end FROM report_section WHERE report = ? ORDER BY ordinal"
      ),
      arguments: [report]
    ).map { row in
      guard let kind = TextSection.Kind(rawValue: row[0]) else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT)
      }
      let (start, end): (Int, Int) = (row[1], row[2])
      return TextSection(kind: kind, range: start..<end)
    }
  }

  private static func claims(_ database: Database, report: Int64) throws -> [StoredClaim] {
    try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT claim.number, kind, subject, detail, method, score, span_start, span_end,
            last.verdict, last.decided_by, last.decided_at_ms, explanation
          FROM claim LEFT JOIN verdict AS last ON last.number =
            (SELECT max(number) FROM verdict WHERE verdict.claim = claim.number)
          WHERE report = ? ORDER BY span_start, claim.number
          """
      ),
      arguments: [report]
    ).map { row in
      guard let kind = Claim.Kind(rawValue: row[1]), let method = Claim.Method(rawValue: row[4]),
        let verdict = Claim.Verdict(rawValue: row[8] ?? Claim.Verdict.open.rawValue)
      else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
      let (start, end): (Int, Int) = (row[6], row[7])
      let decidedAt: Int64? = row[10]
      return StoredClaim(
        number: row[0],
        claim: Claim(
          kind: kind,
          subject: row[2],
          detail: row[3],
          method: method,
          score: row[5],
          span: start..<end,
          explanation: row[11]
        ),
        verdict: verdict,
        decidedBy: row[9],
        decidedAt: decidedAt.map { Timestamp(millisecondsSince1970: $0) }
      )
    }
  }
}
