import WorkspaceStore

/// What the workspace holds on a text: reports, claims, findings.
struct SearchResults: Encodable, Sendable {
  /// The id of what ATT&CK calls so.
  var object: String?
  var findings: [FindingSummary]
  var claimedBy: [ReportSummary]
  var reports: [ReportHit]

  /// Of each kind no more are shown; narrower words find what is not.
  private static let most = 20

  init(of query: String, in workspace: Workspace) throws {
    let bySource = try workspace.findings(
      matching: FindingFilter(source: query),
      limit: Self.most
    )
    let byAccount = try workspace.findings(
      matching: FindingFilter(account: query),
      limit: Self.most
    )
    findings = bySource.findings + byAccount.findings
    claimedBy = try workspace.reports(claiming: query, limit: Self.most)
    reports = try workspace.searchReports(query, limit: Self.most)
  }

  func html(query: String) -> HTML {
    """
    <h1>Search: \(query)</h1><p class="quiet">At most \(Self.most) of each kind are shown.</p>
    <h2>Findings</h2>\(FindingList(findings: findings).html)
    <h2>Reports that claim it</h2>\(Self.list(claims))
    <h2>Reports with all words</h2>\(Self.list(hits))
    """
  }

  private var claims: [HTML] {
    claimedBy.map { "<li><a href=\"/reports/\($0.id)\">\($0.title)</a></li>" }
  }

  private var hits: [HTML] {
    reports.map { hit in
      let words: [HTML] = hit.excerpt.map {
        $0.isMatch ? "<mark>\($0.text)</mark>" : "\($0.text)"
      }
      return "<li><a href=\"/reports/\(hit.id)\">\(hit.title)</a><br>\(words)</li>"
    }
  }

  private static func list(_ items: [HTML]) -> HTML {
    items.isEmpty ? "<p class=\"empty\">None.</p>" : "<ul class=\"uses\">\(items)</ul>"
  }
}
