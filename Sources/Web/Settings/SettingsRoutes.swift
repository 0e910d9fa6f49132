import Hummingbird
import Model
import WorkspaceStore

/// What the server goes by: the alert budget, declared traffic, and the logs that were read.
struct SettingsRoutes {
  let workspace: Workspace
  let now: @Sendable () -> Timestamp

  func add(to router: Router<WebContext>) {
    router.get("/settings") { _, context in
      let visitor = try context.visitor()
      let page = try SettingsPage(of: workspace, at: now(), for: visitor)
      return Layout(title: "Settings", visitor: visitor, section: "/settings")
        .response(page.html)
    }
    router.post("/settings/budget") { request, context -> Response in
      let form = try await Form(of: request)
      let visitor = try context.visitor(atLeast: .admin).checked(form)
      let value = Double(form["budget"]) ?? .nan
      try AlertBudget.set(value, in: workspace, by: visitor, at: now())
      return Response.redirect(to: "/settings", type: .normal)
    }
    router.post("/settings/allow") { request, context -> Response in
      let form = try await Form(of: request)
      let visitor = try context.visitor(atLeast: .lead).checked(form)
      _ = try AllowDesk(workspace: workspace, now: now).add(Self.draft(form), by: visitor)
      return Response.redirect(to: "/settings#allow", type: .normal)
    }
    router.post("/settings/allow/:id/remove") { request, context -> Response in
      let form = try await Form(of: request)
      let visitor = try context.visitor(atLeast: .lead).checked(form)
      let id = try context.parameters.require("id")
      _ = try AllowDesk(workspace: workspace, now: now).remove(id, by: visitor)
      return Response.redirect(to: "/settings#allow", type: .normal)
    }
  }

  private static func draft(_ form: Form) -> AllowDesk.Draft {
    AllowDesk.Draft(
      source: form["source"],
      client: form["client"],
      name: form["name"],
      service: form["service"],
      from: form["from"],
      expires: form["expires"],
      owner: form["owner"],
      reason: form["reason"]
    )
  }
}
