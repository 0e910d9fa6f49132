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
      let name = LogUpload.plain(request.uri.queryParameters.get("name") ?? "")
      do {
        let id = try await take(try await Self.bytes(of: request), named: name)
        try workspace.audit(visitor.person.name, "added report", id, at: now())
        return Response(status: .created, headers: [.location: "/reports/\(id)"])
      } catch let error as ReportError {
        return ScanRoutes.refusal(.unprocessableContent, error.message)
      }
    }
  }

  private static func bytes(of request: Request) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    for try await buffer in request.body {
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
