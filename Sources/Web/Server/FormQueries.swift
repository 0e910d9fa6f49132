import Hummingbird

/// Reads the `+` of a query as the blank that browsers mean by it in forms; theirs is `%2B`.
struct FormQueries: RouterMiddleware {
  @concurrent
  func handle(
    _ request: Request,
    context: WebContext,
    next: @concurrent (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    guard let path = request.head.path, let mark = path.firstIndex(of: "?"),
      path[mark...].contains("+")
    else { return try await next(request, context) }
    var head = request.head
    head.path = String(path[..<mark]) + String(path[mark...].replacing("+", with: "%20"))
    return try await next(Request(head: head, body: request.body), context)
  }
}
