// What reports name of findings, from either end. Nothing looks through findings or through the claims
// of all reports: each value of the one is looked up among the values of all others.

import GRDB
import Model

extension Workspace {
  private typealias Named = (kind: NamedFinding.Kind, value: String, indicator: String, count: Int)

  /// What of a finding reports name: its sources, their networks and autonomous systems, its clients.
  /// - Complexity: The values of the finding, and the networks that reports name.
  package func reports(namingFinding id: String) throws(WorkspaceError) -> NamedFindings {
    try reading { database in
      var named: [Named] = []
      for row in try Row.fetchAll(database, sql: Self.namedInFindingSQL, arguments: [id]) {
        let value: String = row[1]
        named.append((try Self.kind(row[0]), value, value, row[2]))
      }
      named += try Self.networks(ofFinding: id, database)
      let naming = try database.cachedStatement(sql: Self.namingReportsSQL)
      var found = NamedFindings()
      for (kind, value, indicator, count) in named where found.room > 0 {
        for row in try Row.fetchAll(naming, arguments: [indicator, found.room]) {
          found.list.append(
            NamedFinding(
              finding: id,
              kind: kind,
              value: value,
              indicator: indicator,
              report: row[0],
              title: row[1],
              reportCount: count
            )
          )
        }
      }
      return found.finished()
    }
  }

  /// What of findings a report names; findings that another took the place of are left out.
  /// - Complexity: The indicators of the report, each looked up, and the findings that are listed.
  package func findings(namedBy id: String) throws(WorkspaceError) -> NamedFindings {
    try reading { database in
      var found = NamedFindings()
      let rows = try Row.fetchAll(
        database.cachedStatement(sql: Self.namedInReportSQL),
        arguments: [id]
      )
      if rows.isEmpty { return found }
      let title = try String.fetchOne(
        database,
        sql: "SELECT \(Self.reportTitle) FROM report WHERE id = ?",
        arguments: [id]
      )
      for row in rows where found.room > 0 {
        let (indicator, count): (String, Int) = (row[0], row[1])
        for hit in try Self.hits(row, limit: found.room, database) {
          found.list.append(
            NamedFinding(
              finding: hit.finding,
              kind: hit.kind,
              value: hit.value,
              indicator: indicator,
              report: id,
              title: title ?? "",
              reportCount: count
            )
          )
        }
      }
      return found.finished()
    }
  }

  private typealias Hit = (finding: String, kind: NamedFinding.Kind, value: String)

  /// Findings with one value of a report, as `namedInReportSQL` gives it.
  private static func hits(_ row: Row, limit: Int, _ database: Database) throws -> [Hit] {
    let indicator: String = row[0]
    let (isAddress, trait, isNetwork): (Bool, Int64?, Bool) = (row[2], row[3], row[5])
    var hits: [Hit] = []
    if isAddress {
      let statement = try database.cachedStatement(sql: findingsOfSourceSQL)
      for finding in try String.fetchAll(statement, arguments: [indicator, limit]) {
        hits.append((finding, .address, indicator))
      }
    }
    if let trait {
      let kind = try Self.kind(row[4])
      let statement = try database.cachedStatement(sql: findingsOfTraitSQL)
      for finding in try String.fetchAll(statement, arguments: [trait, limit]) {
        hits.append((finding, kind, indicator))
      }
    }
    if isNetwork, let network = AddressRange(indicator) {
      try add(network, limit: limit, database, to: &hits)
    }
    return hits
  }

  private static func add(
    _ network: AddressRange,
    limit: Int,
    _ database: Database,
    to hits: inout [Hit]
  ) throws {
    let statement = try database.cachedStatement(sql: findingsOfSpellingSQL)
    for (from, to) in NetworkSpelling(of: network).ranges {
      let rows = try Row.fetchCursor(statement, arguments: [from, to])
      while hits.count < limit, let row = try rows.next() {
        let address: String = row[1]
        guard let single = AddressRange(address), network.contains(single.base) else { continue }
        hits.append((row[0], .network, address))
      }
    }
  }

