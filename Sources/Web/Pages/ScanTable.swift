import Model
import Scan

/// Scans with what went in and what became of it.
enum ScanTable {
  static func table(_ rows: [HTML]) -> HTML {
    if rows.isEmpty { return "<p class=\"empty\">None.</p>" }
    return """
      <table class="rows"><thead><tr><th>Begun, UTC</th><th>Scan</th><th>Logs</th>
      <th class="number">Records</th><th class="number">Attempts</th>
      <th class="number">Not attempts</th><th class="number">Not understood</th></tr></thead>
      <tbody>\(rows)</tbody></table>
      """
  }

  /// The first by its name, the others by their number.
  private static func logs(of scan: ScanRecord) -> String {
    let name =
      scan.inputs.first.map { String($0.path.split(separator: "/").last ?? "log") } ?? "none"
    let others = scan.inputs.count - 1
    return others > 0 ? "\(name) and \(others) more" : name
  }

  static func row(_ scan: ScanRecord) -> HTML {
    func sum(_ count: (ScanRecord.Input) -> Int) -> Int { scan.inputs.reduce(0) { $0 + count($1) } }
    let formats = Set(scan.inputs.map(\.format)).sorted().joined(separator: ", ")
    return """
      <tr data-row><td data-label="Begun">\(TimeText.minute(scan.startedAt))</td>
      <td data-label="Scan"><a class="id" href="\(Query([("scan", scan.id)]).link("/findings"))">\(scan.id)</a></td>
      <td data-label="Logs">\(logs(of: scan)) <span class="quiet">\(formats)</span></td>
      <td class="number" data-label="Records">\(sum(\.records))</td>
      <td class="number" data-label="Attempts">\(sum(\.attempts))</td>
      <td class="number" data-label="Not attempts">\(sum(\.notAttempts))</td>
      <td class="number" data-label="Not understood">\(sum(\.notUnderstood))</td></tr>
      """
  }
}
