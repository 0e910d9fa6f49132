import Custody
import Hummingbird
import WorkspaceStore

/// A case to take away: its report as HTML or PDF, and everything as one ZIP file.
struct CaseExportRoutes {
  let desk: CaseExportDesk

  func add(to router: Router<WebContext>) {
    router.get("/cases/:id/report.html") { _, context in
      try desk.html(ofCase: context.parameters.require("id"), by: context.visitor())
    }
    router.get("/cases/:id/report.pdf") { _, context in
      try await desk.pdf(ofCase: context.parameters.require("id"), by: context.visitor())
    }
    router.post("/cases/:id/export.zip") { request, context -> Response in
      let form = try await Form(of: request)
      let visitor = try context.visitor(atLeast: .analyst).checked(form)
      return try await desk.bundle(
        ofCase: context.parameters.require("id"),
        request: "POST \(request.uri.path)",
        by: visitor
      )
    }
    router.post("/cases/:id/report") { request, context -> Response in
      let form = try await Form(of: request)
      let visitor = try context.visitor(atLeast: .analyst).checked(form)
      let reason = try EvidenceDesk.Reason(
        purpose: form["purpose"],
        authority: form["authority"],
        request: "POST \(request.uri.path)"
      )
      let id = try context.parameters.require("id")
      let exhibit = try await desk.keepReport(ofCase: id, for: reason, by: visitor)
      return Response.redirect(to: "/evidence/\(exhibit.id.description)", type: .normal)
    }
  }
}
