import Mitigation
import Model
import Scan

/// Endpoints that tell who exists, those first that tell most.
struct ExposureTable {
  let audit: ExposureAudit
  let at: Timestamp

  var html: HTML {
    let rows: [HTML] = audit.endpoints.filter { $0.verdict != .notEnough }.map(row)
    let open = audit.endpoints.count { $0.verdict == .notEnough }
    return """
      <h3>What endpoints tell</h3>
      <p class="quiet">Audit of \(TimeText.minute(at)) UTC: \(audit.requests) requests with names;
      \(open) endpoints had too few to compare.</p>
      \(HTML.when(!rows.isEmpty, Self.table(rows)))
      """
  }

  private static func table(_ rows: [HTML]) -> HTML {
    """
    <div class="wide" tabindex="0" role="group" aria-label="Table"><table class="rows"><thead><tr><th>Endpoint</th><th>Answers</th>
    <th class="number">Probes a name</th><th class="number">Bits a probe</th></tr></thead>
    <tbody>\(rows)</tbody></table></div>
    """
  }

  private func row(_ endpoint: EndpointAudit) -> HTML {
    let probes = endpoint.probesPerName.map { String(Int($0.rounded(.up))) } ?? ""
    let bits = endpoint.verdict == .differs ? "\((endpoint.bits * 100).rounded() / 100)" : ""
    let alarm: HTML = endpoint.verdict == .differs ? " class=\"alarm\"" : ""
    return """
      <tr data-row><td data-label="Endpoint"><code>\(endpoint.endpoint)</code></td>
      <td data-label="Answers"><span\(alarm)>\(endpoint.inBrief)</span></td>
      <td class="number" data-label="Probes a name">\(probes)</td>
      <td class="number" data-label="Bits a probe">\(bits)</td></tr>
      """
  }
}
