import GRDB
package import Model

/// A result that is kept as its JSON, with the time at which it was made.
package struct KeptResult: Equatable, Sendable {
  /// What kind of result: each has a table of its own.
  package enum Kind: String, Sendable {
    case exposureAudit = "exposure_audit"
    case visibilityTest = "visibility_test"
  }

  package var number: Int64
  package var at: Timestamp
  package var content: String
}

extension Workspace {
  /// Keeps a result; `content` is JSON.
  package func record(
    _ kind: KeptResult.Kind,
    content: String,
    at now: Timestamp,
    toolVersion: String
  ) throws(WorkspaceError) {
    try writing { database in
      try database.execute(
        sql: "INSERT INTO \(kind.rawValue) (at_ms, tool_version, content) VALUES (?, ?, ?)",
        arguments: [now.millisecondsSince1970, toolVersion, content]
      )
    }
  }

  /// The latest first.
  package func kept(
    _ kind: KeptResult.Kind,
    limit: Int
  ) throws(WorkspaceError) -> [KeptResult] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: "SELECT number, at_ms, content FROM \(kind.rawValue) ORDER BY number DESC LIMIT ?",
        arguments: [limit]
      ).map { row in
        KeptResult(
          number: row[0],
          at: Timestamp(millisecondsSince1970: row[1]),
          content: row[2]
        )
      }
    }
  }

  /// Names that findings confirmed, at services other than web servers: those were read off the very
  /// answers that an audit of web servers judges.
  package func namesConfirmedOffTheWeb() throws(WorkspaceError) -> [String] {
    try reading { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT DISTINCT finding_account.name FROM finding_account
          JOIN finding ON finding.number = finding_account.finding
          WHERE finding.superseded_by IS NULL AND finding.services NOT LIKE '%http.%'
          ORDER BY finding_account.name
          """
      )
    }
  }
}
