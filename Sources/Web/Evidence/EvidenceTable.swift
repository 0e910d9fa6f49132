import Custody
import Model
import Scan

/// Exhibits and the timeline of their custody, as tables.
enum EvidenceTable {
  /// The latest of them.
  static func exhibits(_ state: EvidenceState) -> HTML {
    let rows: [HTML] = state.exhibits.map { stored in
      let exhibit = stored.exhibit
      let finding: HTML =
        exhibit.origin.finding.map { "<a href=\"/findings/\($0)\">\(String($0.prefix(15)))</a>" }
        ?? "none"
      let end = HTML.when(stored.disposedAt != nil, " <span class=\"tag\">disposed of</span>")
      return """
        <tr data-row><td><a href="/evidence/\(exhibit.id.description)">\(exhibit.id.description)</a>\(end)</td>
        <td>\(exhibit.form.rawValue) \(exhibit.kind.rawValue)</td><td>\(exhibit.name)</td>
        <td class="number">\(String(exhibit.digests.byteCount))</td>
        <td><code>\(exhibit.digests.sha256.hexadecimal)</code></td><td>\(finding)</td></tr>
        """
    }
    if rows.isEmpty {
      return """
        <p class="empty">No exhibits yet. The page of a finding takes its cited lines in as exhibits;
        <code>rollcall evidence add FILE</code> takes in a file. From then on every deed is an event of
        a log that can prove itself.</p>
        """
    }
    let hidden = state.count - rows.count
    return """
      <div class="wide" tabindex="0" role="group" aria-label="Table"><table><thead><tr><th>Exhibit</th><th>What</th><th>Name</th>
      <th class="number">Bytes</th><th>SHA-256</th><th>Finding</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>\(HTML.when(hidden > 0, "<p>and \(hidden) earlier ones; <a href=\"/evidence\">evidence</a></p>"))
      """
  }

  static func timeline(_ events: [CustodyEvent]) -> HTML {
    let rows: [HTML] = events.map { event in
      """
      <tr data-row><td class="number">\(String(event.position))</td><td>\(TimeText.minute(event.time))</td>
      <td>\(event.action.rawValue)</td><td>\(event.exhibit?.description ?? "")</td>
      <td>\(event.scene.actor)</td><td>\(event.scene.purpose)</td></tr>
      """
    }
    if rows.isEmpty { return "" }
    return """
      <div class="wide" tabindex="0" role="group" aria-label="Table"><table><thead><tr><th class="number">Event</th><th>Time, UTC</th><th>Deed</th>
      <th>Exhibit</th><th>By</th><th>Why</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  /// What the log proves, as far as it is known without a check of every byte.
  static func proof(_ state: EvidenceState) -> HTML {
    guard let root = state.root else { return "" }
    let stamps =
      state.timestampCount == 0
      ? "no authority has stamped it yet: 'rollcall evidence timestamp'"
      : "\(state.timestampCount) timestamps of authorities"
    return """
      <p>The log has \(String(state.eventCount)) signed events with the root <code>\(root)</code>;
      \(stamps). <code>rollcall verify WORKSPACE</code> checks every signature, hash and byte.</p>
      """
  }
}
