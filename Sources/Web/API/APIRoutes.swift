import Foundation
import HTTPTypes
import Hummingbird
import Model
import Scan
import WorkspaceStore

/// What the pages show, as JSON, for programs.
///
/// The table of routes is the only list of them: it is registered, and it is described.
struct APIRoutes: Sendable {
  static let root = "/api/v1"
  /// No body of ours comes near it.
  private static let byteLimit = 64 * 1024

  let workspace: Workspace
  let knowing: WebServer.Knowing
  let runner: JobRunner
  let people: PeopleDesk
  let evidence: EvidenceDesk
  let exports: CaseExportDesk
  let reports: ReportDesk
  let points: PointCache
  let toolVersion: String
  let now: @Sendable () -> Timestamp
  let description = Kept<Int, String>(limit: 1)

  static func holds(_ request: Request) -> Bool { request.uri.path.hasPrefix("/api/") }

  var routes: [APIRoute] {
    CaseAPI(workspace: workspace, now: now).routes
      + CaseExportAPI(desk: exports).routes
      + ControlAPI(workspace: workspace, now: now).routes
      + EvidenceAPI(desk: evidence).routes
      + FindingAPI(workspace: workspace, knowing: knowing, now: now).routes
      + HuntAPI(workspace: workspace, now: now).routes
      + JobAPI(workspace: workspace, runner: runner, now: now).routes
      + KnowledgeAPI(workspace: workspace, knowing: knowing).routes
      + LayerAPI(workspace: workspace, knowing: knowing, now: now).routes
      + LineAPI(workspace: workspace, now: now).routes
      + PeopleAPI(workspace: workspace, desk: people).routes
      + QueueAPI(workspace: workspace).routes
      + ReportAPI(workspace: workspace, knowing: knowing, desk: reports, now: now).routes
      + SettingsAPI(workspace: workspace, now: now).routes
      + StrikeAPI(workspace: workspace, points: points).routes
      + SubjectAPI(workspace: workspace).routes
      + WorkspaceAPI(workspace: workspace, knowing: knowing).routes
      + [
        APIRoute(
          writing: "/openapi.json",
          name: "getDescription",
          summary: "This description of the API",
          answer: .object(["openapi": .string])
        ) { _ in
          try description.value(of: 0) {
            try ReportJSON.line(OpenAPIDocument(self.routes, version: toolVersion))
          }
        }
      ]
  }

  func add<Methods: RouterMethods>(to router: Methods) where Methods.Context == WebContext {
    for route in routes {
      router.on(RouterPath(Self.root + route.path), method: route.method) { request, context in
        try await Self.answer(route, request, context)
      }
    }
  }

  private static func answer(
    _ route: APIRoute,
    _ request: Request,
    _ context: WebContext
  ) async throws -> Response {
    let visitor = try context.visitor(atLeast: route.role)
    if route.method != .get { try check(request, by: visitor) }
    var call = APICall(
      visitor: visitor,
      path: context.parameters,
      query: request.uri.queryParameters,
      body: [],
      request: "\(request.method.rawValue) \(request.uri.path)",
      authority: request.head.authority ?? ""
    )
    switch route.body {
    case .none: break
    case .json: call.body = try await body(of: request)
    case .file: call.file = request.body
    }
    switch route.handling {
    case .value(let handle):
      return answer(try ReportJSON.line(try await handle(call), keys: .convertToSnakeCase))
    case .json(let written): return answer(try await written(call))
    case .file(_, let respond): return try await respond(call)
    }
  }

  private static func answer(_ json: String) -> Response {
    Response(
      status: .ok,
      headers: [.contentType: "application/json"],
      body: .init(byteBuffer: ByteBuffer(string: json))
    )
  }

  /// A browser sends its cookie with whatever page asks it to; a token is sent on purpose.
  private static func check(_ request: Request, by visitor: Visitor) throws {
    guard visitor.mayChange else {
      throw HTTPError(.forbidden, message: "This token only reads.")
    }
    guard let session = visitor.session else { return }
    let token = HTTPField.Name("x-form-token").flatMap { request.headers[$0] }
    guard token == session.formToken else { throw HTTPError(.forbidden) }
  }

  private static func body(of request: Request) async throws -> [UInt8] {
    guard (request.headers[.contentType] ?? "").hasPrefix("application/json") else {
      throw HTTPError(.unsupportedMediaType)
    }
    var bytes: [UInt8] = []
    for try await buffer in request.body {
      bytes += buffer.readableBytesView
      guard bytes.count <= byteLimit else { throw HTTPError(.contentTooLarge) }
    }
    return bytes
  }
}
