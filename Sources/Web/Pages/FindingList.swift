import Model
import Scan
import WorkspaceStore

/// Findings as rows of a table; on a phone, as cards.
struct FindingList {
  let findings: [FindingSummary]
  /// Their places in the queue, where the list is one; as many as findings.
  var states: [Finding.Triage.State] = []

  var html: HTML {
    if findings.isEmpty { return "<p class=\"empty\">None.</p>" }
    let rows: [HTML] = findings.enumerated().map { place, finding in
      row(finding, states.indices.contains(place) ? states[place] : nil)
    }
    return """
      <table class="rows"><thead><tr><th>Last seen, UTC</th><th>Source</th><th>Pattern</th>
      <th class="number">Probes</th><th class="number">Absent</th><th class="number">Exist</th>
      <th class="number">Confirmed</th><th class="number">Follow-on</th><th>Finding</th></tr></thead>
      <tbody>\(rows)</tbody></table>
      """
  }

  private func row(_ finding: FindingSummary, _ state: Finding.Triage.State?) -> HTML {
    """
    <tr data-row><td data-label="Last seen">\(TimeText.minute(finding.lastSeen))</td>
    <td data-label="Source">\(source(finding))</td>
    <td data-label="Pattern"><span>\(FindingHeadline.pattern(finding.pattern))\
     <span class="quiet">\(finding.services.joined(separator: ", "))</span>\
    \(state.map(Self.tag) ?? "")\
    \(HTML.when(finding.isSuperseded, " <span class=\"tag\">superseded</span>"))\
    \(HTML.when(finding.authorisedBy != nil, " <span class=\"tag\">authorised</span>"))</span></td>
    <td class="number" data-label="Probes">\(finding.probes)</td>
    <td class="number" data-label="Absent">\(finding.absentCount)</td>
    <td class="number" data-label="Exist">\(finding.presentCount)</td>
    <td class="number" data-label="Confirmed">\(Self.marked(finding.confirmedCount))</td>
    <td class="number" data-label="Follow-on">\(Self.marked(finding.stageCount))</td>
    <td data-label="Finding"><a class="id" href="/findings/\(finding.id)">\(finding.id)</a></td></tr>
    """
  }

  private static func tag(_ state: Finding.Triage.State) -> HTML {
    state == .page
      ? " <span class=\"tag alarm\">page</span>" : " <span class=\"tag\">\(state.rawValue)</span>"
  }

  private func source(_ finding: FindingSummary) -> HTML {
    guard let first = finding.firstSource else { return "not in the log" }
    let others = finding.sourceCount - 1
    return
      "<span>\(first)\(HTML.when(others > 0, " <span class=\"tag\">+ \(others)</span>"))</span>"
  }

  private static func marked(_ count: Int) -> HTML {
    count > 0 ? "<strong class=\"alarm\">\(count)</strong>" : "0"
  }
}
