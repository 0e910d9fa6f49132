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
  /// How many reports name the address: one that all name tells little.
  package var reportCount: Int
}

/// An attack that followed a finding, on an account.
package struct AccountStage: Sendable, Equatable {
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
        database,
        sql: """
          SELECT report.id, report.title, claim.number, \(Self.lastVerdict), span_start, span_end,
            CAST(substr(CAST(body AS BLOB), max(span_start - \(Self.excerptLength), 0) + 1,
              span_end - max(span_start - \(Self.excerptLength), 0) + \(Self.excerptLength)) AS BLOB)
          FROM claim JOIN report ON report.number = claim.report
          WHERE subject = ? AND \(Self.lastVerdict) <> 'rejected'
          ORDER BY report.added_at_ms DESC, claim.number LIMIT ?
          """,
        arguments: [subject, limit]
      ).map(Self.place)
    }
  }

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

  /// Sources of a finding that reports name.
  package func namedSources(ofFinding id: String) throws(WorkspaceError) -> [NamedSource] {
    try namedSources("finding.id = ?", id)
  }

  /// Sources of findings that a report names; findings that another took the place of are left out.
  package func namedSources(inReport id: String) throws(WorkspaceError) -> [NamedSource] {
    try namedSources("report.id = ? AND finding.superseded_by IS NULL", id)
  }

  private func namedSources(
    _ condition: String,
    _ id: String
  ) throws(WorkspaceError) -> [NamedSource] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT DISTINCT finding.id, address, report.id, report.title,
            (SELECT count(DISTINCT other.report) FROM claim AS other
              WHERE other.subject = claim.subject AND other.kind = 'indicator')
          FROM claim JOIN report ON report.number = claim.report
          JOIN finding_source ON address = subject
          JOIN finding ON finding.number = finding_source.finding
          WHERE kind = 'indicator' AND \(condition) AND \(Self.lastVerdict) <> 'rejected'
          ORDER BY 5, address, report.id, finding.id LIMIT \(Self.mostNamed)
          """,
        arguments: [id]
      ).map {
        NamedSource(
          finding: $0[0],
          address: $0[1],
          report: $0[2],
          title: $0[3],
          reportCount: $0[4]
        )
      }
    }
  }

  /// Attacks on an account that followed findings, the latest first; ASCII letters match in either
  /// case.
  package func stages(onAccount name: String) throws(WorkspaceError) -> [AccountStage] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT DISTINCT finding.id, stage.value
          FROM finding_account JOIN finding ON finding.number = finding_account.finding,
            json_each(finding.content, '$.stages') AS stage
          WHERE finding_account.name = ?1 AND superseded_by IS NULL AND EXISTS (
            SELECT 1 FROM json_each(stage.value, '$.accounts') AS account
            WHERE account.value = ?1 COLLATE NOCASE
          )
          ORDER BY finding.last_seen_ms DESC, finding.id LIMIT \(Self.mostNamed)
          """,
        arguments: [name]
      ).map { row in
        let json: String = row[1]
        let stage = try JSONDecoder().decode(Finding.Stage.self, from: Data(json.utf8))
        return AccountStage(finding: row[0], stage: stage)
      }
    }
  }

  /// How many findings there are of each technique.
  package func findingCounts() throws(WorkspaceError) -> [TechniqueID: Int] {
    try counts(
      """
      SELECT technique, count(*) FROM finding WHERE superseded_by IS NULL GROUP BY technique
      """
    )
  }

  /// How many reports claim each technique, and were not told that they do not.
  package func reportCounts() throws(WorkspaceError) -> [TechniqueID: Int] {
    try counts(
      """
      SELECT subject, count(DISTINCT report) FROM claim
      WHERE kind = 'technique' AND \(Self.lastVerdict) <> 'rejected' GROUP BY subject
      """
    )
  }

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
