import WorkspaceStore

/// What reports name of findings: why a report and a finding belong together.
struct NamedFindingList {
  let named: NamedFindings

  var html: HTML {
    if named.list.isEmpty { return "<p>None.</p>" }
    let rows: [HTML] = named.list.map { match in
      """
      <tr data-row><td>\(match.kind.rawValue)</td><td>\(value(of: match))</td>
      <td><a href="/findings/\(match.finding)">\(match.finding)</a></td>
      <td><a href="/reports/\(match.report)">\(match.title)</a></td>
      <td class="number">\(match.reportCount)</td></tr>
      """
    }
    return """
      <div class="wide" tabindex="0" role="group" aria-label="Table"><table><thead><tr><th>What</th><th>Value</th><th>Finding</th><th>Report</th>
      <th class="number">Reports that name it</th></tr></thead><tbody>\(rows)</tbody></table></div>
      \(HTML.when(named.isCut, "<p>and more: the first \(NamedFindings.most) are shown</p>"))
      """
  }

  private func value(of match: NamedFinding) -> HTML {
    switch match.kind {
    case .address: return "<a href=\"\(SubjectRoutes.sourceLink(match.value))\">\(match.value)</a>"
    case .network:
      let link = SubjectRoutes.indicatorLink(match.indicator)
      return """
        <a href="\(SubjectRoutes.sourceLink(match.value))">\(match.value)</a> in
        <a href="\(link)">\(match.indicator)</a>
        """
    case .system, .client:
      return "<a href=\"\(SubjectRoutes.indicatorLink(match.indicator))\">\(match.value)</a>"
    }
  }
}
