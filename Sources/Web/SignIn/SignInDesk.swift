import Crypto
import Foundation
import LogFormats
import Model
import Synchronization
import WorkspaceStore

/// Who gets in, and how somebody new does.
///
/// A name that is not there takes as long as a wrong password and gets the same answer.
final class SignInDesk: Sendable {
  static let cookieName = "rollcall_session"
  static let sessionInSeconds = 12 * 3600
  static let shortestPassword = 12
  static let longestPassword = 1024
  static let longestName = 64
  private static let invitationInMilliseconds: Int64 = 24 * 3600 * 1000

  struct Invitation: Sendable {
    var role: Person.Role
    var isFirst: Bool
    var expiresAt: Timestamp
  }

  enum Answer: Equatable {
    case welcome(token: String)
    case refused
    case tooMany
  }

  let workspace: Workspace
  private let rounds: Int
  let now: @Sendable () -> Timestamp
  private let limit = SignInLimit()
  private let log: SignInLog
  /// Of the links to it: http or https.
  let scheme: String
  /// By the SHA-256 of their tokens; they live as long as the server.
  private let invitations = Mutex<[[UInt8]: Invitation]>([:])

  init(
    workspace: Workspace,
    rounds: Int,
    scheme: String = "http",
    now: @escaping @Sendable () -> Timestamp
  ) {
    (self.workspace, self.rounds, self.scheme, self.now) = (workspace, rounds, scheme, now)
    log = SignInLog(directory: workspace.directory, now: now)
  }

  /// A token with which one person can choose a name and a password, within a day.
  func invite(role: Person.Role, isFirst: Bool = false) -> String {
    let token = Self.newToken()
    let end = now().millisecondsSince1970 + Self.invitationInMilliseconds
    let invitation = Invitation(
      role: role,
      isFirst: isFirst,
      expiresAt: Timestamp(millisecondsSince1970: end)
    )
    invitations.withLock { $0[Self.digest(token)] = invitation }
    return token
  }

  func isInvited(_ token: String) -> Bool {
    invitations.withLock { ($0[Self.digest(token)]?.expiresAt).map { $0 > now() } ?? false }
  }

  /// Takes an invitation up. `nil` where the name is taken; the invitation then stands.
  func accept(_ invitation: String, name: String, password: String) throws -> String? {
    let key = Self.digest(invitation)
    guard isInvited(invitation), let taken = invitations.withLock({ $0.removeValue(forKey: key) })
    else { return nil }
    let person = try workspace.addPerson(
      named: name,
      role: taken.role,
      password: try PasswordHash.make(password, rounds: rounds),
      isFirst: taken.isFirst,
      at: now()
    )
    guard let person else {
      invitations.withLock { $0[key] = taken }
      return nil
    }
    return try startSession(of: person)
  }

  /// `source` is the address of who tries, for the log.
  func signIn(name: String, password: String, from source: String?) async throws -> Answer {
    guard name.utf8.count <= 4 * Self.longestName, password.utf8.count <= Self.longestPassword
    else { return .refused }
    guard limit.take(name: name, at: now()) else {
      try log.note(.tooMany, name: name, from: source)
      return .tooMany
    }
    let known = try workspace.person(named: name)
    // The same work for a name that is not there.
    let stored = known?.password ?? nobody
    let matches = try await PasswordHash.matches(password, stored)
    guard let known, matches else {
      // The name is not written down here: people type their password there.
      try workspace.audit("", "sign-in refused", "", at: now())
      try log.note(known == nil ? .unknownName : .wrongPassword, name: name, from: source)
      return .refused
    }
    limit.forgive(name: name)
    try log.note(.accepted, name: name, from: source)
    return .welcome(token: try startSession(of: known.person))
  }

  private var nobody: StoredPassword {
    StoredPassword(
      salt: Array(repeating: 0, count: 16),
      rounds: rounds,
      hash: Array(repeating: 0, count: 32)
    )
  }

  func signOut(_ visitor: Visitor) throws {
    if let session = visitor.session { try workspace.endSession(session.digest) }
    try workspace.audit(visitor.person.name, "signed out", "", at: now())
  }

  func visitor(withToken token: String) throws -> Visitor? {
    let session = Self.digest(token)
    return try workspace.person(ofSession: session, at: now()).map {
      Visitor(
        person: $0,
        session: Visitor.Session(digest: session, formToken: Self.formToken(of: token))
      )
    }
  }

  private func startSession(of person: Person) throws -> String {
    let token = Self.newToken()
    let start = now()
    let end = start.millisecondsSince1970 + Int64(Self.sessionInSeconds) * 1000
    try workspace.startSession(
      of: person,
      token: Self.digest(token),
      at: start,
      until: Timestamp(millisecondsSince1970: end)
    )
    return token
  }

  static func newToken() -> String {
    hex((0..<32).map { _ in UInt8.random(in: .min ... .max) })
  }

  static func digest(_ token: String) -> [UInt8] {
    Array(SHA256.hash(data: Data(token.utf8)))
  }

  private static func formToken(of token: String) -> String {
    let key = SymmetricKey(data: Data(token.utf8))
    return hex(Array(HMAC<SHA256>.authenticationCode(for: Data("form".utf8), using: key)))
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
