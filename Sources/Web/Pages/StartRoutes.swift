import Hummingbird
import Knowledge
import Model
import Scan
import WorkspaceStore

/// The start: what is in the workspace, and what needs attention.
struct StartRoutes {
  private static let queueLength = 20

  let workspace: Workspace
  let knowing: WebServer.Knowing
  let queues = QueueCache()

  func add(to router: Router<WebContext>) {
    router.get("/") { _, context in
      let visitor = try context.visitor()
      return try Layout(title: "Start", visitor: visitor, section: "/").response(body(visitor))
    }
  }

  private func body(_ visitor: Visitor) throws -> HTML {
    let attacked = FindingFilter(withStages: true)
    let confirmed = FindingFilter(withConfirmedAccounts: true)
    let scans = try workspace.countScans()
    return """
      <h1>Workspace</h1>
      <ul class="tiles">\(try tile("findings", "finding", FindingFilter(), "/findings"))
      \(try tile("with confirmed accounts", nil, confirmed, "/findings?confirmed=1"))
      \(try tile("with follow-on attacks", nil, attacked, "/findings?stages=1"))
      \(Self.tile(try workspace.countReports(), "reports", "report", "/reports"))
      \(Self.tile(scans, "scans", "scan", "/jobs"))</ul>
      \(ScanRoutes.form(visitor))
      \(scans == 0 ? Self.firstSteps : try attention(scans))
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

  private func attention(_ scans: Int) throws -> HTML {
    let queue = try queues.queue(of: workspace, scans: scans)
    let rows = queue.entries.prefix(Self.queueLength).map {
      (finding: $0.finding, state: $0.triage)
    }
    return """
      <h2>What needs attention</h2>
      <p class="quiet">Findings that nobody answers for, ranked: those that chance alone would make in one of a
      hundred scans at most <span class="tag alarm">page</span>, then the
      <span class="tag">queue</span>, of which a tenth may be false on average, then the rest; among equals
      those first whose operator came furthest.</p>
      \(FindingList(findings: rows.map(\.finding), states: rows.map(\.state.state)).html)
      <p><a href="/findings?order=strongest">All findings, the strongest first</a></p>
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
}
