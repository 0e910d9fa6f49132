// A log grows, is scanned again, and the same roll call comes back with more evidence and thus
// another id. Both findings are kept, and the one with less evidence points to its successor:
//
//   B supersedes A  if both have the same set of sources and B cites every record that A cites,
//                   the same file, offset and hash.
//
// The rule asks for containment, not for which of the two came first, so an old copy of a log that
// is scanned late does not come up as news. Containment is transitive: it is enough to compare with
// findings that nothing supersedes yet.

import FoundationEssentials
import GRDB
import Model

struct Supersession {
  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  /// Settles which findings the new one supersedes, and which one, if any, supersedes it.
  ///
  /// - Returns: The ids of the findings that the new one supersedes.
  func settle(_ finding: Finding, number: Int64) throws -> [String] {
    let candidates = try candidates(for: finding, number: number)
    guard !candidates.isEmpty else { return [] }
    let cited = Set(finding.evidence.map(Citation.init))
    var superseded: [String] = []
    for candidate in candidates {
      if candidate.evidenceCount <= cited.count {
        if try citations(of: candidate.number, areAllIn: cited) {
          try point(candidate.number, to: number)
          superseded.append(candidate.id)
        }
      } else if try citations(of: candidate.number, contain: cited) {
        try point(number, to: candidate.number)
        break
      }
    }
    return superseded
  }

  private struct Candidate {
    var number: Int64
    var id: String
    var evidenceCount: Int
  }

  /// One cited record, without its length: the hash already speaks for it.
  private struct Citation: Hashable {
    var file: String
    var offset: UInt64
    var sha256: String

    init(_ evidence: Evidence) {
      file = evidence.file
      offset = evidence.offset
      sha256 = evidence.sha256
    }
  }

  /// Findings that nothing supersedes with the same set of sources, those with the least evidence
  /// first.
  private func candidates(for finding: Finding, number: Int64) throws -> [Candidate] {
    let sources = Set(finding.sources.map(\.ip))
    var sql = """
      SELECT number, id, evidence_count FROM finding
      WHERE superseded_by IS NULL AND number <> ? AND source_count = \(finding.sources.count)
      """
    var arguments: StatementArguments = [number]
    if let source = finding.sources.first {
      sql += " AND number IN (SELECT finding FROM finding_source WHERE address = ?)"
      arguments += [source.ip]
    }
    sql += " ORDER BY evidence_count, number"
    return try Row.fetchAll(database, sql: sql, arguments: arguments)
      .map { Candidate(number: $0[0], id: $0[1], evidenceCount: $0[2]) }
      .filter { try self.sources(of: $0.number) == sources }
  }

  private func sources(of number: Int64) throws -> Set<String> {
    try String.fetchSet(
      database,
      sql: "SELECT address FROM finding_source WHERE finding = ?",
      arguments: [number]
    )
  }

  private func citations(of number: Int64, areAllIn cited: Set<Citation>) throws -> Bool {
    let evidence = try EvidenceReader.cursor(database, finding: number)
    while let record = try evidence.next() {
      guard cited.contains(Citation(record)) else { return false }
    }
    return true
  }

  private func citations(of number: Int64, contain cited: Set<Citation>) throws -> Bool {
    var missing = cited
    let evidence = try EvidenceReader.cursor(database, finding: number)
    while let record = try evidence.next(), !missing.isEmpty {
      missing.remove(Citation(record))
    }
    return missing.isEmpty
  }

  func point(_ older: Int64, to newer: Int64) throws {
    try database.cachedStatement(sql: "UPDATE finding SET superseded_by = ? WHERE number = ?")
      .execute(arguments: [newer, older])
  }
}
