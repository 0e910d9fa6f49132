import Hummingbird
import Model
import WorkspaceStore

/// Roles, invitations and tokens: who may do what.
struct PeopleDesk: Sendable {
  static let longestTokenName = 64

  let workspace: Workspace
  let desk: SignInDesk
  let now: @Sendable () -> Timestamp

  /// - Throws: 400 for no role, 409 where nobody has the name, or nobody would be admin.
  func setRole(of name: String, to text: String, by visitor: Visitor) throws -> Person.Role {
    let role = try Self.role(text)
    guard try workspace.setRole(of: name, to: role, by: visitor.person.name, at: now()) else {
      throw HTTPError(.conflict, message: "Nobody has that name, or nobody would be admin.")
    }
    return role
  }

  /// A link with which one person can choose a name and a password; `authority` is the name and port
  /// that the server is reached by.
  /// - Throws: 400 for no role.
  func invite(_ text: String, by visitor: Visitor, authority: String) throws -> String {
    let role = try Self.role(text)
    try workspace.audit(visitor.person.name, "invited person", role.rawValue, at: now())
    return "\(desk.scheme)://\(authority)/welcome/\(desk.invite(role: role))"
  }

  /// An admin sees everybody's.
  func tokens(shownTo visitor: Visitor) throws -> [APIToken] {
    try workspace.apiTokens(of: visitor.person.role == .admin ? nil : visitor.person)
  }

  /// - Throws: 400 for a name or a scope that is none, 403 where a token would make a mightier one.
  func makeToken(_ name: String, _ scope: String, for visitor: Visitor) throws -> String {
    guard let scope = APIToken.Scope(rawValue: scope),
      (1...Self.longestTokenName).contains(name.count)
    else { throw HTTPError(.badRequest) }
    // A token's role is that of its scope: one that only reads must not make itself one that writes.
    if visitor.session == nil, scope.role > visitor.person.role { throw HTTPError(.forbidden) }
    return try desk.makeToken(named: name, scope: scope, for: visitor.person)
  }

  /// - Throws: 404 where there is none to end.
  func revokeToken(_ number: Int64, by visitor: Visitor) throws {
    guard try workspace.revokeToken(number, by: visitor.person, at: now()) else {
      throw HTTPError(.notFound)
    }
  }

  private static func role(_ text: String) throws -> Person.Role {
    guard let role = Person.Role(rawValue: text) else { throw HTTPError(.badRequest) }
    return role
  }
}
