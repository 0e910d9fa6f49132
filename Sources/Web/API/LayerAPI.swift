import Model
import WorkspaceStore

/// Layers of ATT&CK Navigator.
struct LayerAPI: Sendable {
  private struct Layer: Encodable, Sendable {
    var number: Int64
    var name: String
  }

  let workspace: Workspace

  var routes: [APIRoute] { [layers] }

  private var layers: APIRoute {
    APIRoute(
      path: "/layers",
      name: "listLayers",
      summary: "Layers of ATT&CK Navigator that were laid over the matrix, the latest first",
      answer: .page(of: "Layer")
    ) { _ in
      APIPage(items: try workspace.layers().map { Layer(number: $0.number, name: $0.name) })
    }
  }
}
