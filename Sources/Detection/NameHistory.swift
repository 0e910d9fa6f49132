package import Model

/// Since when each name is known to exist at each kind of service.
///
/// A name that once existed and is absent now (a leaver, a renamed account) is weak evidence: old
/// phones and old lists ask for it in all innocence.
package struct NameHistory: Sendable {
  /// Seconds of the first attempt that showed the name to exist, by name; `.max` for never.
  private var firstSeen: [UInt32]
  /// A bit for each service that showed it.
  private var services: [UInt32]

  package init(nameCount: Int) {
    firstSeen = Array(repeating: .max, count: nameCount)
    services = Array(repeating: 0, count: nameCount)
  }

  /// - Complexity: O(attempts).
  package init(of table: AttemptTable) {
    self.init(nameCount: table.nameTraits.count)
    for chunk in table.chunks {
      for attempt in chunk { note(attempt) }
    }
  }

  package mutating func note(_ attempt: Attempt) {
    guard attempt.outcome.existence.exists else { return }
    let name = Int(attempt.name)
    firstSeen[name] = min(firstSeen[name], attempt.seconds)
    services[name] |= 1 << UInt32(attempt.outcome.service.rawValue & 31)
  }

  package mutating func add(_ other: NameHistory) {
    for name in firstSeen.indices {
      firstSeen[name] = min(firstSeen[name], other.firstSeen[name])
      services[name] |= other.services[name]
    }
  }

  /// Whether the name of an absent answer had existed at the same service before.
  package func onceExisted(_ attempt: Attempt) -> Bool {
    let name = Int(attempt.name)
    return firstSeen[name] < attempt.seconds
      && services[name] & 1 << UInt32(attempt.outcome.service.rawValue & 31) != 0
  }

  /// How many names are known to exist at any service.
  package var presentCount: Int { services.count { $0 != 0 } }
}
