import Foundation
import Hummingbird
import Knowledge
import Model
import Scan
import WorkspaceStore

/// ATT&CK's matrix with what this workspace has of each technique, as a page and as a Navigator layer.
struct MatrixRoutes {
  let workspace: Workspace
  let knowing: WebServer.Knowing
  let now: @Sendable () -> Timestamp

  func add(to router: Router<WebContext>) {
    router.get("/matrix") { request, context in
      let visitor = try context.visitor()
      let page = MatrixPage(
        matrix: try Matrix(of: workspace, in: knowing),
        layers: try workspace.layers(),
        layer: try layer(request.uri.queryParameters.get("layer")),
        visitor: visitor
      )
      return Layout(title: "Matrix", visitor: visitor, section: "/techniques").response(page.html)
    }
    router.post("/matrix/layers") { request, context -> Response in
      let visitor = try context.visitor(atLeast: .analyst)
      try ScanRoutes.check(request, by: visitor)
      do {
        let layer = try await ImportedLayer(readingFrom: request.body, facts: knowing.facts)
        let number = try workspace.addLayer(
          layer.stored,
          by: visitor.person.name,
          at: now()
        )
        return Response(status: .created, headers: [.location: "/matrix?layer=\(number)"])
      } catch let refusal as LogUpload.Refusal {
        return ScanRoutes.refusal(refusal.status, refusal.sentence)
      }
    }
    router.post("/matrix/layers/:number/remove") { request, context -> Response in
      let form = try await Form(of: request)
      let visitor = try context.visitor(atLeast: .analyst).checked(form)
      guard let number = Int64(try context.parameters.require("number")) else {
        throw HTTPError(.notFound)
      }
      try workspace.removeLayer(number, by: visitor.person.name, at: now())
      return Response.redirect(to: "/matrix", type: .normal)
    }
    addExport(to: router)
  }

  private func layer(_ text: String?) throws -> StoredLayer? {
    guard let text else { return nil }
    guard let number = Int64(text) else { throw HTTPError(.badRequest) }
    return try workspace.layer(number)
  }

  private func addExport(to router: Router<WebContext>) {
    router.get("/matrix/layer.json") { _, context in
      _ = try context.visitor()
      return try Self.layer(of: workspace, in: knowing)
    }
  }

  /// The matrix as a file for ATT&CK Navigator.
  static func layer(of workspace: Workspace, in knowing: WebServer.Knowing) throws -> Response {
    let layer = NavigatorLayer(try Matrix(of: workspace, in: knowing))
    return FileResponse.sending(
      Data(try ReportJSON.line(layer).utf8),
      as: "rollcall-layer.json",
      type: "application/json"
    )
  }
}
