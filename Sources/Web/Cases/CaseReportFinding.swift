import Custody
import Model
import Scan

/// A finding in the report of a case.
struct CaseReportFinding {
  /// More are named by their number; the finding's record holds the places of all.
  private static let linesShown = FindingExhibits.linesLookedUp
  private static let namesShown = 500

  let exhibits: FindingExhibits
  let links: ReportLinks

  private var finding: Finding { exhibits.finding }

  var html: HTML {
    """
    <section id="\(finding.id)"><h2>\(FindingHeadline.text(finding))</h2>
    <p>\(finding.id), \(finding.technique.rawValue), seen \(TimeText.range(finding.firstSeen, finding.lastSeen)) \(lineCitation).
    \(ChanceText.sentence(expectedFalseFindings: finding.score.expectedFalseFindings)) \(recordCitation)</p>
    <h3>Accounts</h3><p>\(finding.accounts.probed) names were tried: \(finding.accounts.absent) do not
    exist, \(finding.accounts.present.count) exist \(lineCitation). Confirmed to the operator:
    \(Self.names(finding.accounts.confirmed)) \(lineCitation).</p>
    <h3>Sources</h3><p>\(Self.names(finding.sources.map(\.ip))) \(lineCitation)</p>
    <h3>What followed</h3>\(TechniquePageView.list(stages, "Nothing that these logs show \(recordCitation)."))
    <h3>What would make this benign</h3>\(TechniquePageView.list(benign, "Nothing known \(recordCitation)."))
    <h3>What these logs cannot show</h3>\(TechniquePageView.list(gaps, "Nothing known \(recordCitation)."))
    <h3 id="\(finding.id)-lines">Evidence</h3>\(lines)</section>
    """
  }

  /// To the table of the lines that the finding cites.
  private var lineCitation: HTML {
    let count = exhibits.lineTotal
    return
      "[<a href=\"#\(finding.id)-lines\">\(count == 1 ? "line 1" : "lines 1 to \(count)")</a>]"
  }

  /// To the finding as the program recorded it.
  private var recordCitation: HTML {
    if let record = exhibits.record { return "[\(links.link(record))]" }
    return links.form == .pages ? "[<a href=\"/findings/\(finding.id)\">finding</a>]" : ""
  }

  private var stages: [HTML] {
    finding.stages.map { "<li>\(StageText.text($0)) \(lineCitation)\(recordCitation)</li>" }
  }
  private var benign: [HTML] { finding.benignIf.map { "<li>\($0) \(recordCitation)</li>" } }
  private var gaps: [HTML] { finding.visibility.map { GapText.item($0, recordCitation) } }

  private static func names(_ names: [String]) -> String {
    if names.isEmpty { return "none" }
    let hidden = names.count - namesShown
    return names.prefix(namesShown).joined(separator: ", ")
      + (hidden > 0 ? " and \(hidden) more" : "")
  }

  private var lines: HTML {
    let rows: [HTML] = finding.evidence.prefix(Self.linesShown).enumerated().map { number, line in
      """
      <tr><td class="number">\(number + 1)</td><td>\(line.file)</td>
      <td class="number">\(String(line.offset))</td><td class="number">\(String(line.length))</td>
      <td><code>\(line.sha256)</code></td><td>\(exhibits.exhibit(ofLine: number).map(links.link) ?? "")</td></tr>
      """
    }
    return """
      <p>\(rows.count) of \(exhibits.lineTotal) lines: bytes of the file, their SHA-256, and the
      exhibit that holds them \(recordCitation).</p>
      <div class="wide" tabindex="0" role="group" aria-label="Table"><table><thead><tr><th class="number">Line</th><th>File</th>
      <th class="number">Offset</th><th class="number">Length</th><th>SHA-256</th><th>Exhibit</th></tr>
      </thead><tbody>\(rows)</tbody></table></div>
      """
  }
}
