import HTTPTypes
import Hummingbird
import WorkspaceStore

/// Takes a log that somebody sends, and answers when it was scanned.
struct ScanRoutes {
  let desk: ScanDesk

  func add(to router: Router<WebContext>) {
    router.post("/scans") { request, context -> Response in
      let visitor = try context.visitor(atLeast: .analyst)
      let token = HTTPField.Name("x-form-token").flatMap { request.headers[$0] }
      guard let session = visitor.session, token == session.formToken else {
        throw HTTPError(.forbidden)
      }
      let name = request.uri.queryParameters.get("name") ?? ""
      do {
        let scan = try await desk.scan(request.body, named: name, by: visitor.person.name)
        let location = Query([("scan", scan)]).link("/findings")
        return Response(status: .created, headers: [.location: location])
      } catch let refusal as ScanDesk.Refusal {
        return Response(
          status: refusal.status,
          headers: [.contentType: "text/plain; charset=utf-8"],
          body: .init(byteBuffer: ByteBuffer(string: refusal.sentence))
        )
      }
    }
  }

  static func form(_ visitor: Visitor) -> HTML {
    """
    <form class="card drop" data-drop>\(visitor.formField)
    <label>Drop a log here, or choose one: <input type="file" required></label>
    <button>Scan it</button><span data-state role="status"></span></form>
    """
  }
}
