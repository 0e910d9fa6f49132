import Hummingbird
import Knowledge
import WorkspaceStore

/// The start: what is in the workspace, and what needs attention.
struct StartRoutes {
  private static let queueLength = 10

  let workspace: Workspace
  let knowing: WebServer.Knowing

  func add(to router: Router<WebContext>) {
    router.get("/") { _, context in
      let visitor = try context.visitor()
      return try Layout(title: "Start", visitor: visitor, section: "/").response(body(visitor))
    }
  }

  private func body(_ visitor: Visitor) throws -> HTML {
    let attacked = FindingFilter(withStages: true)
    let isNew = try workspace.scans().isEmpty
    let confirmed = FindingFilter(withConfirmedAccounts: true)
    return """
      <h1>Workspace</h1>
      <ul class="tiles">\(try tile("findings", "finding", FindingFilter(), "/findings"))
      \(try tile("with confirmed accounts", nil, confirmed, "/findings?confirmed=1"))
      \(try tile("with follow-on attacks", nil, attacked, "/findings?stages=1"))
      \(Self.tile(try workspace.countReports(), "reports", "report", "/reports"))
      \(Self.tile(try workspace.countScans(), "scans", "scan", "/jobs"))</ul>
      \(HTML.when(visitor.person.role >= .analyst, ScanRoutes.form(visitor)))
      \(isNew ? Self.firstSteps : try attention(attacked, confirmed))
      """
  }

  private static let firstSteps: HTML = """
    <h2>How to begin</h2><ol class="steps"><li>Drop a log above: of a mail server, a sign-in service, sshd, a
    web server, Windows. <a href="/techniques/T1589.002#detection">What each log can show</a>.</li>
    <li>Read what was found: who tried which names, which of them exist, which were confirmed, and what
    followed; every figure leads to the lines of the log.</li>
    <li>Open a case from the page of a finding, and take in <a href="/reports">reports</a> that may be about the
    same people.</li></ol>
    <p class="quiet">Press <kbd>?</kbd> for the keys.</p>
    """

  private func attention(_ attacked: FindingFilter, _ confirmed: FindingFilter) throws -> HTML {
    """
    <h2>What needs attention</h2>
    \(try queue("Accounts attacked after the roll call", attacked, "/findings?stages=1"))
    \(try queue("Accounts confirmed to the operator", confirmed, "/findings?confirmed=1"))
    \(try queue("Least explicable by chance", FindingFilter(), "/findings?order=strongest"))
    """
  }

  private func tile(
    _ name: String,
    _ singular: String?,
    _ filter: FindingFilter,
    _ link: String
  ) throws -> HTML {
    Self.tile(try workspace.countFindings(matching: filter), name, singular ?? name, link)
  }

  private static func tile(
    _ count: Int,
    _ name: String,
    _ singular: String,
    _ link: String
  ) -> HTML {
    "<li><a href=\"\(link)\"><b>\(count)</b> \(count == 1 ? singular : name)</a></li>"
  }

  private func queue(_ title: String, _ filter: FindingFilter, _ link: String) throws -> HTML {
    // What somebody answers for needs nobody's attention.
    var filter = filter
    filter.isAuthorised = false
    let page = try workspace.findings(matching: filter, by: .strongest, limit: Self.queueLength)
    let more = HTML.when(page.next != nil, "<p><a href=\"\(link)\">All of them</a></p>")
    return "<h3>\(title)</h3>\(FindingList(findings: page.findings).html)\(more)"
  }
}
