import HTTPTypes
import Hummingbird
import Intake
import Knowledge
import Model
import WorkspaceStore

/// Takes reports that somebody sends.
struct ReportDesk: Sendable {
  let workspace: Workspace
  let knowing: WebServer.Knowing
  let toolVersion: String
  let now: @Sendable () -> Timestamp

  func add(to router: Router<WebContext>) {
    router.post("/reports") { request, context -> Response in
      let visitor = try context.visitor(atLeast: .analyst)
      try ScanRoutes.check(request, by: visitor)
      let name = request.uri.queryParameters.get("name") ?? ""
      do {
        let id = try await take(request.body, named: name, by: visitor)
        return Response(status: .created, headers: [.location: "/reports/\(id)"])
      } catch let error as ReportError {
        return ScanRoutes.refusal(.unprocessableContent, error.message)
      }
    }
  }

  /// The id of the report.
  /// - Throws: `ReportError` for what is no report, 413 for what is too large.
  func take(_ body: RequestBody, named name: String, by visitor: Visitor) async throws -> String {
    let id = try await take(try await Self.bytes(of: body), named: LogUpload.plain(name))
    try workspace.audit(visitor.person.name, "added report", id, at: now())
    return id
  }

  private static func bytes(of body: RequestBody) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    for try await buffer in body {
      bytes += buffer.readableBytesView
      guard bytes.count <= ReportReader.largestFile else { throw HTTPError(.contentTooLarge) }
    }
    return bytes
  }

  @concurrent
  private func take(_ bytes: [UInt8], named name: String) async throws -> String {
    var intake = try ReportIntake(
      workspace,
      facts: knowing.facts,
      toolVersion: toolVersion,
      at: now()
    )
    return try intake.take(bytes, file: name, named: name, at: now()).report.id
  }
}
