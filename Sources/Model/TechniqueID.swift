/// An ATT&CK technique or sub-technique id, as in `T1589.002`.
package struct TechniqueID: Hashable, Sendable, Codable, RawRepresentable {
  package let rawValue: String

  package init(rawValue: String) {
    self.rawValue = rawValue
  }

  package init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  package static let bruteForce = TechniqueID(rawValue: "T1110")
  package static let emailAccounts = TechniqueID(rawValue: "T1586.002")
  package static let emailAddresses = TechniqueID(rawValue: "T1589.002")
  package static let externalServices = TechniqueID(rawValue: "T1133")
  package static let passwordGuessing = TechniqueID(rawValue: "T1110.001")
  package static let passwordSpraying = TechniqueID(rawValue: "T1110.003")
  package static let phishing = TechniqueID(rawValue: "T1566")
  package static let validAccounts = TechniqueID(rawValue: "T1078")
}
