import HTTPTypes
import Hummingbird
import WorkspaceStore

/// The form that logs and reports are dropped on, and where it sends logs.
struct ScanRoutes {
  let desk: LogDesk

  func add(to router: Router<WebContext>) {
    router.post("/scans") { request, context -> Response in
      let visitor = try context.visitor(atLeast: .analyst)
      try Self.check(request, by: visitor)
      let name = request.uri.queryParameters.get("name") ?? ""
      do {
        let job = try await desk.take(request.body, named: name, by: visitor.person.name)
        return Response(status: .created, headers: [.location: "/jobs/\(job)"])
      } catch let refusal as LogUpload.Refusal {
        return Self.refusal(refusal.status, refusal.sentence)
      }
    }
  }

  /// - Throws: 403 where the page that sent a file was not made for this session.
  static func check(_ request: Request, by visitor: Visitor) throws {
    let token = HTTPField.Name("x-form-token").flatMap { request.headers[$0] }
    guard let session = visitor.session, token == session.formToken else {
      throw HTTPError(.forbidden)
    }
  }

  /// Shown beside the form that the file was chosen in.
  static func refusal(_ status: HTTPResponse.Status, _ sentence: String) -> Response {
    Response(
      status: status,
      headers: [.contentType: "text/plain; charset=utf-8"],
      body: .init(byteBuffer: ByteBuffer(string: sentence))
    )
  }

  /// Nothing for those who may only read.
  static func form(_ visitor: Visitor) -> HTML {
    if visitor.person.role < .analyst { return "" }
    return """
      <div class="drops"><form class="card drop" data-drop="/scans">\(visitor.formField)
      <label>Drop a log here, or choose one: <input type="file" required></label>
      <button>Scan it</button><span data-state role="status"></span></form>
      <form class="card drop" data-drop="/reports">\(visitor.formField)
      <label>Drop a report here, or choose one: <input type="file" required></label>
      <button>Take it in</button><span data-state role="status"></span></form></div>
      """
  }
}
