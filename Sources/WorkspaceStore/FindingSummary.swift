import GRDB
package import Model

/// A finding as a list shows it.
///
/// Reading one costs no more for a finding with 100,000 records.
package struct FindingSummary: Equatable, Sendable, Encodable, Identifiable {
  package var id: String
  package var technique: TechniqueID
  package var pattern: Finding.Pattern
  package var firstSeen: Timestamp
  package var lastSeen: Timestamp
  package var detectedAt: Timestamp
  package var services: [String]
  /// The source with the most probes; `nil` where the finding names none.
  package var firstSource: String?
  package var sourceCount: Int
  package var probes: Int
  package var absentCount: Int
  package var presentCount: Int
  package var confirmedCount: Int
  package var stageCount: Int
  package var evidenceCount: Int
  package var log10E: Double
  package var expectedFalseFindings: Double
  package var isSuperseded: Bool
  /// The entry of the allow list that covers it.
  package var authorisedBy: String?

  static let sql = "SELECT \(columns) FROM finding WHERE number = ?"

  private static let columns = """
    id, technique, pattern, first_seen_ms, last_seen_ms, detected_at_ms, services, first_source,
    source_count, probes, absent_count, present_count, confirmed_count, stage_count,
    evidence_count, log10_e, expected_false_findings, superseded_by IS NOT NULL,
    (SELECT entry FROM finding_authorisation WHERE finding = finding.number)
    """

  /// - Throws: `WorkspaceError.corrupt` for a pattern that this version does not know: one of a later
  ///   version would have been refused on opening.
  init(row: Row, directory: String) throws {
    id = row[0]
    technique = TechniqueID(rawValue: row[1])
    guard let pattern = Finding.Pattern(rawValue: row[2]) else {
      throw WorkspaceError.corrupt(path: directory)
    }
    self.pattern = pattern
    firstSeen = Timestamp(millisecondsSince1970: row[3])
    lastSeen = Timestamp(millisecondsSince1970: row[4])
    detectedAt = Timestamp(millisecondsSince1970: row[5])
    services = (row[6] as String).split(separator: " ").map(String.init)
    sourceCount = row[8]
    firstSource = sourceCount > 0 ? row[7] : nil
    probes = row[9]
    absentCount = row[10]
    presentCount = row[11]
    confirmedCount = row[12]
    stageCount = row[13]
    evidenceCount = row[14]
    log10E = row[15]
    expectedFalseFindings = row[16]
    isSuperseded = row[17]
    authorisedBy = row[18]
  }
}

/// One page of a list of findings.
package struct FindingPage: Equatable, Sendable {
  package var findings: [FindingSummary]
  /// Where the next page begins; `nil` on the last one.
  package var next: FindingCursor?
}

/// How many findings a list holds.
package struct FindingCount: Equatable, Sendable {
  package var value: Int
  /// Whether there are more, which were not counted.
  package var isMore: Bool
}

/// A finding in full, and its place among the others.
package struct StoredFinding: Equatable, Sendable {
  /// With the cited records that were asked for.
  package var finding: Finding
  /// How many records it cites in all.
  package var evidenceCount: Int
  /// The scans that saw it, oldest first.
  package var scanIDs: [String]
  /// The findings that it took the place of directly, sorted.
  package var supersedes: [String]
  package var supersededBy: String?
}
