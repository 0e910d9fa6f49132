import GRDB
package import Model

extension Workspace {
  /// Every report with what it claims and was not told to be wrong, in order of intake.
  /// - Complexity: One pass over all claims.
  package func reportValues() throws(WorkspaceError) -> [ReportValues] {
    try reading { database in
      var reports: [ReportValues] = []
      var places: [Int64: Int] = [:]
      for row in try Row.fetchAll(
        database,
        sql: """
          SELECT report.number, report.id, report.title, report.name, original.id FROM report
          LEFT JOIN report AS original ON original.number = report.near_duplicate_of
          ORDER BY report.number
          """
      ) {
        let (title, name): (String, String) = (row[2], row[3])
        places[row[0]] = reports.count
        reports.append(
          ReportValues(
            report: row[1],
            title: title.isEmpty ? name : title,
            nearDuplicateOf: row[4],
            values: []
          )
        )
      }
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT report, kind, subject,
            min(CASE kind WHEN 'indicator' THEN detail ELSE '' END)
          FROM claim WHERE \(Self.lastVerdict) <> 'rejected'
          GROUP BY report, kind, subject ORDER BY report, kind, subject
          """
      )
      while let row = try rows.next() {
        guard let kind = Claim.Kind(rawValue: row[1]), let place = places[row[0]] else {
          throw DatabaseError(resultCode: .SQLITE_CORRUPT)
        }
        reports[place].values.append(.init(kind: kind, subject: row[2], detail: row[3]))
      }
      return reports
    }
  }
}
