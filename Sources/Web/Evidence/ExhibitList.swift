import Custody
import WorkspaceStore

/// Exhibits in a table, without their bytes.
struct ExhibitList {
  let exhibits: [StoredExhibit]

  private static let none: HTML = """
    <p class="empty">No exhibit yet. Open a <a href="/findings">finding</a> and take its lines in, or use
    <code>rollcall evidence add</code>.</p>
    """

  var html: HTML {
    if exhibits.isEmpty { return Self.none }
    let rows: [HTML] = exhibits.map { stored in
      let exhibit = stored.exhibit
      let end: HTML = stored.disposedAt == nil ? "" : " <span class=\"tag\">disposed of</span>"
      return """
        <tr data-row><td data-label="Exhibit"><a href="/evidence/\(exhibit.id.description)">\(exhibit.id.description)</a>\(end)</td>
        <td data-label="What">\(exhibit.form.rawValue) \(exhibit.kind.rawValue)</td>
        <td data-label="Name">\(exhibit.name)</td>
        <td class="number" data-label="Bytes">\(String(exhibit.digests.byteCount))</td>
        <td data-label="SHA-256"><code>\(exhibit.digests.sha256.hexadecimal)</code></td></tr>
        """
    }
    return """
      <div class="wide" tabindex="0" role="group" aria-label="Table"><table class="rows"><thead><tr><th>Exhibit</th><th>What</th><th>Name</th>
      <th class="number">Bytes</th><th>SHA-256</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }
}
