import GRDB
package import Model

extension Workspace {
  /// How many current findings of a technique were last seen in each month that has any, as in
  /// `2026-03`, UTC; the first first, the latest 24.
  ///
  /// - Complexity: The months of the workspace, whatever the number of findings.
  package func findingMonths(
    of technique: TechniqueID
  ) throws(WorkspaceError) -> [(month: String, count: Int)] {
    try reading { database in
      try Row.fetchAll(
        database.cachedStatement(sql: Self.monthsSQL),
        arguments: [technique.rawValue]
      )
      .map { (month: $0[0], count: $0[1]) }.reversed()
    }
  }

  static let monthsSQL = """
    SELECT month, sum(finding_month.findings) AS count
    FROM finding_facet CROSS JOIN finding_month ON facet = number
    WHERE is_superseded = 0 AND technique = ?
    GROUP BY month HAVING count > 0 ORDER BY month DESC LIMIT 24
    """
}
