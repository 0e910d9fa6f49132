/// One published version of one of ATT&CK's three collections.
package struct AttackRelease: Hashable, Sendable, Codable {
  package enum Domain: String, Sendable, Codable, CaseIterable {
    case enterprise = "enterprise-attack"
    case mobile = "mobile-attack"
    case ics = "ics-attack"
  }

  /// How the version is known.
  package enum Origin: String, Sendable, Codable {
    /// The bundle says it.
    case stated
    /// Whoever imported the bundle said it.
    case given
    /// Told from what the bundle holds, because it does not say.
    case inferred
  }

  package var domain: Domain
  /// As in `18.1`; only `18` where no more could be told.
  package var version: String
  package var origin: Origin
  /// The day of the last change of any object, as in `2025-10-28`.
  package var date: String

  package init(domain: Domain, version: String, origin: Origin, date: String) {
    self.domain = domain
    self.version = version
    self.origin = origin
    self.date = date
  }

  /// As in `ATT&CK v18.1`.
  package var title: String {
    switch domain {
    case .enterprise: "ATT&CK v\(version)"
    case .mobile: "ATT&CK for Mobile v\(version)"
    case .ics: "ATT&CK for ICS v\(version)"
    }
  }
}
