import GRDB
package import Model

/// A scan of many with which a workspace is filled.
package struct ScanToFill: Sendable {
  package var scan: ScanRecord
  package var findings: [Finding]
  /// Places of the findings that the one behind them takes the place of.
  package var superseded: Set<Int>

  package init(scan: ScanRecord, findings: [Finding], superseded: Set<Int>) {
    (self.scan, self.findings, self.superseded) = (scan, findings, superseded)
  }
}

extension Workspace {
  /// What has indexes that are made at the end: a million rows into an index in random order take
  /// longer than the rows themselves.
  private static let filledTables = [
    "finding", "finding_key", "finding_source", "finding_account", "finding_scan",
    "finding_trait", "claim", "report_subject",
  ]
  /// Of the writer's connection while it fills, so that few pages are written twice.
  private static let fillingCacheInKibibytes = 256 * 1024

  /// Fills an empty workspace through the writers that scans and reports go through, for
  /// measurements: one transaction a scan, one for the reports, one for the indexes.
  ///
  /// The findings must be new and say themselves what they take the place of. What is half filled lacks
  /// indexes: throw it away.
  /// - Throws: `notStorable` where something is in it already.
  package func fill(
    scans: some Sequence<ScanToFill>,
    reports: some Sequence<NewReport>
  ) throws(WorkspaceError) {
    do {
      try pool.writeWithoutTransaction { database in
        try refuseFilled(database)
        try database.execute(sql: "PRAGMA cache_size = -\(Self.fillingCacheInKibibytes)")
        let indexes = try Self.dropIndexes(database)
        for scan in scans {
          try database.inTransaction {
            try Self.fill(scan, database)
            return .commit
          }
        }
        try database.inTransaction {
          for report in reports { try Self.insertNew(report, into: database) }
          return .commit
        }
        try database.inTransaction {
          for sql in indexes { try database.execute(sql: sql) }
          return .commit
        }
        try database.execute(sql: "PRAGMA cache_size = -2000")
        _ = try database.checkpoint(.truncate)
      }
    } catch {
      throw WorkspaceError(error, path: directory)
    }
  }

  private func refuseFilled(_ database: Database) throws {
    let sql = "SELECT EXISTS (SELECT 1 FROM finding) OR EXISTS (SELECT 1 FROM report)"
    if try Bool.fetchOne(database, sql: sql) ?? true {
      throw WorkspaceError.notStorable(id: directory, reason: "only an empty workspace is filled")
    }
  }

  /// The statements that make the indexes again.
  private static func dropIndexes(_ database: Database) throws -> [String] {
    let tables = filledTables.map { "'\($0)'" }.joined(separator: ", ")
    let indexes = try Row.fetchAll(
      database,
      sql: """
        SELECT name, sql FROM sqlite_schema
        WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN (\(tables))
        """
    )
    for index in indexes { try database.execute(sql: "DROP INDEX \(index[0] as String)") }
    return indexes.map { $0[1] }
  }

  private static func fill(_ filled: ScanToFill, _ database: Database) throws {
    let scan = try ScanWriter.write(filled.scan, to: database)
    let writer = try FindingWriter(database)
    let authorisations = AuthorisationWriter(database)
    let supersession = Supersession(database)
    var numbers: [Int64] = []
    for finding in filled.findings {
      let number = try writer.write(finding)
      try writer.link(finding: number, scan: scan)
      if finding.authorisedBy != nil {
        try authorisations.write(finding.authorisedBy, finding: number)
      }
      numbers.append(number)
    }
    for place in filled.superseded where place + 1 < numbers.count {
      try supersession.point(numbers[place], to: numbers[place + 1])
    }
  }

  private static func insertNew(_ report: NewReport, into database: Database) throws {
    guard let digest = HexDigest.bytes(of: report.sha256) else {
      throw WorkspaceError.notStorable(id: report.name, reason: "its SHA-256 is malformed")
    }
    try insert(report, digest: digest, into: database)
  }
}
