import Hummingbird
import Knowledge
import Model
import Scan
import WorkspaceStore

/// ATT&CK's matrix with what this workspace has of each technique, as a page and as a Navigator layer.
struct MatrixRoutes {
  let workspace: Workspace
  let knowing: WebServer.Knowing

  func add(to router: Router<WebContext>) {
    router.get("/matrix") { _, context in
      let visitor = try context.visitor()
      let matrix = try Matrix(of: workspace, in: knowing.facts)
      return Layout(title: "Matrix", visitor: visitor, section: "/techniques")
        .response(MatrixPage(matrix: matrix).html)
    }
    router.get("/matrix/layer.json") { _, context in
      _ = try context.visitor()
      let layer = NavigatorLayer(try Matrix(of: workspace, in: knowing.facts))
      let name = "attachment; filename=\"rollcall-layer.json\""
      return Response(
        status: .ok,
        headers: [.contentType: "application/json", .contentDisposition: name],
        body: .init(byteBuffer: ByteBuffer(string: try ReportJSON.line(layer)))
      )
    }
  }
}
