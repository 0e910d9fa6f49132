import WorkspaceStore

extension SignInDesk {
  /// A new token of this person, which is kept as its SHA-256 only.
  func makeToken(
    named name: String,
    scope: APIToken.Scope,
    for person: Person
  ) throws -> String {
    // The start lets programs that look for lost secrets know one.
    let token = "rollcall_" + Self.newToken()
    try workspace.addToken(
      Self.digest(token),
      named: name,
      scope: scope,
      of: person,
      at: now()
    )
    return token
  }

  /// Who sends an `Authorization` header; `nil` where it holds no valid token.
  func visitor(withAuthorization header: String) throws -> Visitor? {
    let parts = header.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return try workspace.person(ofToken: Self.digest(String(parts[1]))).map {
      Visitor(person: $0.person, session: nil, mayChange: $0.scope != .read)
    }
  }
}
