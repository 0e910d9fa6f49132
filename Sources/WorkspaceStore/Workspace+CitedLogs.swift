import GRDB

extension Workspace {
  /// The logs that the finding's lines lie in, sorted by name.
  ///
  /// - Complexity: One row of numbers for each line that is cited; some ten thousand a millisecond.
  package func citedLogs(ofFinding id: String) throws(WorkspaceError) -> [String] {
    try reading { database in
      let number = try FindingLookup(database).number(of: id)
      return try String.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT name FROM evidence_file
            WHERE number IN (SELECT DISTINCT file FROM evidence WHERE finding = ?) ORDER BY name
            """
        ),
        arguments: [number]
      )
    }
  }
}
