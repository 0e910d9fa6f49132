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
      guard let word = HuntVerdict.Word(rawValue: form["verdict"]),
        form["note"].utf8.count <= Self.longestNote
      else { throw HTTPError(.badRequest) }
      let result = try workspace.judge(
        huntResult: context.parameters.require("id"),
        as: word,
        note: form["note"],
        by: visitor.person.name,
        at: now()
      )
      let page = SignInRoutes.local(form["page"])
      return Response.redirect(to: "\(page)#\(result.id)", type: .normal)
    }
  }
}
