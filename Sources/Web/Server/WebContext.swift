import Hummingbird
import WorkspaceStore

/// Who sent a request.
struct Visitor: Sendable {
  var person: Person
  /// `nil` for a program that sent a token.
  var session: Session?
  /// Not for a program whose token only reads, whatever its owner may do.
  var mayChange = true

  /// A browser that somebody signed in with.
  struct Session: Sendable {
    /// The SHA-256 of its token.
    var digest: [UInt8]
    /// What a form must carry to be taken.
    var formToken: String
  }
}

/// What a request carries on its way through the routes.
struct WebContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  var visitor: Visitor?
  /// The address of who sent it, where the connection has one.
  let source: String?

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    self.source = source.channel.remoteAddress?.ipAddress
  }

  /// - Throws: 403 where nobody signed in, or whoever did may not.
  func visitor(atLeast role: Person.Role = .reader) throws -> Visitor {
    guard let visitor, visitor.person.role >= role else { throw HTTPError(.forbidden) }
    return visitor
  }
}
