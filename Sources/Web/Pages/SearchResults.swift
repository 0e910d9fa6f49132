import WorkspaceStore

/// What the workspace holds on a text: reports, claims, findings.
struct SearchResults {
  let query: String
  let workspace: Workspace

  func html() throws -> HTML {
    let bySource = try workspace.findings(matching: FindingFilter(source: query)).findings
    let byAccount = try workspace.findings(matching: FindingFilter(account: query)).findings
    return """
      <h1>Search: \(query)</h1>
      <h2>Findings</h2>\(FindingList(findings: bySource + byAccount).html)
      <h2>Reports that claim it</h2>\(try claims())
      <h2>Reports with all words</h2>\(try hits())
      """
  }

  private func claims() throws -> HTML {
    Self.list(
      try workspace.reports(claiming: query).map {
        "<li><a href=\"/reports/\($0.id)\">\($0.title)</a></li>"
      }
    )
  }

  private func hits() throws -> HTML {
    Self.list(
      try workspace.searchReports(query).map { hit in
        let words: [HTML] = hit.excerpt.map {
          $0.isMatch ? "<mark>\($0.text)</mark>" : "\($0.text)"
        }
        return "<li><a href=\"/reports/\(hit.id)\">\(hit.title)</a><br>\(words)</li>"
      }
    )
  }

  private static func list(_ items: [HTML]) -> HTML {
    items.isEmpty ? "<p class=\"empty\">None.</p>" : "<ul class=\"uses\">\(items)</ul>"
  }
}
