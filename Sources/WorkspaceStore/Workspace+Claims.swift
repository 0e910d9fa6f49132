import FoundationEssentials
import GRDB
package import Model

extension Workspace {
  /// Adds a verdict to a claim of the report; earlier ones stay as its history.
  package func decide(
    claim number: Int64,
    ofReport id: String,
    _ verdict: Claim.Verdict,
    by person: String,
    at time: Timestamp
  ) throws(WorkspaceError) {
    try writing { database in
      let report = try Self.number(ofReport: id, database)
      let isThere = try Bool.fetchOne(
        database,
        sql: "SELECT 1 FROM claim WHERE number = ? AND report = ?",
        arguments: [number, report]
      )
      guard isThere != nil else { throw WorkspaceError.noSuchClaim(number: number, report: id) }
      try Self.insert(verdict, claim: number, by: person, at: time, into: database)
    }
  }

  /// Adds a claim that a person makes, accepted by that person. Its span must lie in the text.
  package func addClaim(
    _ claim: Claim,
    toReport id: String,
    by person: String,
    at time: Timestamp
  ) throws(WorkspaceError) {
    try writing { database in
      let report = try Self.number(ofReport: id, database)
      let length = try Int.fetchOne(
        database,
        sql: "SELECT length(CAST(body AS BLOB)) FROM report WHERE number = ?",
        arguments: [report]
      )
      guard claim.span.upperBound <= length ?? 0, !claim.span.isEmpty else {
        throw WorkspaceError.notStorable(id: claim.subject, reason: "its span is not in the text")
      }
      try Self.insert(claim, report: report, into: database)
      let number = try Int64.fetchOne(
        database,
        sql: """
          SELECT number FROM claim WHERE report = ? AND kind = ? AND subject = ? AND span_start = ?
          """,
        arguments: [report, claim.kind.rawValue, claim.subject, claim.span.lowerBound]
      )
      guard let number else { throw WorkspaceError.noSuchReport(id: id) }
      try Self.insert(.accepted, claim: number, by: person, at: time, into: database)
    }
  }

  private static func insert(
    _ verdict: Claim.Verdict,
    claim: Int64,
    by person: String,
    at time: Timestamp,
    into database: Database
  ) throws {
    try database.execute(
      sql: "INSERT INTO verdict (claim, verdict, decided_by, decided_at_ms) VALUES (?, ?, ?, ?)",
      arguments: [claim, verdict.rawValue, person, time.millisecondsSince1970]
    )
  }

  /// Reports that hold all words of `query`, best first. A word may hold any character.
  package func searchReports(
    _ query: String,
    limit: Int = 50
  ) throws(WorkspaceError) -> [ReportHit] {
    // FTS5 reads a query up to a character 0, and calls the rest unfinished.
    let words = query.split { $0.isWhitespace || $0 == "\0" }
      .map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
    if words.isEmpty { return [] }
    let wanted = words.prefix(Self.mostWords).joined(separator: " ")
    return try reading { database in
      let best = try Int64.fetchAll(database, sql: Self.bestSQL, arguments: [wanted, limit])
      // An excerpt costs more than finding its report: only those that are shown are made.
      let excerpt = try database.cachedStatement(sql: Self.excerptSQL)
      return try best.compactMap { number in
        try Row.fetchOne(excerpt, arguments: [wanted, number]).map {
          ReportHit(id: $0[0], title: $0[1], excerpt: Self.parts($0[2]))
        }
      }
    }
  }

  /// More words narrow nothing that anybody looks for, and each is another list to join.
  private static let mostWords = 16
  private static let bestSQL = """
    SELECT rowid FROM report_words WHERE report_words MATCH ? ORDER BY rank, rowid LIMIT ?
    """
  private static let excerptSQL = """
    SELECT report.id, report.title, snippet(report_words, 1, char(2), char(3), ' … ', 24)
    FROM report_words JOIN report ON report.number = report_words.rowid
    WHERE report_words MATCH ? AND report_words.rowid = ?
    """

  /// Matches stand between the characters 2 and 3, which no text of a report holds.
  private static func parts(_ excerpt: String) -> [ReportHit.Part] {
    var parts: [ReportHit.Part] = []
    for (number, piece) in excerpt.split(separator: "\u{2}", omittingEmptySubsequences: false)
      .enumerated()
    {
      let halves = piece.split(separator: "\u{3}", maxSplits: 1, omittingEmptySubsequences: false)
      if number > 0, halves.count == 2 {
        parts.append(.init(text: String(halves[0]), isMatch: true))
      }
      let rest = halves.last.map { String($0) } ?? ""
      if !rest.isEmpty { parts.append(.init(text: rest, isMatch: false)) }
    }
    return parts
  }
}