  /// The networks of reports that hold sources of a finding.
  private static func networks(ofFinding id: String, _ database: Database) throws -> [Named] {
    var networks: [Int: [AddressRange: (subject: String, count: Int)]] = [:]
    for row in try Row.fetchAll(database, sql: networksSQL) {
      let (subject, count): (String, Int) = (row[0], row[1])
      guard let network = AddressRange(subject),
        !NetworkSpelling(of: network).ranges.isEmpty
      else { continue }
      networks[network.prefixBits, default: [:]][network] = (subject, count)
    }
    if networks.isEmpty { return [] }
    var named: [Named] = []
    for address in try String.fetchAll(database, sql: sourcesSQL, arguments: [id]) {
      guard let single = AddressRange(address) else { continue }
      for (bits, held) in networks {
        let network = AddressRange(around: single.base, prefixBits: bits)
        guard let (subject, count) = held[network] else { continue }
        named.append((.network, address, subject, count))
      }
    }
    return Array(
      named.sorted { ($0.count, $0.indicator, $0.value) < ($1.count, $1.indicator, $1.value) }
        .prefix(NamedFindings.most + 1)
    )
  }

  private static func kind(_ text: String) throws -> NamedFinding.Kind {
    guard let kind = NamedFinding.Kind(rawValue: text) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT)
    }
    return kind
  }

  static let namedInFindingSQL = """
    SELECT 'address', address, reports
    FROM finding CROSS JOIN finding_source ON finding_source.finding = finding.number
    CROSS JOIN subject_total AS total ON total.kind = 'indicator' AND total.subject = address
    WHERE id = ?1 AND reports > 0
    UNION ALL SELECT trait.kind, value, reports
    FROM finding CROSS JOIN finding_trait ON finding_trait.finding = finding.number
    CROSS JOIN trait ON trait.number = trait
    CROSS JOIN subject_total AS total ON total.kind = 'indicator' AND total.subject = value
    WHERE id = ?1 AND reports > 0
    ORDER BY 3, 2, 1 LIMIT \(NamedFindings.most + 1)
    """
  static let sourcesSQL = """
    SELECT address FROM finding CROSS JOIN finding_source
      ON finding_source.finding = finding.number WHERE id = ?
    """
  static let networksSQL = """
    SELECT subject, reports FROM subject_total INDEXED BY subject_total_of_network
    WHERE \(Schema.isNetwork) AND reports > 0
    """
  /// Indicators of a report that are of a finding, or may be.
  static let namedInReportSQL = """
    SELECT named.subject, reports,
      EXISTS (SELECT 1 FROM finding_source WHERE address = named.subject) AS is_address,
      trait.number, trait.kind,
      named.subject GLOB '*/*' AND named.subject NOT GLOB '*[^0-9a-f./:]*' AS is_network
    FROM report CROSS JOIN report_subject AS named ON named.report = report.number
    CROSS JOIN subject_total AS total ON total.kind = named.kind AND total.subject = named.subject
    LEFT JOIN trait ON trait.value = named.subject
    WHERE id = ? AND named.kind = 'indicator' AND standing > 0
      AND (is_address OR is_network OR trait.number IS NOT NULL)
    ORDER BY reports, named.subject
    """
  static let namingReportsSQL = """
    SELECT report.id, \(reportTitle)
    FROM report_subject CROSS JOIN report ON report.number = report_subject.report
    WHERE subject = ? AND kind = 'indicator' AND standing > 0
    ORDER BY report_subject.report DESC LIMIT ?
    """
  private static let isCurrent = """
    +facet IN (SELECT number FROM finding_facet WHERE is_superseded = 0)
    """
  static let findingsOfSourceSQL = """
    SELECT id FROM finding_source CROSS JOIN finding_key
      ON finding_key.finding = finding_source.finding
    WHERE address = ? AND \(isCurrent)
    ORDER BY finding_source.finding DESC LIMIT ?
    """
  static let findingsOfTraitSQL = """
    SELECT id FROM finding_trait CROSS JOIN finding_key
      ON finding_key.finding = finding_trait.finding
    WHERE trait = ? AND \(isCurrent)
    ORDER BY finding_trait.finding DESC LIMIT ?
    """
  static let findingsOfSpellingSQL = """
    SELECT id, address FROM finding_source CROSS JOIN finding_key
      ON finding_key.finding = finding_source.finding
    WHERE address >= ? AND address < ? AND \(isCurrent)
    ORDER BY address, finding_source.finding
    """
}
