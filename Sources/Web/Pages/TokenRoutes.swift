import Hummingbird
import Model
import Scan
import WorkspaceStore

/// Tokens for programs: everybody's own; an admin sees and revokes those of others.
struct TokenRoutes {
  let desk: PeopleDesk

  func add(to router: Router<WebContext>) {
    router.get("/tokens") { _, context in
      let visitor = try context.visitor()
      return try Layout(title: "Tokens", visitor: visitor, section: "/settings").response(
        page(visitor)
      )
    }
    router.post("/tokens") { request, context in
      let form = try await Form(of: request)
      let visitor = try context.visitor().checked(form)
      return try make(form, for: visitor)
    }
    router.post("/tokens/:number/revoke") { request, context -> Response in
      let form = try await Form(of: request)
      let visitor = try context.visitor().checked(form)
      guard let number = Int64(try context.parameters.require("number")) else {
        throw HTTPError(.notFound)
      }
      try desk.revokeToken(number, by: visitor)
      return Response.redirect(to: "/tokens", type: .normal)
    }
  }

  private func make(_ form: Form, for visitor: Visitor) throws -> Response {
    let token = try desk.makeToken(form["name"], form["scope"], for: visitor)
    let notice: HTML = """
      <p class="note">Copy it now, it is not shown again:<br><code>\(token)</code></p>
      """
    return try Layout(title: "Tokens", visitor: visitor, section: "/settings").response(
      page(visitor, notice)
    )
  }

  private func page(_ visitor: Visitor, _ notice: HTML = "") throws -> HTML {
    let rows: [HTML] = try desk.tokens(shownTo: visitor).map { row($0, visitor) }
    let scopes: [HTML] = APIToken.Scope.allCases.map { "<option>\($0.rawValue)</option>" }
    return """
      <h1>Tokens</h1><p>With <code>Authorization: Bearer …</code> a program may do what the token's
      scope says, and never more than its owner may.
      <a href="\(APIRoutes.root)/openapi.json">Description of the API</a></p>\(notice)
      \(rows.isEmpty ? Self.empty : Self.table(rows))
      <form class="filters card" method="post" action="/tokens">\(visitor.formField)
      <label>Name <input name="name" maxlength="\(PeopleDesk.longestTokenName)" required></label>
      <label>Scope <select name="scope">\(scopes)</select></label><button>Make a token</button></form>
      """
  }

  private static let empty: HTML = """
    <p class="empty">No token yet. Make one for each program, so that each can be revoked alone.</p>
    """

  private static func table(_ rows: [HTML]) -> HTML {
    """
    <div class="wide" tabindex="0" role="group" aria-label="Table"><table><thead><tr><th>Name</th><th>Owner</th><th>Scope</th><th>Made, UTC</th>
    <th>State</th></tr></thead><tbody>\(rows)</tbody></table></div>
    """
  }

  private func row(_ token: APIToken, _ visitor: Visitor) -> HTML {
    let state: HTML =
      token.revokedAt.map { "revoked \(TimeText.minute($0))" }
        ?? """
        <form method="post" action="/tokens/\(String(token.number))/revoke">\(visitor.formField)
        <button class="quiet">Revoke</button></form>
        """
    return """
      <tr data-row><td>\(token.name)</td><td>\(token.owner)</td><td>\(token.scope.rawValue)</td>
      <td>\(TimeText.minute(token.madeAt))</td><td>\(state)</td></tr>
      """
  }
}
