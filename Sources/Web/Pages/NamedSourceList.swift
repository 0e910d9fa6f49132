import WorkspaceStore

/// Sources of findings that reports name as indicators: why a report and a finding belong together.
struct NamedSourceList {
  let named: [NamedSource]

  var html: HTML {
    if named.isEmpty { return "<p>None.</p>" }
    let rows: [HTML] = named.map { source in
      """
      <tr data-row><td><a href="\(SubjectRoutes.sourceLink(source.address))">\(source.address)</a></td>
      <td><a href="/findings/\(source.finding)">\(source.finding)</a></td>
      <td><a href="/reports/\(source.report)">\(source.title)</a></td>
      <td class="number">\(source.reportCount)</td></tr>
      """
    }
    return """
      <div class="wide" tabindex="0" role="group" aria-label="Table"><table><thead><tr><th>Address</th><th>Finding</th><th>Report</th>
      <th class="number">Reports that name it</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }
}
