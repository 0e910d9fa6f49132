import Model
import Scan
import WorkspaceStore

/// Logs that were sent, as rows.
struct JobList {
  let jobs: [ScanJob]

  var html: HTML {
    let rows: [HTML] = jobs.map { job in
      """
      <tr data-row><td data-label="Sent">\(TimeText.minute(job.madeAt))</td>
      <td data-label="Log"><a href="/jobs/\(String(job.number))">\(job.name.isEmpty ? "log" : job.name)</a></td>
      <td data-label="By">\(job.person)</td>
      <td class="number" data-label="Bytes">\(Figure.grouped(job.byteCount))</td>
      <td data-label="State">\(job.state.rawValue)</td></tr>
      """
    }
    if rows.isEmpty {
      return """
        <p class="empty">No log was sent here yet. Drop one on the <a href="/">start page</a>: it is
        kept in the workspace's folder, scanned, and every line of it is accounted for here. Scans of
        <code>rollcall scan LOGS --workspace …</code> stand below.</p>
        """
    }
    return """
      <h2>Logs sent to this server</h2>
      <table class="rows"><thead><tr><th>Sent, UTC</th><th>Log</th><th>By</th>
      <th class="number">Bytes</th><th>State</th></tr></thead><tbody>\(rows)</tbody></table>
      """
  }
}
