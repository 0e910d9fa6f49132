import Hummingbird
import Model
import WorkspaceStore

/// What people make of the results of hunts.
struct HuntRoutes {
  static let longestNote = 2000

  let workspace: Workspace
  let now: @Sendable () -> Timestamp

  func add(to router: Router<WebContext>) {
    router.post("/hunts/results/:id") { request, context -> Response in
      let form = try await Form(of: request)
      let visitor = try context.visitor(atLeast: .analyst).checked(form)
      let result = try Self.judge(
        context.parameters.require("id"),
        as: form["verdict"],
        note: form["note"],
        by: visitor,
        in: workspace,
        at: now()
      )
      let page = SignInRoutes.local(form["page"])
      return Response.redirect(to: "\(page)#\(result.id)", type: .normal)
    }
  }

  /// - Throws: 400 for a word that is no verdict, or too long a note.
  static func judge(
    _ id: String,
    as text: String,
    note: String,
    by visitor: Visitor,
    in workspace: Workspace,
    at now: Timestamp
  ) throws -> HuntResultRecord {
    guard let word = HuntVerdict.Word(rawValue: text), note.utf8.count <= longestNote else {
      throw HTTPError(.badRequest)
    }
    return try workspace.judge(
      huntResult: id,
      as: word,
      note: note,
      by: visitor.person.name,
      at: now
    )
  }
}
