import FoundationEssentials
import GRDB
package import Model

/// What recording a scan changed.
package struct RecordedScan: Equatable, Sendable {
  /// Ids of findings that the workspace did not have, in the order given.
  package var added: [String]
  /// Ids of findings that it had, in the order given.
  ///
  /// They keep what was stored first, except for who authorised them.
  package var alreadyKnown: [String]
  /// Ids of findings of earlier scans that one of `added` takes the place of, sorted.
  package var superseded: [String]
  /// The version of the baseline that was written; `nil` where nothing was learned.
  package var baseline: Int64?

  package init(added: [String], alreadyKnown: [String], superseded: [String]) {
    self.added = added
    self.alreadyKnown = alreadyKnown
    self.superseded = superseded
  }
}

extension Workspace {
  /// Stores a scan, what it found and what it learned, all of it or, on an error, none of it.
  ///
  /// A finding is known by its id, which stands for its evidence: it is stored once, whatever the
  /// number of scans that see it. A scan that is recorded again keeps its id and takes the new times
  /// and counts.
  ///
  /// - Complexity: One row for each record that a new finding cites; a finding that is known costs a
  ///   look-up.
  @discardableResult
  package func recordScan(
    _ scan: ScanRecord,
    findings: [Finding],
    baseline: BaselineUpdate? = nil
  ) throws(WorkspaceError) -> RecordedScan {
    try writing { database in
      let scanNumber = try ScanWriter.write(scan, to: database)
      let writer = try FindingWriter(database)
      let authorisations = AuthorisationWriter(database)
      var recorded = RecordedScan(added: [], alreadyKnown: [], superseded: [])
      var superseded: Set<String> = []
      for finding in findings {
        if let known = try writer.number(of: finding.id) {
          try writer.link(finding: known, scan: scanNumber)
          try authorisations.write(finding.authorisedBy, finding: known)
          recorded.alreadyKnown.append(finding.id)
        } else {
          let number = try writer.write(finding)
          try writer.link(finding: number, scan: scanNumber)
          try authorisations.write(finding.authorisedBy, finding: number)
          superseded.formUnion(
            try Supersession(database).settle(finding, number: number)
          )
          recorded.added.append(finding.id)
        }
      }
      recorded.superseded = superseded.sorted()
      if let baseline {
        recorded.baseline = try BaselineWriter(database).add(
          baseline,
          scan: scan.id,
          at: scan.finishedAt,
          toolVersion: scan.toolVersion
        )
      }
      return recorded
    }
  }
}
