import Custody
import Model
import WorkspaceStore

/// What of a finding is in the log of evidence.
struct FindingExhibits {
  /// As many lines are looked up one by one; pages show no more.
  static let linesLookedUp = 200

  let finding: Finding
  private let lines: [Int: Exhibit]
  /// The finding itself, as it was last taken in.
  let record: Exhibit?
  /// How many cited lines are exhibits, and how many there are.
  let lineCount: Int
  let lineTotal: Int

  /// `lineTotal` where `finding` holds only some of its lines.
  /// - Complexity: A look-up for each line that `finding` holds, up to `linesLookedUp`.
  init(of finding: Finding, lineTotal: Int? = nil, in workspace: Workspace) throws {
    self.finding = finding
    self.lineTotal = lineTotal ?? finding.evidence.count
    lineCount = try workspace.countExhibits(
      matching: ExhibitFilter(finding: finding.id, kept: .logLine)
    )
    record = try workspace.exhibits(
      matching: ExhibitFilter(finding: finding.id, kept: .finding),
      limit: 1,
      latestFirst: true
    ).first?.exhibit
    let shown = Array(finding.evidence.prefix(Self.linesLookedUp))
    lines = lineCount == 0 ? [:] : try workspace.exhibits(ofLines: shown, finding: finding.id)
  }

  /// That of a line, by its place among those that `finding` holds.
  func exhibit(ofLine place: Int) -> Exhibit? { lines[place] }

  var areComplete: Bool { lineCount == lineTotal && record != nil }

  func link(ofLine place: Int) -> HTML {
    guard let id = exhibit(ofLine: place)?.id.description else { return "" }
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
