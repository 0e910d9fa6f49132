import Hummingbird
import Model
import Scan
import WorkspaceStore

/// Scans, the audit log, and who may sign in.
struct AdminRoutes {
  private static let auditLines = 100
  private static let scansOnAPage = 100

  let workspace: Workspace
  let desk: SignInDesk
  let now: @Sendable () -> Timestamp

  func add(to router: Router<WebContext>) {
    router.get("/jobs") { request, context in
      let last = request.uri.queryParameters.get("after")
      let (scans, next) = PageEnd.split(
        try workspace.scans(limit: Self.scansOnAPage + 1, after: last),
        at: Self.scansOnAPage
      )
      let rows = scans.map(ScanTable.row)
      return Layout(title: "Scans", visitor: try context.visitor(), section: "/jobs")
        .response("<h1>Scans</h1>\(ScanTable.table(rows))\(PageEnd.link("/jobs", next?.id))")
    }
    router.get("/audit") { request, context in
      let visitor = try context.visitor(atLeast: .lead)
      let before = request.uri.queryParameters.get("before").flatMap { Int64($0) }
      return try Layout(title: "Audit log", visitor: visitor).response(audit(before: before))
    }
    router.get("/people") { _, context in
      let visitor = try context.visitor(atLeast: .admin)
      return try Layout(title: "People", visitor: visitor).response(people(visitor))
    }
    router.post("/people") { request, context in
      let form = try await Form(of: request)
      let visitor = try context.visitor(atLeast: .admin).checked(form)
      guard let role = Person.Role(rawValue: form["role"]) else { throw HTTPError(.badRequest) }
      try workspace.audit(visitor.person.name, "invited person", role.rawValue, at: now())
      let path = "/welcome/" + desk.invite(role: role)
      let link: HTML = """
        <p class="note">For one person, within a day, as long as the server runs:
        <br><code>http://\(request.head.authority ?? "")\(path)</code></p>
        """
      return try Layout(title: "People", visitor: visitor).response(people(visitor, link))
    }
  }

  private func audit(before: Int64?) throws -> HTML {
    let entries = try workspace.auditLog(limit: Self.auditLines, before: before)
    let rows: [HTML] = entries.map { entry in
      """
      <tr data-row><td>\(entry.at.rfc3339)</td><td>\(entry.person)</td><td>\(entry.action)</td>
      <td>\(entry.subject)</td></tr>
      """
    }
    let last = entries.last.map { String($0.number) } ?? ""
    let next = HTML.when(
      entries.count == Self.auditLines,
      "<p><a rel=\"next\" data-next href=\"/audit?before=\(last)\">Older</a></p>"
    )
    return """
      <h1>Audit log</h1><div class="wide"><table><thead><tr><th>At, UTC</th><th>Who</th>
      <th>What</th><th>Of what</th></tr></thead><tbody>\(rows)</tbody></table></div>\(next)
      """
  }

  private func people(_ visitor: Visitor, _ notice: HTML = "") throws -> HTML {
    let rows: [HTML] = try workspace.people().map {
      "<tr data-row><td>\($0.name)</td><td>\($0.role.rawValue)</td></tr>"
    }
    let roles: [HTML] = Person.Role.allCases.map { "<option>\($0.rawValue)</option>" }
    return """
      <h1>People</h1>\(notice)<table><thead><tr><th>Name</th><th>Role</th></tr></thead>
      <tbody>\(rows)</tbody></table>
      <form class="filters card" method="post" action="/people">\(visitor.formField)
      <label>Role <select name="role">\(roles)</select></label><button>Make a link</button></form>
      """
  }
}
