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
        database.cachedStatement(sql: "SELECT 1 FROM claim WHERE number = ? AND report = ?"),
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
        database.cachedStatement(
          sql: "SELECT length(CAST(body AS BLOB)) FROM report WHERE number = ?"
        ),
        arguments: [report]
      )
      guard claim.span.upperBound <= length ?? 0, !claim.span.isEmpty else {
        throw WorkspaceError.notStorable(id: claim.subject, reason: "its span is not in the text")
      }
      try Self.insert(claim, report: report, into: database)
      let number = try Int64.fetchOne(
        database.cachedStatement(
          sql: """
            SELECT number FROM claim WHERE report = ? AND kind = ? AND subject = ? AND span_start = ?
            """
        ),
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
}
