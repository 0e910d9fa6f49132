import Hummingbird
import Model
import Scan
import WorkspaceStore

/// The audit log, and who may sign in.
struct AdminRoutes {
  private static let auditLines = 100

  let workspace: Workspace
  let desk: PeopleDesk

  func add(to router: Router<WebContext>) {
    router.get("/audit") { request, context in
      let visitor = try context.visitor(atLeast: .lead)
      let before = request.uri.queryParameters.get("before").flatMap { Int64($0) }
      return try Layout(title: "Audit log", visitor: visitor, section: "/settings").response(
        audit(before: before)
      )
    }
    router.get("/people") { _, context in
      let visitor = try context.visitor(atLeast: .admin)
      return try Layout(title: "People", visitor: visitor, section: "/settings").response(
        people(visitor)
      )
    }
    router.post("/people/role") { request, context -> Response in
      let form = try await Form(of: request)
      let visitor = try context.visitor(atLeast: .admin).checked(form)
      _ = try desk.setRole(of: form["name"], to: form["role"], by: visitor)
      return Response.redirect(to: "/people", type: .normal)
    }
    router.post("/people") { request, context in
      let form = try await Form(of: request)
      let visitor = try context.visitor(atLeast: .admin).checked(form)
      let authority = request.head.authority ?? ""
      let address = try desk.invite(form["role"], by: visitor, authority: authority)
      let link: HTML = """
        <p class="note">For one person, within a day, as long as the server runs:
        <br><code>\(address)</code></p>
        """
      return try Layout(title: "People", visitor: visitor, section: "/settings").response(
        people(visitor, link)
      )
    }
  }

  /// Another role ends all sessions of that person.
  private func row(_ person: Person, _ visitor: Visitor) -> HTML {
    let roles: [HTML] = Person.Role.allCases.map { role in
      let mark: HTML = role == person.role ? " selected" : ""
      return "<option\(mark)>\(role.rawValue)</option>"
    }
    return """
      <tr data-row><td>\(person.name)</td><td>
      <form class="inline" method="post" action="/people/role">\(visitor.formField)
      <input type="hidden" name="name" value="\(person.name)">
      <select name="role" aria-label="Role of \(person.name)">\(roles)</select>
      <button class="quiet">Set</button></form></td></tr>
      """
  }

  private func audit(before: Int64?) throws -> HTML {
    let entries = try workspace.auditLog(limit: Self.auditLines, before: before)
    let rows: [HTML] = entries.map { entry in
      """
      <tr data-row><td data-label="At">\(entry.at.rfc3339)</td>
      <td data-label="Who">\(entry.person)</td><td data-label="What">\(entry.action)</td>
      <td data-label="Of what"><span>\(LinkedIDs.html(entry.subject))</span></td></tr>
      """
    }
    let last = entries.last.map { String($0.number) } ?? ""
    let next = HTML.when(
      entries.count == Self.auditLines,
      "<p><a rel=\"next\" data-next href=\"/audit?before=\(last)\">Older</a></p>"
    )
    return """
      <h1>Audit log</h1><div class="wide" tabindex="0" role="group" aria-label="Table"><table class="rows"><thead><tr><th>At, UTC</th><th>Who</th>
      <th>What</th><th>Of what</th></tr></thead><tbody>\(rows)</tbody></table></div>\(next)
      """
  }

  private func people(_ visitor: Visitor, _ notice: HTML = "") throws -> HTML {
    let rows: [HTML] = try workspace.people().map { row($0, visitor) }
    let roles: [HTML] = Person.Role.allCases.map { "<option>\($0.rawValue)</option>" }
    return """
      <h1>People</h1>\(notice)<table><thead><tr><th>Name</th><th>Role</th></tr></thead>
      <tbody>\(rows)</tbody></table><h2>Invite somebody</h2>
      <form class="filters card" method="post" action="/people">\(visitor.formField)
      <label>Role <select name="role">\(roles)</select></label><button>Make a link</button></form>
      """
  }
}
