import FoundationEssentials
import GRDB
package import Model

/// A place where a report names something.
package struct ClaimPlace: Sendable, Equatable, Encodable {
  package var report: String
  package var title: String
  package var claim: Int64
  package var verdict: Claim.Verdict
  /// The text around the place, which stands between the first and the last.
  package var before: String
  package var match: String
  package var after: String
}

/// A source of a finding that a report names as an indicator.
package struct NamedSource: Sendable, Equatable, Encodable {
  package var finding: String
  package var address: String
  package var report: String
  package var title: String
  /// How many reports name the address, and were not told that they do not: one that all name tells
  /// little.
  package var reportCount: Int
}

/// An attack that followed a finding, on an account.
package struct AccountStage: Sendable, Equatable, Encodable {
  package var finding: String
  package var stage: Finding.Stage
}

extension Workspace {
  /// Bytes of text on each side of a place.
  private static let excerptLength = 160
  private static let mostNamed = 200

  /// Where reports name an indicator, an actor or a technique, unless it was rejected there.
  package func places(
    naming subject: String,
    limit: Int = 100
  ) throws(WorkspaceError) -> [ClaimPlace] {
    try reading { database in
      try Row.fetchAll(
        database.cachedStatement(sql: Self.placesSQL),
        arguments: [subject, limit]
      ).map(Self.place)
    }
  }

  /// The places first, then the texts of those: a subject can stand in every report.
  static let placesSQL = """
    SELECT report.id, report.title, place.number, place.verdict, span_start, span_end,
      CAST(substr(CAST(body AS BLOB), max(span_start - \(excerptLength), 0) + 1,
        span_end - max(span_start - \(excerptLength), 0) + \(excerptLength)) AS BLOB)
    FROM (
      SELECT number, report, span_start, span_end, \(lastVerdict) AS verdict FROM claim
      WHERE subject = ? AND \(lastVerdict) <> 'rejected' ORDER BY report DESC, number LIMIT ?
    ) AS place JOIN report ON report.number = place.report
    ORDER BY place.report DESC, place.number
    """

