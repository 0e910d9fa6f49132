import Hummingbird
import WorkspaceStore

/// Filters of findings that people keep, each their own.
struct SavedFilterRoutes {
  private static let longestName = 60
  private static let longestQuery = 2000

  let workspace: Workspace

  func add(to router: Router<WebContext>) {
    router.post("/filters") { request, context -> Response in
      let form = try await Form(of: request)
      let visitor = try context.visitor().checked(form)
      _ = try Self.save(form["name"], form["query"], for: visitor, in: workspace)
      return Response.redirect(to: SignInRoutes.local("/findings?" + form["query"]), type: .normal)
    }
    router.post("/filters/:number/remove") { request, context -> Response in
      let form = try await Form(of: request)
      let visitor = try context.visitor().checked(form)
      guard let number = Int64(try context.parameters.require("number")),
        try workspace.removeFilter(number, of: visitor.person)
      else { throw HTTPError(.notFound) }
      return Response.redirect(to: "/findings", type: .normal)
    }
  }

  /// - Throws: 400 for a name or conditions that are empty or too long.
  static func save(
    _ name: String,
    _ query: String,
    for visitor: Visitor,
    in workspace: Workspace
  ) throws -> SavedFilter {
    guard (1...longestName).contains(name.count), (1...longestQuery).contains(query.utf8.count)
    else { throw HTTPError(.badRequest) }
    return try workspace.saveFilter(named: name, query: query, of: visitor.person)
  }
}

/// The kept filters as chips, and a field to keep the one on the screen.
struct FilterChips {
  let filters: [SavedFilter]
  /// The conditions on the screen, as a query; empty without any.
  let query: String
  let visitor: Visitor

  var html: HTML {
    let chips: [HTML] = filters.map { filter in
      let mark: HTML = filter.query == query ? " aria-current=\"true\"" : ""
      let path = "/filters/\(String(filter.number))/remove"
      return """
        <li class="chip"><a href="/findings?\(filter.query)"\(mark)>\(filter.name)</a>
        <form class="inline" method="post" action="\(path)">\(visitor.formField)
        <button class="quiet" aria-label="Forget \(filter.name)">×</button></form></li>
        """
    }
    return """
      \(HTML.when(!chips.isEmpty, "<ul class=\"chips\" aria-label=\"Kept filters\">\(chips)</ul>"))
      """
  }

  /// The field, where there are conditions to keep.
  var keep: HTML {
    if query.isEmpty { return "" }
    return """
      <form class="filters" method="post" action="/filters">\(visitor.formField)
      <input type="hidden" name="query" value="\(query)">
      <label>Keep these conditions as <input name="name" maxlength="60" required></label>
      <button class="quiet">Keep</button></form>
      """
  }
}
