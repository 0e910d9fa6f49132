package import Model

/// What a program shows instead of a password; what it was made from is not kept.
package struct APIToken: Equatable, Sendable {
  /// What may be done with a token; each scope allows all that those before it allow.
  package enum Scope: String, Sendable, CaseIterable {
    case read
    case write
    case admin

    /// A token never allows more than its owner may, nor more than this.
    package var role: Person.Role {
      switch self {
      case .read: .reader
      case .write: .analyst
      case .admin: .admin
      }
    }
  }

  package var number: Int64
  package var owner: String
  package var name: String
  package var scope: Scope
  package var madeAt: Timestamp
  package var revokedAt: Timestamp?
}
