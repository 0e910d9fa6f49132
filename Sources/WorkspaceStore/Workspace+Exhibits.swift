package import Custody
import Foundation
import GRDB
package import Model

/// Which exhibits a list holds.
package struct ExhibitFilter: Sendable {
  /// Only those that this finding cites; its full id.
  package var finding: String?
  /// Only those of this kind that were not disposed of.
  package var kept: Exhibit.Kind?

  package init(finding: String? = nil, kept: Exhibit.Kind? = nil) {
    (self.finding, self.kept) = (finding, kept)
  }

  var conditions: (sql: [String], arguments: [any DatabaseValueConvertible]) {
    var sql: [String] = []
    var arguments: [any DatabaseValueConvertible] = []
    if let finding {
      sql.append("finding = ?")
      arguments.append(finding)
    }
    if let kept {
      sql.append("kind = ? AND disposed_at IS NULL")
      arguments.append(kept.rawValue)
    }
    return (sql, arguments)
  }
}

/// Parts of the list of exhibits: a workspace can hold a hundred thousand.
extension Workspace {
  /// At most `limit` behind `last`, in the order in which they were taken in, or, from the end, the
  /// latest first.
  package func exhibits(
    matching filter: ExhibitFilter = ExhibitFilter(),
    limit: Int,
    after last: ExhibitID? = nil,
    latestFirst: Bool = false
  ) throws(WorkspaceError) -> [StoredExhibit] {
    try reading { database in
      var (conditions, arguments) = filter.conditions
      if let last {
        conditions.append("position \(latestFirst ? "<" : ">") ?")
        arguments.append(last.position)
      }
      return try CustodyReader(database).exhibits(
        "\(Self.condition(conditions)) ORDER BY position \(latestFirst ? "DESC" : "ASC") LIMIT ?",
        arguments: StatementArguments(arguments + [limit])
      )
    }
  }

  /// - Complexity: Without a condition that of walking an index of all.
  package func countExhibits(
    matching filter: ExhibitFilter = ExhibitFilter()
  ) throws(WorkspaceError) -> Int {
    try reading { database in
      let (conditions, arguments) = filter.conditions
      return try Int.fetchOne(
        database.cachedStatement(
          sql: "SELECT count(*) FROM exhibit \(Self.condition(conditions))"
        ),
        arguments: StatementArguments(arguments)
      ) ?? 0
    }
  }

  /// The latest exhibit that was taken from a place, holds bytes of this hash, and was kept.
  package func exhibit(
    from path: String,
    sha256: String
  ) throws(WorkspaceError) -> Exhibit? {
    try reading { database in
      guard let digest = HexDigest.bytes(of: sha256) else { return nil }
      return try CustodyReader(database).exhibits(
        """
        WHERE sha256 = ? AND path = ? AND disposed_at IS NULL ORDER BY position DESC LIMIT 1
        """,
        arguments: [digest, path]
      ).first?.exhibit
    }
  }

  /// The exhibits of cited lines, by place in `lines`: the first that was taken in of each.
  package func exhibits(
    ofLines lines: [Evidence],
    finding: String
  ) throws(WorkspaceError) -> [Int: Exhibit] {
    try reading { database in
      let reader = try CustodyReader(database)
      var found: [Int: Exhibit] = [:]
      for (place, line) in lines.enumerated() {
        guard let digest = HexDigest.bytes(of: line.sha256) else { continue }
        found[place] = try reader.exhibits(
          Self.exhibitOfLine,
          arguments: [digest, finding, line.file, Int64(clamping: line.offset)]
        ).first?.exhibit
      }
      return found
    }
  }

  /// The plus keeps the index of findings out of the way: one can have as many exhibits as lines.
  static let exhibitOfLine = """
    WHERE sha256 = ? AND +finding = ? AND path = ? AND byte_offset = ? AND kind = 'log-line'
      AND disposed_at IS NULL ORDER BY position LIMIT 1
    """

  private static func condition(_ conditions: [String]) -> String {
    conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
  }
}
