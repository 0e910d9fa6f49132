import Mitigation
import Model
import Scan

/// What the latest self-test showed: for each flow whether a miss and a hit were logged.
struct MatrixOfVisibility {
  let matrix: VisibilityMatrix

  var html: HTML {
    let rows: [HTML] = matrix.rows.map { row in
      """
      <tr data-row><td data-label="Flow">\(row.title)</td><td data-label="Miss">\(cell(row.miss))</td>
      <td data-label="Hit">\(cell(row.hit))</td>
      <td data-label="Said to be">\(row.expectation)</td></tr>
      """
    }
    return """
      <h3>What a self-test showed</h3>
      <p class="quiet">\(matrix.token), checked \(TimeText.minute(matrix.checkedAt)) UTC</p>
      <div class="wide" tabindex="0" role="group" aria-label="Table"><table class="rows"><thead><tr><th>Flow</th><th>A name that does not exist</th>
      <th>A name that does</th><th>Said to be</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  private func cell(_ cell: VisibilityMatrix.Cell?) -> HTML {
    guard let cell else { return "" }
    switch cell.logged {
    case .no: return "<span class=\"alarm\">not logged</span>"
    case .unknown: return "unknown"
    case .yes:
      let delay = cell.delaySeconds.map { " after \(Int($0.rounded())) s" } ?? ""
      return "logged\(delay)\(cell.decodedAs == nil ? ", not read as an attempt" : "")"
    }
  }
}
