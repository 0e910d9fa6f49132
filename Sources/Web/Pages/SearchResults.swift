import Model
import Scan
import WorkspaceStore

/// What the workspace holds on some words: the same search as on the command line, over reports, what
/// they claim, and findings.
struct SearchResults: Encodable, Sendable {
  /// The id of what ATT&CK calls so.
  var object: String?
  var findings: [FindingHit]
  var claims: [ClaimHit]
  var reports: [ReportHit]

  /// Of each kind no more are shown; narrower words find what is not.
  private static let most = 20

  init(of query: String, in workspace: Workspace) throws {
    findings = try workspace.searchFindings(query, limit: Self.most)
    claims = try workspace.searchClaims(query, limit: Self.most)
    reports = try workspace.searchReports(query, limit: Self.most)
  }

  func html(query: String) -> HTML {
    """
    <h1>Search: \(query)</h1><p class="quiet">All words must be in it. At most \(Self.most) of each kind are
    shown.</p>
    <h2>Findings</h2>\(Self.list(findings.map(Self.item)))
    <h2>What reports claim</h2>\(Self.list(claims.map(Self.item)))
    <h2>Reports</h2>\(Self.list(reports.map(Self.item)))
    """
  }

  private static func item(_ hit: FindingHit) -> HTML {
    """
    <li data-row><a href="/findings/\(hit.id)">\(hit.id)</a> <span class="tag">\(hit.technique.rawValue)</span>
    <span class="quiet">last seen \(TimeText.minute(hit.lastSeen))</span><br>\(marked(hit.excerpt))</li>
    """
  }

  private static func item(_ hit: ClaimHit) -> HTML {
    """
    <li data-row><a href="/reports/\(hit.report)?all=1#claim-\(String(hit.claim))">\(hit.title)</a>
    <span class="tag">\(hit.kind.rawValue)</span><br>\(marked(hit.words, isDefanged: hit.kind == .indicator))</li>
    """
  }

  private static func item(_ hit: ReportHit) -> HTML {
    """
    <li data-row><a href="/reports/\(hit.id)">\(hit.title)</a><br>\(marked(hit.excerpt))</li>
    """
  }

  /// Nobody opens an indicator by accident.
  private static func marked(_ parts: [ReportHit.Part], isDefanged: Bool = false) -> [HTML] {
    parts.map { part in
      let text = isDefanged ? Defanged.text(part.text) : part.text
      return part.isMatch ? "<mark>\(text)</mark>" : "\(text)"
    }
  }

  private static func list(_ items: [HTML]) -> HTML {
    items.isEmpty ? "<p class=\"empty\">None.</p>" : "<ul class=\"uses\">\(items)</ul>"
  }
}
