import Foundation
import HTTPTypes
import Hummingbird
import WorkspaceStore

/// Headers that every answer has.
struct SecurityHeaders: RouterMiddleware {
  private static let policy = """
    default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'
    """

  @concurrent
  func handle(
    _ request: Request,
    context: WebContext,
    next: @concurrent (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    // Without any referrer a browser would call the origin of our own forms null.
    let headers = [
      ("content-security-policy", Self.policy), ("x-content-type-options", "nosniff"),
      ("x-frame-options", "DENY"), ("referrer-policy", "same-origin"),
      ("cross-origin-opener-policy", "same-origin"),
      ("cross-origin-resource-policy", "same-origin"),
      ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ]
    for (name, value) in headers {
      if let name = HTTPField.Name(name) { response.headers[name] = value }
    }
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    return response
  }
}

/// Turns every error into a page; what went wrong inside stays inside.
struct ProblemPages: RouterMiddleware {
  @concurrent
  func handle(
    _ request: Request,
    context: WebContext,
    next: @concurrent (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as WorkspaceError {
      return Self.page(for: error)
    } catch let error as any HTTPResponseError {
      return Self.page(error.status, Self.sentence(for: error.status))
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      return Self.page(.internalServerError, Self.sentence(for: .internalServerError))
    }
  }

  private static func page(for error: WorkspaceError) -> Response {
    switch error {
    case .noSuchFinding, .ambiguousFinding: page(.notFound, error.description)
    case .locked: page(.serviceUnavailable, "Somebody else is writing; try again in a moment.")
    default: page(.internalServerError, sentence(for: .internalServerError))
    }
  }

  private static func page(_ status: HTTPResponse.Status, _ sentence: String) -> Response {
    let body: HTML = """
      <h1>\(status.reasonPhrase)</h1><p>\(sentence)</p><p><a href="/">To the start</a></p>
      """
    return Layout(title: status.reasonPhrase).response(body, status: status)
  }

  private static func sentence(for status: HTTPResponse.Status) -> String {
    switch status {
    case .badRequest: "The request cannot be understood."
    case .forbidden: "You may not do this, or the form is too old: go back and load it again."
    case .notFound: "There is no such page."
    case .contentTooLarge: "That is larger than is taken here."
    case .tooManyRequests: "Too many tries. Wait a few minutes."
    case .misdirectedRequest: "This server answers to its own name only."
    case .unsupportedMediaType: "That kind of content is not taken here."
    default: "This did not work. What went wrong is a fault of the program, not yours."
    }
  }
}

/// Takes requests that a page of ours made: other sites can neither read nor send.
struct LocalRequests: RouterMiddleware {
  private static let names: Set<String> = ["127.0.0.1", "localhost", "[::1]"]

  @concurrent
  func handle(
    _ request: Request,
    context: WebContext,
    next: @concurrent (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    // A name of somebody else's that points to this machine would make their page one of ours.
    guard let authority = request.head.authority, Self.names.contains(Self.host(of: authority))
    else { throw HTTPError(.misdirectedRequest) }
    if request.method != .get, request.method != .head {
      let origin = HTTPField.Name("origin").flatMap { request.headers[$0] }
      guard origin == nil || origin == "http://" + authority else { throw HTTPError(.forbidden) }
    }
    return try await next(request, context)
  }

  private static func host(of authority: String) -> String {
    guard let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") else {
      return authority.lowercased()
    }
    return authority[..<colon].lowercased()
  }
}

/// Lets nobody in who has not signed in; only what is listed here is open.
struct SignedIn: RouterMiddleware {
  let desk: SignInDesk

  @concurrent
  func handle(
    _ request: Request,
    context: WebContext,
    next: @concurrent (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    if let token = request.cookies[SignInDesk.cookieName]?.value {
      context.visitor = try desk.visitor(withToken: token)
    }
    if context.visitor == nil, !Self.isOpen(request.uri.path) {
      guard request.method == .get else { throw HTTPError(.forbidden) }
      let wanted = request.uri.path == "/" ? nil : request.uri.string
      return .redirect(to: Query([("next", wanted)]).link("/sign-in"), type: .normal)
    }
    return try await next(request, context)
  }

  private static func isOpen(_ path: String) -> Bool {
    path == "/healthz" || path == "/sign-in" || path.hasPrefix("/assets/")
      || path.hasPrefix("/welcome/")
  }
}
