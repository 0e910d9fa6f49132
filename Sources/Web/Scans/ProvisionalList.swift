import Scan

/// Findings of a log's beginning, which say that they are no more than that.
struct ProvisionalList {
  let findings: ProvisionalFindings

  var html: HTML {
    """
    <h2>Provisional findings</h2>
    <p class="note">Of the first \(findings.byteCount / 1_000_000) MB only. Nothing of it is kept: more of
    the log can change it, and the findings of the whole log take its place.</p>\(table)
    """
  }

  private var table: HTML {
    if findings.findings.isEmpty { return "<p class=\"empty\">None so far.</p>" }
    let rows: [HTML] = findings.findings.map(Self.row)
    return """
      <table class="rows"><thead><tr><th>Last seen, UTC</th><th>Sources</th><th>Pattern</th>
      <th class="number">Probes</th><th class="number">Absent</th><th class="number">Exist</th>
      <th class="number">Confirmed</th><th class="number">Follow-on</th></tr></thead>
      <tbody>\(rows)</tbody></table>
      \(HTML.when(findings.isCut, "<p>and weaker ones</p>"))
      """
  }

  private static func row(_ entry: ProvisionalFindings.Entry) -> HTML {
    let sources =
      entry.sources.isEmpty ? "not in the log" : entry.sources.joined(separator: ", ")
    return """
      <tr data-row><td data-label="Last seen">\(TimeText.minute(entry.lastSeen))</td>
      <td data-label="Sources">\(sources)</td><td data-label="Pattern">\(entry.pattern)</td>
      <td class="number" data-label="Probes">\(entry.probes)</td>
      <td class="number" data-label="Absent">\(entry.absentCount)</td>
      <td class="number" data-label="Exist">\(entry.presentCount)</td>
      <td class="number" data-label="Confirmed">\(entry.confirmedCount)</td>
      <td class="number" data-label="Follow-on">\(entry.stageCount)</td></tr>
      """
  }
}
