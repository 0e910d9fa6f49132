import Model
import Scan

/// A finding in the report of a case.
struct CaseReportFinding {
  /// More are named by their number; the finding's export holds them all.
  private static let linesShown = 200
  private static let namesShown = 500

  let finding: Finding

  var html: HTML {
    """
    <section id="\(finding.id)"><h2>\(FindingHeadline.text(finding))</h2>
    <p>\(finding.id) · \(finding.technique.rawValue) · \(TimeText.range(finding.firstSeen, finding.lastSeen)).
    \(ChanceText.sentence(expectedFalseFindings: finding.score.expectedFalseFindings))</p>
    <h3>Accounts</h3><p>\(finding.accounts.probed) names tried: \(finding.accounts.absent) do not exist,
    \(finding.accounts.present.count) exist. Confirmed to the operator: \(Self.names(finding.accounts.confirmed)).</p>
    <h3>Sources</h3><p>\(Self.names(finding.sources.map(\.ip)))</p>
    <h3>What followed</h3>\(TechniquePageView.list(stages, "Nothing that these logs show."))
    <h3>What would make this benign</h3>\(TechniquePageView.list(benign, "Nothing known."))
    <h3>What these logs cannot show</h3>\(TechniquePageView.list(gaps, "Nothing known."))
    <h3>Evidence</h3>\(lines)</section>
    """
  }

  private var stages: [HTML] { finding.stages.map { "<li>\(StageText.text($0))</li>" } }
  private var benign: [HTML] { finding.benignIf.map { "<li>\($0)</li>" } }
  private var gaps: [HTML] { finding.visibility.map { GapText.item($0) } }

  private static func names(_ names: [String]) -> String {
    if names.isEmpty { return "none" }
    let hidden = names.count - namesShown
    return names.prefix(namesShown).joined(separator: ", ")
      + (hidden > 0 ? " and \(hidden) more" : "")
  }

  private var lines: HTML {
    let rows: [HTML] = finding.evidence.prefix(Self.linesShown).map { line in
      """
      <tr><td>\(line.file)</td><td class="number">\(String(line.offset))</td>
      <td class="number">\(String(line.length))</td><td><code>\(line.sha256)</code></td></tr>
      """
    }
    return """
      <p>\(rows.count) of \(finding.evidence.count) lines: bytes of the file, and their SHA-256.</p>
      <div class="wide" tabindex="0" role="group" aria-label="Table"><table><thead><tr><th>File</th><th class="number">Offset</th>
      <th class="number">Length</th><th>SHA-256</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }
}
