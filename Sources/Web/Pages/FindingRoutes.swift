import Hummingbird
import Knowledge
import Model
import WorkspaceStore

/// The list of findings, and each of them.
struct FindingRoutes {
  private static let pageLength = 50

  let workspace: Workspace
  let knowing: WebServer.Knowing
  let now: @Sendable () -> Timestamp

  func add(to router: Router<WebContext>) {
    router.get("/findings") { request, context in
      let layout = Layout(title: "Findings", visitor: try context.visitor(), section: "/findings")
      return try layout.response(list(FindingQueryForm(request.uri.queryParameters)))
    }
    addPlot(to: router)
    router.get("/findings/:id") { request, context in
      let visitor = try context.visitor()
      let stored = try workspace.finding(id: context.parameters.require("id"))
      try workspace.audit(visitor.person.name, "read evidence", stored.finding.id, at: now())
      let from = request.uri.queryParameters.get("from").flatMap { Int($0) } ?? 0
      let page = FindingPageView(
        stored: stored,
        known: FindingKnowledge(
          of: stored.finding,
          in: knowing.facts,
          today: String(now().rfc3339.prefix(10))
        ),
        firstEvidence: min(max(0, from), stored.finding.evidence.count),
        named: try workspace.namedSources(ofFinding: stored.finding.id),
        cases: try workspace.caseFiles(holding: stored.finding.id),
        exhibits: try FindingExhibits(of: stored.finding, in: workspace),
        visitor: visitor
      )
      return Layout(title: stored.finding.id, visitor: visitor, section: "/findings")
        .response(page.html)
    }
  }

  private func addPlot(to router: Router<WebContext>) {
    router.get("/findings/:id/plot.svg") { _, context in
      _ = try context.visitor()
      let finding = try workspace.finding(id: context.parameters.require("id")).finding
      let plot = RollCallPlot(of: finding, try await ProbePoints.read(of: finding))
      return Response(
        status: .ok,
        headers: [.contentType: "image/svg+xml; charset=utf-8"],
        body: .init(byteBuffer: ByteBuffer(string: plot.svg.text))
      )
    }
  }

  private func list(_ form: FindingQueryForm) throws -> HTML {
    let page = try workspace.findings(
      matching: form.filter,
      by: form.order,
      limit: Self.pageLength,
      after: form.cursor
    )
    let count = try workspace.countFindings(matching: form.filter)
    let next: HTML =
      page.next.map {
        "<p><a rel=\"next\" data-next href=\"\(form.link(after: $0))\">Next \(Self.pageLength)</a></p>"
      } ?? ""
    return """
      <h1>Findings</h1>\(form.html)
      <p>\(count) \(count == 1 ? "finding matches" : "findings match") these conditions.</p>
      \(FindingList(findings: page.findings).html)\(next)
      """
  }
}
