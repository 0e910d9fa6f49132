import GRDB
package import Model

extension Workspace {
  /// How many current findings of a technique were last seen in each month that has any, as in
  /// `2026-03`, UTC; the first first, the latest 24.
  /// - Complexity: One row of an index for each finding of the technique.
  package func findingMonths(
    of technique: TechniqueID
  ) throws(WorkspaceError) -> [(month: String, count: Int)] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT strftime('%Y-%m', last_seen_ms / 1000, 'unixepoch') AS month, count(*)
          FROM finding WHERE superseded_by IS NULL AND technique = ?
          GROUP BY month ORDER BY month DESC LIMIT 24
          """,
        arguments: [technique.rawValue]
      ).map { (month: $0[0], count: $0[1]) }.reversed()
    }
  }
}
