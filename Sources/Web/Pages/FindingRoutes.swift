import Hummingbird
import Knowledge
import Model
import WorkspaceStore

/// The list of findings, and each of them.
struct FindingRoutes {
  private static let pageLength = 50
  /// Cases that a finding's page offers to put it into, the last ones.
  private static let casesOffered = 10

  let workspace: Workspace
  let knowing: WebServer.Knowing
  let points: PointCache
  let now: @Sendable () -> Timestamp

  func add(to router: Router<WebContext>) {
    router.get("/findings") { request, context in
      let visitor = try context.visitor()
      let layout = Layout(title: "Findings", visitor: visitor, section: "/findings")
      return try layout.response(list(FindingQueryForm(request.uri.queryParameters), visitor))
    }
    addPlot(to: router)
    LineRoutes(workspace: workspace, points: points, now: now).add(to: router)
    router.get("/findings/:id") { request, context in
      let visitor = try context.visitor()
      let from = max(0, request.uri.queryParameters.get("from").flatMap { Int($0) } ?? 0)
      let end = from.addingReportingOverflow(FindingPageView.evidenceOnAPage).partialValue
      let stored = try workspace.finding(
        id: context.parameters.require("id"),
        evidence: from..<max(from, end)
      )
      try workspace.audit(visitor.person.name, "read evidence", stored.finding.id, at: now())
      let records = try await knowing.pages.signs(ofFinding: stored.finding.id, in: workspace)
      let page = FindingPageView(
        stored: stored,
        known: knowing.pages.knowledge(
          of: stored.finding,
          records: records,
          in: knowing.facts,
          today: String(now().rfc3339.prefix(10))
        ),
        firstEvidence: min(from, stored.evidenceCount),
        named: try workspace.reports(namingFinding: stored.finding.id),
        cases: try workspace.caseFiles(holding: stored.finding.id),
        openCases: try openCases(without: stored.finding.id),
        formats: try workspace.scannedFormats(),
        exhibits: try FindingExhibits(
          of: stored.finding,
          lineTotal: stored.evidenceCount,
          in: workspace
        ),
        visitor: visitor
      )
      return Layout(title: stored.finding.id, visitor: visitor, section: "/findings")
        .response(page.html)
    }
  }

  /// The first few that the finding could be put into.
  private func openCases(without finding: String) throws -> [CaseFile] {
    try workspace.caseFiles(limit: Self.casesOffered)
      .filter { $0.isOpen && !$0.findings.contains(finding) }
  }

  private func addPlot(to router: Router<WebContext>) {
    router.get("/findings/:id/plot.svg") { _, context in
      _ = try context.visitor()
      let id = try context.parameters.require("id")
      let (finding, reading) = try await points.reading(ofFinding: id, in: workspace)
      let plot = RollCallPlot(of: finding, reading)
      return Response(
        status: .ok,
        headers: [.contentType: "image/svg+xml; charset=utf-8"],
        body: .init(byteBuffer: ByteBuffer(string: plot.svg.text))
      )
    }
  }

  /// Without a condition on it, authorised findings stand behind all others, as on the command line.
  private func list(_ form: FindingQueryForm, _ visitor: Visitor) throws -> HTML {
    var filter = form.filter
    if filter.isAuthorised == nil { filter.isAuthorised = false }
    let page = try workspace.findings(
      matching: filter,
      by: form.order,
      limit: Self.pageLength,
      after: form.cursor
    )
    let count = try workspace.countFindings(matching: form.filter, upTo: FindingCountText.most)
    let chips = try chips(form, visitor)
    let next: HTML =
      page.next.map {
        "<p><a rel=\"next\" data-next href=\"\(form.link(after: $0))\">Next \(Self.pageLength)</a></p>"
      } ?? ""
    return """
      <h1>Findings</h1>\(chips.html)\(form.html)\(chips.keep)
      <p>\(FindingCountText.text(count)) \(count.value == 1 ? "finding matches" : "findings match") these conditions.</p>
      \(count.value == 0 ? Self.empty : FindingList(findings: page.findings).html)\(next)
      \(try authorised(form, isLastPage: page.next == nil))
      """
  }

  private static let empty: HTML = """
    <p class="empty">None. Send a log on the <a href="/">start page</a> or run
    <code>rollcall scan LOGS --workspace …</code>; where logs were read and nothing was found,
    <a href="/jobs">their account</a> says what was in them. <a href="/findings">Without conditions</a></p>
    """

  private func chips(_ form: FindingQueryForm, _ visitor: Visitor) throws -> FilterChips {
    FilterChips(
      filters: try workspace.savedFilters(of: visitor.person),
      query: String(form.query.link("").dropFirst()),
      visitor: visitor
    )
  }

  private func authorised(_ form: FindingQueryForm, isLastPage: Bool) throws -> HTML {
    guard form.filter.isAuthorised == nil, isLastPage else { return "" }
    var filter = form.filter
    filter.isAuthorised = true
    let page = try workspace.findings(matching: filter, by: form.order, limit: Self.pageLength)
    if page.findings.isEmpty { return "" }
    var query = form.query
    query.parts.append(("authorised", "yes"))
    let more = HTML.when(page.next != nil, "<p><a href=\"\(query.link("/findings"))\">All</a></p>")
    return """
      <h2>Authorised</h2><p class="quiet">Somebody answers for all attempts of these:
      <a href="/settings#allow">declared traffic</a>.</p>\(FindingList(findings: page.findings).html)\(more)
      """
  }
}
