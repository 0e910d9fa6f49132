import HTTPTypes
import Hummingbird
import Knowledge
import Model
import Scan
import WorkspaceStore

/// ATT&CK's matrix with what the workspace has of each technique, and layers of ATT&CK Navigator.
struct LayerAPI: Sendable {
  private struct Layer: Encodable, Sendable {
    var number: Int64
    var name: String
  }

  private struct Cell: Encodable, Sendable {
    var tactic: String
    var technique: String
    var name: String
    var findings: Int
    var reports: Int
    var hunts: Int
  }

  let workspace: Workspace
  let knowing: WebServer.Knowing
  let now: @Sendable () -> Timestamp

  var routes: [APIRoute] { [matrix, own, layers, one, add, remove] }

  private var matrix: APIRoute {
    APIRoute(
      path: "/matrix",
      name: "getMatrix",
      summary: "The matrix, tactic by tactic, with counts of findings, reports and hunts",
      answer: .object(["items": .list(.named("MatrixCell"))], optional: ["release": .string])
    ) { _ in
      let matrix = try Matrix(of: workspace, in: knowing)
      let cells = matrix.columns.flatMap { column in
        column.entries.map { entry in
          Cell(
            tactic: column.tactic,
            technique: entry.id,
            name: entry.name,
            findings: entry.findings,
            reports: entry.reports,
            hunts: entry.hunts
          )
        }
      }
      return MatrixAnswer(items: cells, release: matrix.release?.title)
    }
  }

  private struct MatrixAnswer: Encodable, Sendable {
    var items: [Cell]
    var release: String?
  }

  private var own: APIRoute {
    APIRoute(
      path: "/matrix/layer",
      name: "getMatrixAsLayer",
      summary: "The matrix as a layer for ATT&CK Navigator, format 4.5",
      fileOf: "application/json"
    ) { _ in try MatrixRoutes.layer(of: workspace, in: knowing) }
  }

  private var layers: APIRoute {
    APIRoute(
      path: "/layers",
      name: "listLayers",
      summary: "Layers of ATT&CK Navigator that were laid over the matrix, the latest first",
      query: APIRoute.paging,
      answer: .page(of: "Layer")
    ) { call in
      let length = try call.pageLength()
      let last = try call.number("after", in: 1...Int.max, otherwise: Int.max)
      let layers = try workspace.layers().filter { $0.number < last }
      return APIPage(layers.map { Layer(number: $0.number, name: $0.name) }, length: length) {
        String($0.number)
      }
    }
  }

  private var one: APIRoute {
    APIRoute(
      path: "/layers/{number}",
      name: "getLayer",
      summary: "A layer: techniques with score and comment, and ids that ATT&CK does not have",
      answer: .object([
        "number": .integer, "name": .string, "unknown": .list(.string),
        "entries": .map(.object(["comment": .string], optional: ["score": .number])),
      ])
    ) { call in try workspace.layer(call.numberInPath()) }
  }

  private var add: APIRoute {
    APIRoute(
      taking: "/layers",
      name: "addLayer",
      summary: "Lays a layer of ATT&CK Navigator, format 4.0 to 4.5, over the matrix",
      answer: .named("Layer")
    ) { call in
      guard let file = call.file else { throw HTTPError(.badRequest) }
      do {
        let layer = try await ImportedLayer(readingFrom: file, facts: knowing.facts).stored
        let number = try workspace.addLayer(layer, by: call.visitor.person.name, at: now())
        return Layer(number: number, name: layer.name)
      } catch let refusal as LogUpload.Refusal {
        throw HTTPError(refusal.status, message: refusal.sentence)
      }
    }
  }

  private var remove: APIRoute {
    APIRoute(
      method: .delete,
      path: "/layers/{number}",
      name: "removeLayer",
      summary: "Takes a layer away",
      role: .analyst,
      answer: .object(["removed": .integer])
    ) { call in
      let number = try call.numberInPath()
      try workspace.removeLayer(number, by: call.visitor.person.name, at: now())
      return ["removed": number]
    }
  }
}
