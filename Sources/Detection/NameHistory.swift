package import Model

/// Since when each name is known to exist at each kind of service.
///
/// A name that once existed and is absent now (a leaver, a renamed account) is weak evidence: old
/// phones and old lists ask for it in all innocence.
package struct NameHistory: Sendable {
  private struct Known {
    /// Seconds of the first attempt that showed the name to exist; `.max` for never.
    var first = UInt32.max
    /// A bit for each service that showed it.
    var services: UInt32 = 0

    mutating func add(services: UInt32, first: UInt32) {
      self.services |= services
      self.first = min(self.first, first)
    }
  }

  private var names: [Known]
  /// Domains of names that exist: a bit for each service that showed one.
  private var domains: [UInt64: UInt32] = [:]
  /// By directory: how many names with a domain are known to exist in it.
  private var namesWithDomain: [UInt32: Int] = [:]
  /// A bit for each service with enough of them to tell a foreign domain.
  private var servicesWithDomains: UInt32 = 0

  /// A bit for each service where somebody signed in.
  private var servicesWithSignIns: UInt32 = 0

  /// Names with a domain that must be known before a domain counts as foreign.
  static let namesForDomains = 10

  package init(nameCount: Int) {
    names = Array(repeating: Known(), count: nameCount)
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
    let service = Self.bit(attempt.outcome.service)
    names[Int(attempt.name)].add(services: service, first: attempt.seconds)
    if attempt.outcome.credential == .accepted {
      servicesWithSignIns |= service
    }
  }

  /// Whether the log shows who signs in with the accounts that `service` asks.
  func showsSignIns(of service: Service) -> Bool {
    servicesWithSignIns & service.directory != 0
  }

  /// Notes what an earlier scan knew.
  mutating func note(_ name: UInt32, services mask: UInt32, first: UInt32) {
    names[Int(name)].add(services: mask, first: first)
  }

  package mutating func add(_ other: NameHistory) {
    for (name, known) in other.names.enumerated() {
      names[name].add(services: known.services, first: known.first)
    }
    servicesWithSignIns |= other.servicesWithSignIns
  }

  /// Whether the name of an absent answer had existed in the same directory before.
  package func onceExisted(_ attempt: Attempt) -> Bool {
    let known = names[Int(attempt.name)]
    return known.first < attempt.seconds
      && known.services & attempt.outcome.service.directory != 0
  }

  /// Whether the name of an absent answer came to exist in the same directory: somebody made the
  /// account, and whoever asked before knew that it would be made.
  package func isCreatedLater(_ attempt: Attempt) -> Bool {
    let known = names[Int(attempt.name)]
    return known.first > attempt.seconds
      && known.services & attempt.outcome.service.directory != 0
  }

  /// Learns the domains of the names that exist. To be called when all attempts were noted.
  /// - Complexity: O(names that exist).
  package mutating func learnDomains(_ table: AttemptTable) {
    // Nearly all names are known from the same few services.
    var known: (services: UInt32, directories: Set<UInt32>) = (0, [])
    for (name, services) in names.lazy.map(\.services).enumerated() where services != 0 {
      guard let domain = Self.domain(table.nameText(UInt32(name))) else { continue }
      domains[domain, default: 0] |= services
      if known.services != services { known = (services, Self.directories(of: services)) }
      for directory in known.directories { namesWithDomain[directory, default: 0] += 1 }
    }
    for service in Service.allCases where service != .postfixRecipient {
      if namesWithDomain[service.directory] ?? 0 >= Self.namesForDomains {
        servicesWithDomains |= Self.bit(service)
      }
    }
  }

  /// Whether `text`, a name that is absent, is of a domain that the directory holds nobody of: a guest
  /// or a name that was moved. A mail server that takes mail for the domain says that it is its own.
  package func isForeign(_ text: [UInt8], at service: Service) -> Bool {
    guard knowsDomains(of: service), let domain = Self.domain(text) else { return false }
    return (domains[domain] ?? 0) & service.directory == 0
  }

  /// Whether enough names are known at the service to tell a foreign domain.
  package func knowsDomains(of service: Service) -> Bool {
    servicesWithDomains & Self.bit(service) != 0
  }

  private static func directories(of services: UInt32) -> Set<UInt32> {
    var found: Set<UInt32> = []
    for service in Service.allCases where services & 1 << UInt32(service.rawValue & 31) != 0 {
      found.insert(service.directory)
    }
    return found
  }

  /// A hash (FNV-1a) of what follows the @; `nil` without one.
  private static func domain(_ text: [UInt8]) -> UInt64? {
    guard let at = text.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text[(at + 1)...] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }

  /// A bit for each service that showed the name to exist.
  func services(of name: UInt32) -> UInt32 { names[Int(name)].services }

  /// How many names are known to exist at any service.
  package var presentCount: Int { names.count { $0.services != 0 } }
}
