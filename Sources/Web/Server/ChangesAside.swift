import HTTPTypes
import Hummingbird

/// Has requests that may change something answered aside from those that only read.
struct ChangesAside: RouterMiddleware {
  @concurrent
  func handle(
    _ request: Request,
    context: WebContext,
    next: @concurrent (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    if request.method == .get || request.method == .head {
      return try await next(request, context)
    }
    return try await withTaskExecutorPreference(AsideExecutor.shared) {
      try await next(request, context)
    }
  }
}
