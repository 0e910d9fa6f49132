// Comma-separated values after RFC 4180: lines end in CR LF, a cell with a comma or a quote is quoted.
//
// A spreadsheet runs a cell that begins with = + - @ as a formula, and cells hold what an attacker
// typed: such text gets an apostrophe in front (OWASP, "CSV injection"). Figures of ours do not.

package import Model

package enum FindingCSV {
  package static var header: String {
    columns.map(\.name).joined(separator: ",") + "\r\n"
  }

  /// One row with its line end.
  ///
  /// A space within an item of a list is written `\ `.
  package static func row(for finding: Finding) -> String {
    columns.map { $0.cell(finding) }.joined(separator: ",") + "\r\n"
  }

  private struct Column: Sendable {
    var name: String
    var cell: @Sendable (Finding) -> String
  }

  private static let columns: [Column] = [
    Column(name: "id") { text($0.id) },
    Column(name: "technique") { text($0.technique.rawValue) },
    Column(name: "kind") { text($0.kind.rawValue) },
    Column(name: "pattern") { text($0.pattern.rawValue) },
    Column(name: "first_seen") { text($0.firstSeen.rfc3339) },
    Column(name: "last_seen") { text($0.lastSeen.rfc3339) },
    Column(name: "detected_at") { text($0.detectedAt.rfc3339) },
    Column(name: "probes") { "\($0.probes)" },
    Column(name: "probes_at_detection") { "\($0.probesAtDetection)" },
    Column(name: "services") { list($0.services) },
    Column(name: "sources") { list($0.sources.map(\.ip)) },
    Column(name: "clients") { list($0.clients) },
    Column(name: "accounts_probed") { "\($0.accounts.probed)" },
    Column(name: "accounts_absent") { "\($0.accounts.absent)" },
    Column(name: "accounts_present") { list($0.accounts.present) },
    Column(name: "accounts_confirmed") { list($0.accounts.confirmed) },
    Column(name: "confirmed_visibility") { text($0.accounts.confirmedVisibility.rawValue) },
    Column(name: "score_log10_e") { "\($0.score.log10E)" },
    Column(name: "expected_false_findings") { "\($0.score.expectedFalseFindings)" },
    Column(name: "stages") { list($0.stages.map(\.kind.rawValue)) },
    Column(name: "visibility") { list($0.visibility) },
    Column(name: "evidence_records") { "\($0.evidence.count)" },
    Column(name: "evidence_files") { list(files(of: $0)) },
    Column(name: "status") { $0.status?.rawValue ?? "open" },
  ]

  private static func files(of finding: Finding) -> [String] {
    var files: [String] = []
    for record in finding.evidence where record.file != files.last { files.append(record.file) }
    return files
  }

  private static func list(_ items: [String]) -> String {
    text(
      items.map { item in
        // Escaped one by one, or a mark at the start of an item would sit on the space before it.
        VisibleText.escaped(item).split(separator: " ", omittingEmptySubsequences: false)
          .joined(separator: "\\ ")
      }.joined(separator: " ")
    )
  }

  static func text(_ text: String) -> String {
    let isFormula = text.unicodeScalars.first.map { "=+-@\t\r\n＝＋－＠".unicodeScalars.contains($0) }
    var cell = VisibleText.escaped(text)
    if isFormula == true { cell = "'" + cell }
    guard cell.unicodeScalars.contains(where: { $0 == "," || $0 == "\"" }) else { return cell }
    let doubled = cell.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"")
    return "\"\(doubled)\""
  }
}
