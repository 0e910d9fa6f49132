import GRDB
import Model

/// Something of a finding that a report names as an indicator.
package struct NamedFinding: Sendable, Equatable, Encodable {
  package enum Kind: String, Sendable, Encodable {
    case address
    /// A network of the report holds the address.
    case network
    /// The autonomous system that an address belongs to.
    case system
    case client
  }

  package var finding: String
  package var kind: Kind
  /// As the finding has it.
  package var value: String
  /// As the report has it, not defanged.
  package var indicator: String
  package var report: String
  package var title: String
  /// How many reports name the indicator: one that all name tells little.
  package var reportCount: Int
}

extension Workspace {
  private static let mostNamedFindings = 200

  /// What of a finding reports name: its sources, their networks and autonomous systems, its clients.
  package func reports(namingFinding id: String) throws(WorkspaceError) -> [NamedFinding] {
    try named("finding.id = ?", id)
  }

  /// What of findings a report names; findings that another took the place of are left out.
  package func findings(namedBy id: String) throws(WorkspaceError) -> [NamedFinding] {
    try named("report.id = ? AND finding.superseded_by IS NULL", id)
  }

  private func named(
    _ condition: String,
    _ id: String
  ) throws(WorkspaceError) -> [NamedFinding] {
    try reading { database in
      let whole = try Row.fetchAll(
        database,
        sql: Self.namedSQL(condition),
        arguments: [id, id, id]
      ).map(Self.namedFinding)
      let networks = try Self.networks(condition, id, database)
      return (whole + networks).sorted {
        ($0.reportCount, $0.kind.rawValue, $0.value, $0.report, $0.finding)
          < ($1.reportCount, $1.kind.rawValue, $1.value, $1.report, $1.finding)
      }
    }
  }

  private static let reportCount = """
    (SELECT count(DISTINCT other.report) FROM claim AS other
      WHERE other.subject = claim.subject AND other.kind = 'indicator')
    """

  /// Values that are equal. A client is compared whole: a part of one is what fingerprints are for.
  private static func namedSQL(_ condition: String) -> String {
    let columns = "finding.id, %, claim.subject, report.id, report.title, \(reportCount)"
    func select(_ kind: String, _ value: String, _ join: String) -> String {
      """
      SELECT DISTINCT '\(kind)', \(columns.replacing("%", with: value)) FROM claim
      JOIN report ON report.number = claim.report \(join)
      WHERE claim.kind = 'indicator' AND \(condition) AND \(lastVerdict) <> 'rejected'
      """
    }
    return [
      select(
        "address",
        "address",
        "JOIN finding_source ON address = subject JOIN finding ON finding.number = finding"
      ),
      select(
        "client",
        "client.value",
        "JOIN finding JOIN json_each(finding.content, '$.clients') AS client ON client.value = subject"
      ),
      select(
        "system",
        "claim.subject",
        """
        JOIN finding JOIN json_each(finding.content, '$.sources') AS source
          ON 'AS' || json_extract(source.value, '$.asn') = subject
        """
      ),
    ].joined(separator: " UNION ALL ") + " LIMIT \(mostNamedFindings)"
  }

  private static func namedFinding(_ row: Row) throws -> NamedFinding {
    guard let kind = NamedFinding.Kind(rawValue: row[0]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT)
    }
    return NamedFinding(
      finding: row[1],
      kind: kind,
      value: row[2],
      indicator: row[3],
      report: row[4],
      title: row[5],
      reportCount: row[6]
    )
  }

  /// SQLite does not know networks: those of reports are few, and are compared here.
  private static func networks(
    _ condition: String,
    _ id: String,
    _ database: Database
  ) throws -> [NamedFinding] {
    let claims = try Row.fetchAll(
      database,
      sql: """
        SELECT DISTINCT claim.subject, report.id, report.title, \(reportCount) FROM claim
        JOIN report ON report.number = claim.report
        WHERE claim.kind = 'indicator' AND detail IN ('ipv4', 'ipv6') AND subject LIKE '%/%'
          AND \(lastVerdict) <> 'rejected'
        """
    )
    var found: [NamedFinding] = []
    for claim in claims {
      let (subject, report): (String, String) = (claim[0], claim[1])
      guard let range = AddressRange(subject) else { continue }
      let sources = try Row.fetchAll(
        database,
        sql: """
          SELECT finding.id, address FROM finding_source
          JOIN finding ON finding.number = finding JOIN report
          WHERE report.id = ? AND \(condition)
          """,
        arguments: [report, id]
      )
      for source in sources where found.count < mostNamedFindings {
        let address: String = source[1]
        guard let single = AddressRange(address), range.contains(single.base) else { continue }
        found.append(
          NamedFinding(
            finding: source[0],
            kind: .network,
            value: address,
            indicator: subject,
            report: report,
            title: claim[2],
            reportCount: claim[3]
          )
        )
      }
    }
    return found
  }
}
