import Foundation
import HTTPTypes
import Hummingbird

/// Headers that every answer has.
struct SecurityHeaders: RouterMiddleware {
  let isSecure: Bool

  private static let policy = """
    default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'
    """

  // Without any referrer a browser would call the origin of our own forms null.
  private static let headers = [
    ("content-security-policy", policy), ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"), ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
  ].compactMap { name, value in HTTPField.Name(name).map { HTTPField(name: $0, value: value) } }

  @concurrent
  func handle(
    _ request: Request,
    context: WebContext,
    next: @concurrent (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    for header in Self.headers { response.headers[header.name] = header.value }
    if isSecure, let name = HTTPField.Name("strict-transport-security") {
      response.headers[name] = "max-age=31536000"
    }
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    return response
  }
}

/// Turns every error into a page or, for programs, into JSON.
///
/// Stands outside for what goes wrong before somebody is known, and inside for the rest.
struct ProblemPages: RouterMiddleware {
  @concurrent
  func handle(
    _ request: Request,
    context: WebContext,
    next: @concurrent (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      let problem = Problem(error)
      return APIRoutes.holds(request) ? try problem.json() : problem.page(for: context.visitor)
    }
  }
}

/// Takes requests that a page of ours made: other sites can neither read nor send.
struct OwnRequests: RouterMiddleware {
  let address: WebAddress

  @concurrent
  func handle(
    _ request: Request,
    context: WebContext,
    next: @concurrent (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    // A name of somebody else's that points to this machine would make their page one of ours.
    guard let authority = request.head.authority, address.answers(to: Self.host(of: authority))
    else { throw HTTPError(.misdirectedRequest) }
    if request.method != .get, request.method != .head {
      let origin = HTTPField.Name("origin").flatMap { request.headers[$0] }
      guard origin == nil || origin == address.scheme + "://" + authority else {
        throw HTTPError(.forbidden)
      }
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
    if APIRoutes.holds(request) {
      if let header = request.headers[.authorization] {
        context.visitor = try desk.visitor(withAuthorization: header)
      }
      guard context.visitor != nil else { throw HTTPError(.unauthorized) }
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
