import GRDB
package import Model

/// A report that holds what was searched for.
package struct ReportHit: Sendable, Equatable, Codable {
  package var id: String
  package var title: String
  /// Some of the text around the best place, in parts.
  package var excerpt: [Part]

  package struct Part: Sendable, Equatable, Codable {
    package var text: String
    package var isMatch: Bool
  }
}

/// A claim that holds what was searched for, and was not rejected.
package struct ClaimHit: Sendable, Equatable, Codable {
  package var report: String
  package var title: String
  package var claim: Int64
  package var kind: Claim.Kind
  package var subject: String
  /// Bytes of the report's text.
  package var span: Range<Int>
  /// The subject, what matched and why, in parts.
  package var words: [ReportHit.Part]
}

/// A finding that holds what was searched for, and that no other took the place of.
package struct FindingHit: Sendable, Equatable, Codable {
  package var id: String
  package var technique: TechniqueID
  package var lastSeen: Timestamp
  package var excerpt: [ReportHit.Part]
}

extension Workspace {
  /// Reports that hold all words of `query`, best first. A word may hold any character.
  package func searchReports(
    _ query: String,
    limit: Int = 50
  ) throws(WorkspaceError) -> [ReportHit] {
    guard let words = SearchWords.expression(query) else { return [] }
    return try reading { database in
      let best = try Int64.fetchAll(database, sql: Self.bestReports, arguments: [words, limit])
      // An excerpt costs more than finding its report: only those that are shown are made.
      let excerpt = try database.cachedStatement(sql: Self.reportExcerpt)
      return try best.compactMap { number in
        try Row.fetchOne(excerpt, arguments: [words, number]).map {
          ReportHit(id: $0[0], title: $0[1], excerpt: SearchWords.parts($0[2]))
        }
      }
    }
  }

  /// A report without a title goes by its file's name.
  static let reportTitle = "coalesce(nullif(report.title, ''), report.name)"

  private static let bestReports = """
    SELECT rowid FROM report_words WHERE report_words MATCH ? ORDER BY rank, rowid LIMIT ?
    """
  private static let reportExcerpt = """
    SELECT report.id, \(reportTitle), snippet(report_words, 1, char(2), char(3), ' … ', 24)
    FROM report_words JOIN report ON report.number = report_words.rowid
    WHERE report_words MATCH ? AND report_words.rowid = ?
    """

  /// Claims that hold all words of `query`, best first; of one subject in one report, the first.
  package func searchClaims(
    _ query: String,
    limit: Int = 50
  ) throws(WorkspaceError) -> [ClaimHit] {
    guard let words = SearchWords.expression(query) else { return [] }
    return try reading { database in
      let best = try Int64.fetchAll(database, sql: Self.bestClaims, arguments: [words, limit])
      // Marking what matched costs more than finding it: only what is shown is marked.
      let excerpt = try database.cachedStatement(sql: Self.claimExcerpt)
      return try best.compactMap { number in
        try Row.fetchOne(excerpt, arguments: [words, number]).map(Self.claimHit)
      }
    }
  }

  /// In order of rank alone, which the index gives by itself: of what ranks alike the first comes first.
  static let bestClaims = """
    SELECT claim.number FROM claim_words CROSS JOIN claim ON claim.number = claim_words.rowid
    WHERE claim_words MATCH ? AND \(lastVerdict) <> 'rejected'
      AND NOT EXISTS (
        SELECT 1 FROM claim AS earlier WHERE earlier.report = claim.report
          AND earlier.subject = claim.subject AND earlier.kind = claim.kind
          AND earlier.number < claim.number
      )
    ORDER BY claim_words.rank LIMIT ?
    """
  private static let claimExcerpt = """
    SELECT report.id, \(reportTitle), claim.number, claim.kind, claim.subject,
      claim.span_start, claim.span_end,
      highlight(claim_words, 0, char(2), char(3)) || ' · '
        || highlight(claim_words, 1, char(2), char(3)),
      snippet(claim_words, 2, char(2), char(3), ' … ', 24)
    FROM claim_words JOIN claim ON claim.number = claim_words.rowid
      JOIN report ON report.number = claim.report
    WHERE claim_words MATCH ? AND claim_words.rowid = ?
    """

  private static func claimHit(_ row: Row) throws -> ClaimHit {
    guard let kind = Claim.Kind(rawValue: row[3]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT)
    }
    let (start, end): (Int, Int) = (row[5], row[6])
    let reason = SearchWords.parts(row[8])
    let parting = reason.isEmpty ? [] : [ReportHit.Part(text: " · ", isMatch: false)]
    return ClaimHit(
      report: row[0],
      title: row[1],
      claim: row[2],
      kind: kind,
      subject: row[4],
      span: start..<end,
      words: SearchWords.parts(row[7]) + parting + reason
    )
  }

  /// Findings that hold all words of `query`, the latest recorded first: sources, clients, accounts,
  /// technique. By rank, a word of a million findings would take seconds.
  package func searchFindings(
    _ query: String,
    limit: Int = 50
  ) throws(WorkspaceError) -> [FindingHit] {
    guard let words = SearchWords.expression(query) else { return [] }
    return try reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT finding.id, finding.technique, finding.last_seen_ms,
            snippet(finding_words, 0, char(2), char(3), ' … ', 16)
          FROM finding_words JOIN finding ON finding.number = finding_words.rowid
          WHERE finding_words MATCH ? AND finding.superseded_by IS NULL
          ORDER BY finding_words.rowid DESC LIMIT ?
          """,
        arguments: [words, limit]
      ).map {
        FindingHit(
          id: $0[0],
          technique: TechniqueID(rawValue: $0[1]),
          lastSeen: Timestamp(millisecondsSince1970: $0[2]),
          // Each text of the finding is a line.
          excerpt: SearchWords.parts(($0[3] as String).replacing("\n", with: " · "))
        )
      }
    }
  }
}

/// Typed words as FTS5 takes them, and what it gives back.
enum SearchWords {
  /// All words, each as it is written; `nil` where there is none.
  static func expression(_ query: String) -> String? {
    // FTS5 reads a query up to a character 0, and calls the rest unfinished.
    let words = query.split { $0.isWhitespace || $0 == "\0" }
      .map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
    return words.isEmpty ? nil : words.prefix(mostWords).joined(separator: " ")
  }

  /// More words narrow nothing that anybody looks for, and each is another list to join.
  private static let mostWords = 16

  /// Matches stand between the characters 2 and 3, which no text of a report holds.
  static func parts(_ excerpt: String) -> [ReportHit.Part] {
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
