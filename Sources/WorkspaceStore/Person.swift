package import Model

/// Somebody who may sign in.
package struct Person: Equatable, Sendable {
  /// What somebody may do; each role may do all that those before it may.
  package enum Role: String, Sendable, CaseIterable, Comparable {
    case reader
    case analyst
    case lead
    case admin

    package static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .reader: 0
      case .analyst: 1
      case .lead: 2
      case .admin: 3
      }
    }
  }

  package var number: Int64
  package var name: String
  package var role: Role

  package init(number: Int64, name: String, role: Role) {
    (self.number, self.name, self.role) = (number, name, role)
  }
}

/// What is kept of a password: scrypt's output, and what it was made with.
package struct StoredPassword: Equatable, Sendable {
  package var salt: [UInt8]
  package var rounds: Int
  package var hash: [UInt8]

  package init(salt: [UInt8], rounds: Int, hash: [UInt8]) {
    (self.salt, self.rounds, self.hash) = (salt, rounds, hash)
  }
}

/// One thing that somebody did or read.
package struct AuditEntry: Equatable, Sendable, Encodable {
  package var number: Int64
  package var at: Timestamp
  package var person: String
  package var action: String
  package var subject: String
}
