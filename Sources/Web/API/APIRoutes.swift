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
  let toolVersion: String
  let now: @Sendable () -> Timestamp

  static func holds(_ request: Request) -> Bool { request.uri.path.hasPrefix("/api/") }

  var routes: [APIRoute] {
    FindingAPI(workspace: workspace, knowing: knowing, now: now).routes
      + KnowledgeAPI(workspace: workspace, knowing: knowing).routes
      + ReportAPI(workspace: workspace, now: now).routes
      + CaseAPI(workspace: workspace, now: now).routes
      + ControlAPI(workspace: workspace, now: now).routes
      + EvidenceAPI(
        desk: EvidenceDesk(workspace: workspace, toolVersion: toolVersion, now: now)
      ).routes
      + JobAPI(workspace: workspace, runner: runner, now: now).routes
      + LayerAPI(workspace: workspace).routes
      + LineAPI(workspace: workspace, now: now).routes
      + SettingsAPI(workspace: workspace, now: now).routes
      + WorkspaceAPI(workspace: workspace, knowing: knowing).routes
      + [
        APIRoute(
          path: "/openapi.json",
          name: "getDescription",
          summary: "This description of the API",
          answer: .object(["openapi": .string]),
          keys: .useDefaultKeys
        ) { _ in OpenAPIDocument(self.routes, version: toolVersion) }
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
    let call = APICall(
      visitor: visitor,
      path: context.parameters,
      query: request.uri.queryParameters,
      body: route.body == nil ? [] : try await body(of: request)
    )
    let json = try ReportJSON.line(try await route.handle(call), keys: route.keys)
    return Response(
      status: .ok,
      headers: [.contentType: "application/json"],
      body: .init(byteBuffer: ByteBuffer(string: json))
    )
  }

  /// A browser sends its cookie with whatever page asks it to; a token is sent on purpose.
  private static func check(_ request: Request, by visitor: Visitor) throws {
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
