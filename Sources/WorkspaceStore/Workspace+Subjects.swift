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
    SELECT report.id, \(reportTitle), place.number, place.verdict, span_start, span_end,
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