  private static func place(_ row: Row) throws -> ClaimPlace {
    guard let verdict = Claim.Verdict(rawValue: row[3]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT)
    }
    let bytes = Array(row[6] as Data)
    let (start, end): (Int, Int) = (row[4], row[5])
    let from = min(start, excerptLength)
    let to = min(from + end - start, bytes.count)
    return ClaimPlace(
      report: row[0],
      title: row[1],
      claim: row[2],
      verdict: verdict,
      before: String(decoding: bytes[..<from], as: UTF8.self),
      match: String(decoding: bytes[from..<to], as: UTF8.self),
      after: String(decoding: bytes[to...], as: UTF8.self)
    )
  }

  /// Sources of a finding that reports name, those that few reports name first.
  package func namedSources(ofFinding id: String) throws(WorkspaceError) -> [NamedSource] {
    try reading { database in
      try Self.named(
        Row.fetchAll(
          database.cachedStatement(sql: Self.namedInFindingSQL),
          arguments: [id]
        ),
        database.cachedStatement(sql: Self.namingReportsSQL)
      ) { address, count, row in
        NamedSource(
          finding: id,
          address: address,
          report: row[0],
          title: row[1],
          reportCount: count
        )
      }
    }
  }

  /// Sources of findings that a report names, those that few reports name first; findings that another
  /// took the place of are left out.
  package func namedSources(inReport id: String) throws(WorkspaceError) -> [NamedSource] {
    try reading { database in
      let sql = "SELECT title FROM report WHERE id = ?"
      let title = try String.fetchOne(database, sql: sql, arguments: [id]) ?? ""
      return try Self.named(
        Row.fetchAll(database.cachedStatement(sql: Self.namedInReportSQL), arguments: [id]),
        database.cachedStatement(sql: Self.findingsOfSourceSQL)
      ) { address, count, row in
        NamedSource(
          finding: row[0],
          address: address,
          report: id,
          title: title,
          reportCount: count
        )
      }
    }
  }

  /// What `statement` finds for each address, in order, as far as it is shown.
  private static func named(
    _ addresses: [Row],
    _ statement: Statement,
    _ source: (_ address: String, _ reportCount: Int, Row) -> NamedSource
  ) throws -> [NamedSource] {
    var named: [NamedSource] = []
    for address in addresses where named.count < mostNamed {
      let rows = try Row.fetchAll(
        statement,
        arguments: [address[0] as String, mostNamed - named.count]
      )
      named += rows.map { source(address[0], address[1], $0) }
    }
    return named
  }

  static let namedInFindingSQL = """
    SELECT address, reports
    FROM finding CROSS JOIN finding_source ON finding_source.finding = finding.number
    CROSS JOIN subject_total ON kind = 'indicator' AND subject = address
    WHERE id = ? AND reports > 0 ORDER BY reports, address LIMIT \(mostNamed)
    """
  static let namedInReportSQL = """
    SELECT named.subject, reports
    FROM report CROSS JOIN report_subject AS named ON named.report = report.number
    CROSS JOIN subject_total AS total ON total.kind = named.kind AND total.subject = named.subject
    WHERE id = ? AND named.kind = 'indicator' AND standing > 0 ORDER BY reports, named.subject
    """
  static let namingReportsSQL = """
    SELECT report.id, report.title
    FROM report_subject CROSS JOIN report ON report.number = report_subject.report
    WHERE subject = ? AND kind = 'indicator' AND standing > 0
    ORDER BY report_subject.report DESC LIMIT ?
    """
  static let findingsOfSourceSQL = """
    SELECT id FROM finding_source CROSS JOIN finding_key
      ON finding_key.finding = finding_source.finding
    WHERE address = ?
      AND +facet IN (SELECT number FROM finding_facet WHERE is_superseded = 0)
    ORDER BY finding_source.finding DESC LIMIT ?
    """

  /// Attacks on an account that followed findings, the latest first; ASCII letters match in either
  /// case.
  package func stages(onAccount name: String) throws(WorkspaceError) -> [AccountStage] {
    try reading { database in
      try Row.fetchAll(
        database.cachedStatement(sql: Self.stagesSQL),
        arguments: [name]
      ).map { row in
        let json: String = row[1]
        let stage = try JSONDecoder().decode(Finding.Stage.self, from: Data(json.utf8))
        return AccountStage(finding: row[0], stage: stage)
      }
    }
  }

  /// Findings of the account first, by their facet those with stages, then their JSON.
  static let stagesSQL = """
    SELECT DISTINCT finding.id, stage.value
    FROM finding_account
    CROSS JOIN finding_key ON finding_key.finding = finding_account.finding
    CROSS JOIN finding ON finding.number = finding_account.finding,
      json_each(finding.content, '$.stages') AS stage
    WHERE finding_account.name = ?1 AND +facet IN (
      SELECT number FROM finding_facet WHERE is_superseded = 0 AND has_stages = 1
    ) AND EXISTS (
      SELECT 1 FROM json_each(stage.value, '$.accounts') AS account
      WHERE account.value = ?1 COLLATE NOCASE
    )
    ORDER BY finding.last_seen_ms DESC, finding.id LIMIT \(mostNamed)
    """

  /// How many findings there are of each technique.
  package func findingCounts() throws(WorkspaceError) -> [TechniqueID: Int] {
    try counts(
      """
      SELECT technique, sum(findings) FROM finding_facet WHERE is_superseded = 0
      GROUP BY technique HAVING sum(findings) > 0
      """
    )
  }

  /// How many reports claim each technique, and were not told that they do not.
  package func reportCounts() throws(WorkspaceError) -> [TechniqueID: Int] {
    try counts(Self.reportCountsSQL)
  }

  static let reportCountsSQL = """
    SELECT subject, reports FROM subject_total WHERE kind = 'technique' AND reports > 0
    """

  private func counts(_ sql: String) throws(WorkspaceError) -> [TechniqueID: Int] {
    try reading { database in
      let rows = try Row.fetchAll(database, sql: sql)
      return Dictionary(
        rows.map { (TechniqueID(rawValue: $0[0]), $0[1]) },
        uniquingKeysWith: { first, _ in first }
      )
    }
  }
}
