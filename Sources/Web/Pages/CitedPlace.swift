import Hummingbird
import Model
import WorkspaceStore

/// One line of those that a finding cites.
struct CitedPlace {
  /// The id of the finding.
  let finding: String
  /// Its place among the lines, from 0.
  let number: Int
  let lineCount: Int
  let evidence: Evidence

  /// As the audit log names it: counted from 1, as the page does.
  var subject: String { "\(finding) line \(number + 1)" }
}

extension Workspace {
  /// - Throws: 404 where the finding cites no such line.
  func citedLine(_ number: String, ofFinding id: String) throws -> CitedPlace {
    guard let number = Int(number), number >= 0, number < .max else { throw HTTPError(.notFound) }
    let stored = try finding(id: id, evidence: number..<number + 1)
    guard let evidence = stored.finding.evidence.first else { throw HTTPError(.notFound) }
    return CitedPlace(
      finding: stored.finding.id,
      number: number,
      lineCount: stored.evidenceCount,
      evidence: evidence
    )
  }
}
