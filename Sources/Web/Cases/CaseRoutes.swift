import Hummingbird
import Model
import Scan
import WorkspaceStore

/// Cases: the list, each of them, and what is done to them.
struct CaseRoutes {
  private static let pageLength = 50

  let workspace: Workspace
  let now: @Sendable () -> Timestamp

  func add(to router: Router<WebContext>) {
    router.get("/cases") { request, context in
      let visitor = try context.visitor()
      let last = request.uri.queryParameters.get("after")
      return try Layout(title: "Cases", visitor: visitor, section: "/cases")
        .response(list(visitor, after: last))
    }
    router.post("/cases") { request, context -> Response in
      let form = try await Form(of: request)
      let visitor = try context.visitor(atLeast: .analyst).checked(form)
      let desk = CaseDesk(workspace: workspace, now: now)
      let id = try desk.open(titled: form["title"], with: form["finding"], by: visitor).id
      if !form["task"].isEmpty {
        _ = try desk.add(.task, target: "", body: form["task"], toCase: id, by: visitor)
      }
      return Response.redirect(to: "/cases/\(id)", type: .normal)
    }
    router.get("/cases/:id") { _, context in
      let visitor = try context.visitor()
      let file = try workspace.caseFile(context.parameters.require("id"))
      let page = CasePageView(
        file: file,
        findings: try headlines(file),
        people: try workspace.people(),
        visitor: visitor
      )
      return Layout(title: file.title, visitor: visitor, section: "/cases").response(page.html)
    }
    router.post("/cases/:id") { request, context -> Response in
      let form = try await Form(of: request)
      let visitor = try context.visitor(atLeast: .analyst).checked(form)
      guard let kind = CaseEvent.Kind(rawValue: form["kind"]) else { throw HTTPError(.badRequest) }
      let id = try context.parameters.require("id")
      _ = try CaseDesk(workspace: workspace, now: now)
        .add(kind, target: form["target"], body: form["body"], toCase: id, by: visitor)
      return Response.redirect(to: "/cases/\(id)", type: .normal)
    }
    router.get("/cases/:id/report") { _, context in
      let visitor = try context.visitor()
      let file = try workspace.caseFile(context.parameters.require("id"))
      try workspace.audit(visitor.person.name, "read case report", file.id, at: now())
      return Layout(title: file.title, isPrinted: true)
        .response(try CaseReport(file: file, in: workspace, at: now()).html)
    }
  }

  private func headlines(_ file: CaseFile) throws -> [(id: String, text: String)] {
    try file.findings.map { id in
      (id, FindingHeadline.text(try workspace.finding(id: id, evidence: 0..<0).finding))
    }
  }

  private func list(_ visitor: Visitor, after last: String?) throws -> HTML {
    let (files, next) = PageEnd.split(
      try workspace.caseFiles(limit: Self.pageLength + 1, after: last),
      at: Self.pageLength
    )
    let rows: [HTML] = files.map { file in
      """
      <tr data-row><td data-label="Case"><a href="/cases/\(file.id)">\(file.title)</a></td>
      <td data-label="State">\(file.isOpen ? "open" : "closed")</td>
      <td data-label="Assigned to">\(file.assignee.isEmpty ? "nobody" : file.assignee)</td>
      <td class="number" data-label="Findings">\(file.findings.count)</td>
      <td class="number" data-label="Open tasks">\(file.openTaskCount)</td>
      <td data-label="Last change">\(file.events.last.map { TimeText.minute($0.at) } ?? "")</td></tr>
      """
    }
    let table: HTML = """
      <table class="rows"><thead><tr><th>Case</th><th>State</th><th>Assigned to</th>
      <th class="number">Findings</th><th class="number">Open tasks</th><th>Last change, UTC</th></tr>
      </thead><tbody>\(rows)</tbody></table>
      """
    let empty: HTML = """
      <p class="empty">None yet. A case gathers findings, notes and tasks, and writes the report on
      them: open one here, or from the page of a finding.</p>
      """
    let more = PageEnd.link("/cases", next?.id)
    return "<h1>Cases</h1>\(rows.isEmpty ? empty : table)\(more)\(Self.form(visitor))"
  }

  /// Opens a case, with a finding if one is given.
  static func form(_ visitor: Visitor, finding: String = "") -> HTML {
    if visitor.person.role < .analyst { return "" }
    return """
      <form class="filters card" method="post" action="/cases">\(visitor.formField)
      <input type="hidden" name="finding" value="\(finding)">
      <label>New case <input name="title" maxlength="200" required></label>
      <button>Open it</button></form>
      """
  }
}
