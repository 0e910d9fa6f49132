package import Model

/// The id under which ATT&CK shows an object, as in `T1589.002`, `G0094`, `DET0814`.
///
/// Data components had none before v18: there it is the STIX id.
package struct AttackID: Hashable, Sendable, Codable, RawRepresentable {
  package let rawValue: String

  package init(rawValue: String) {
    self.rawValue = rawValue
  }

  package init(_ technique: TechniqueID) {
    rawValue = technique.rawValue
  }

  package init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

extension AttackID: Comparable {
  package static func < (left: AttackID, right: AttackID) -> Bool {
    left.rawValue < right.rawValue
  }
}
