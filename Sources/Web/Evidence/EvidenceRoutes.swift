import Custody
import Foundation
import HTTPTypes
import Hummingbird
import Model
import WorkspaceStore

/// The exhibits of the workspace, and what is done with them.
struct EvidenceRoutes {
  private static let pieceBytes = 1 << 20
  private static let pageLength = 100

  let desk: EvidenceDesk
  private var workspace: Workspace { desk.workspace }

  func add(to router: Router<WebContext>) {
    router.get("/evidence") { request, context in
      let visitor = try context.visitor()
      return Layout(title: "Evidence", visitor: visitor, section: "/evidence")
        .response(try list(request.uri.queryParameters, visitor))
    }
    router.get("/evidence/:id") { _, context in
      try page(of: exhibit(context), by: context.visitor())
    }
    router.post("/evidence/:id") { request, context in
      let (visitor, reason) = try await reason(request, context)
      let id = try exhibit(context)
      let bytes = try await desk.bytes(of: id, for: reason, by: visitor)
      return try page(of: id, by: visitor, showing: bytes)
    }
    router.post("/evidence/:id/file") { request, context in
      let (visitor, reason) = try await reason(request, context)
      let id = try exhibit(context)
      let bytes = try await desk.bytes(of: id, for: reason, by: visitor)
      return Self.file(named: id.description, .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
    router.post("/evidence/export") { request, context in
      let (visitor, reason) = try await reason(request, context)
      let handle = try await desk.export(for: reason, by: visitor)
      return Self.file(named: "evidence.zip", try Self.body(handle))
    }
    router.post("/findings/:id/exhibits") { request, context -> Response in
      let (visitor, reason) = try await reason(request, context)
      let id = try workspace.finding(id: context.parameters.require("id")).finding.id
      _ = try await desk.take(finding: id, for: reason, by: visitor)
      return Response.redirect(to: "/findings/\(id)#evidence", type: .normal)
    }
  }

  /// Whoever may, and why he does.
  private func reason(
    _ request: Request,
    _ context: WebContext
  ) async throws -> (Visitor, EvidenceDesk.Reason) {
    let form = try await Form(of: request)
    let visitor = try context.visitor(atLeast: .analyst).checked(form)
    let reason = try EvidenceDesk.Reason(
      purpose: form["purpose"],
      authority: form["authority"],
      request: "\(request.method.rawValue) \(request.uri.path)"
    )
    return (visitor, reason)
  }

  private func exhibit(_ context: WebContext) throws -> ExhibitID {
    let text = try context.parameters.require("id")
    guard let id = ExhibitID(text) else { throw CustodyError.noSuchExhibit(text) }
    return id
  }

  private func page(
    of id: ExhibitID,
    by visitor: Visitor,
    showing bytes: Data? = nil
  ) throws -> Response {
    guard let stored = try workspace.exhibit(id) else {
      throw CustodyError.noSuchExhibit(id.description)
    }
    let reason = try EvidenceDesk.Reason(purpose: "proof", authority: "", request: "")
    let view = ExhibitPageView(
      stored: stored,
      proof: try desk.locker(for: reason, by: visitor).proofState(of: id),
      events: try workspace.events(of: id, limit: ExhibitPageView.eventsShown),
      visitor: visitor,
      shown: bytes
    )
    return Layout(title: id.description, visitor: visitor, section: "/evidence")
      .response(view.html)
  }

  private func list(_ query: Parameters, _ visitor: Visitor) throws -> HTML {
    let finding = query.get("finding").flatMap { $0.isEmpty ? nil : $0 }
    let filter = ExhibitFilter(finding: finding)
    let (exhibits, next) = PageEnd.split(
      try workspace.exhibits(
        matching: filter,
        limit: Self.pageLength + 1,
        after: try Self.place(query)
      ),
      at: Self.pageLength
    )
    let count = try workspace.countExhibits(matching: filter)
    let link = Query([("finding", finding), ("after", next?.exhibit.id.description)])
    let more: HTML? = next.map { _ in
      "<p><a rel=\"next\" data-next href=\"\(link.link("/evidence"))\">Next page</a></p>"
    }
    let state = try workspace.logState()
    let log: HTML =
      state.verifier.map { key in
        """
        <p>\(String(state.frontier.size)) events, signed by key <code>\(key.keyID.hexadecimal)</code>.
        Public key: <code>\(key.text)</code></p>
        """
      } ?? "<p>The log of evidence begins with the first exhibit.</p>"
    let of: HTML = finding.map { " of <a href=\"/findings/\($0)\">\($0)</a>" } ?? ""
    let export = HTML.when(
      state.verifier != nil,
      EvidenceForm.html(visitor, action: "/evidence/export", button: "Export everything (ZIP)")
    )
    return """
      <h1>Evidence\(of)</h1>\(log)\(export)
      \(HTML.when(count > 0, "<p class=\"quiet\">\(count) exhibits. Their bytes are shown on their pages only, and every look is an event.</p>"))
      \(ExhibitList(exhibits: exhibits).html)\(more ?? "")
      """
  }

  /// - Throws: 400 for a place that is no exhibit.
  static func place(_ query: Parameters) throws -> ExhibitID? {
    guard let text = query.get("after"), !text.isEmpty else { return nil }
    guard let id = ExhibitID(text) else { throw HTTPError(.badRequest) }
    return id
  }

  static func file(named name: String, _ body: ResponseBody) -> Response {
    var headers: HTTPFields = [.contentType: "application/octet-stream"]
    headers[.contentDisposition] = "attachment; filename=\"\(name)\""
    return Response(status: .ok, headers: headers, body: body)
  }

  /// What is left of an open file, in pieces.
  static func body(_ handle: FileHandle) throws -> ResponseBody {
    let size = try handle.seekToEnd()
    try handle.seek(toOffset: 0)
    return ResponseBody(contentLength: Int(size)) { writer in
      while let piece = try handle.read(upToCount: pieceBytes), !piece.isEmpty {
        try await writer.write(ByteBuffer(bytes: piece))
      }
      try await writer.finish(nil)
    }
  }
}
