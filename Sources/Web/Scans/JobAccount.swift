import Foundation
import Scan

/// What became of every record of a log: lines in are lines out and reasons.
struct JobAccount {
  private let summary: ScanSummary

  /// `nil` where there is none yet.
  init?(json: String) {
    let decoder = JSONDecoder()
    // Written by us; what a later version wrote differently is not shown rather than shown wrong.
    guard !json.isEmpty, let summary = try? decoder.decode(ScanSummary.self, from: Data(json.utf8))
    else { return nil }
    self.summary = summary
  }

  var html: HTML {
    let rows: [HTML] = summary.inputs.map(Self.row)
    return """
      <h2>What became of every line</h2>
      <div class="wide" tabindex="0" role="group" aria-label="Table"><table><thead><tr><th>Format</th><th class="number">Records in</th>
      <th class="number">Attempts</th><th class="number">Not attempts</th>
      <th class="number">Not understood</th><th class="number">Unaccounted</th><th>Reasons</th></tr>
      </thead><tbody>\(rows)</tbody></table></div>
      <p class="quiet">\(summary.nameCount) names, \(summary.sourceCount) sources;
      \(String(summary.wallTimeMilliseconds)) ms.</p>\(times)
      """
  }

  /// When it all was, and what was assumed of it.
  private var times: HTML {
    guard let first = summary.firstSeen, let last = summary.lastSeen else { return "" }
    return """
      <p class="quiet">Attempts from \(TimeText.range(first, last)). Times without a zone were read as UTC, and years
      that the log leaves out told from the day it was sent: if that is not so, scan it with
      <code>rollcall scan --timezone ZONE --year YEAR --workspace DIR LOG</code>.</p>
      """
  }

  private static func row(_ input: ScanSummary.Input) -> HTML {
    let reasons: [HTML] = input.notUnderstood.map { reason in
      let lines = reason.exampleLines.map(String.init).joined(separator: ", ")
      return "<li>\(reason.count) × \(reason.text), as in line \(lines)</li>"
    }
    return """
      <tr><td><code>\(input.format ?? "none")</code></td><td class="number">\(input.records)</td>
      <td class="number">\(input.attempts)</td><td class="number">\(input.notAttempts)</td>
      <td class="number">\(input.notUnderstoodCount)</td><td class="number">\(input.unaccounted)</td>
      <td>\(reasons.isEmpty ? "none" : "<ul>\(reasons)</ul>")</td></tr>
      """
  }
}
