import Custody
import Model
import WorkspaceStore

/// What of a finding is in the log of evidence.
struct FindingExhibits {
  private struct Place: Hashable {
    var file: String
    var offset: UInt64?
    var sha256: String
  }

  let finding: Finding
  private let lines: [Place: Exhibit]
  /// The finding itself, as it was last taken in.
  let record: Exhibit?
  /// How many cited lines are exhibits, and how many there are.
  let lineCount: Int
  let lineTotal: Int

  /// `lineTotal` where `finding` holds only some of its lines.
  init(of finding: Finding, lineTotal: Int? = nil, in workspace: Workspace) throws {
    self.finding = finding
    self.lineTotal = lineTotal ?? finding.evidence.count
    let kept = try workspace.exhibits(ofFinding: finding.id).filter { $0.disposedAt == nil }
    var lines: [Place: Exhibit] = [:]
    for exhibit in kept.map(\.exhibit) where exhibit.kind == .logLine {
      let place = Place(
        file: exhibit.origin.path,
        offset: exhibit.origin.byteOffset,
        sha256: exhibit.digests.sha256.hexadecimal
      )
      lines[place] = lines[place] ?? exhibit
    }
    self.lines = lines
    record = kept.last { $0.exhibit.kind == .finding }?.exhibit
    lineCount = lines.count
  }

  private static func place(_ line: Evidence) -> Place {
    Place(file: line.file, offset: line.offset, sha256: line.sha256)
  }

  func exhibit(of line: Evidence) -> Exhibit? { lines[Self.place(line)] }

  var areComplete: Bool { lineCount == lineTotal && record != nil }

  func link(of line: Evidence) -> HTML {
    guard let id = exhibit(of: line)?.id.description else { return "" }
    return "<a href=\"/evidence/\(id)\">\(id)</a>"
  }

  /// How many lines are exhibits, and the form that takes in the rest.
  func html(_ visitor: Visitor) -> HTML {
    let state: HTML = """
      <p>\(lineCount) of \(lineTotal) lines are <a href="/evidence?finding=\(finding.id)">exhibits</a>.</p>
      """
    if areComplete { return state }
    return """
      \(state)\(EvidenceForm.html(
        visitor,
        action: "/findings/\(finding.id)/exhibits",
        button: "Take the lines in as exhibits (e)",
        purpose: "evidence of finding \(finding.id)",
        key: true
      ))
      """
  }
}
