// Facts as lines of text, so that a person can read what ships and a diff shows what changed.
//
//     rollcall.attack-facts/1
//     release  domain  version  origin  date
//     cite     name  title  address
//     object   kind  id  name  STIX id  status  version  releases  platforms  tactics  aliases
//              first seen  last seen  mutable fields  log sources  citations
//     uses     source  target:citation,citation target …            (and the other relations)
//
// Fields are parted by tabs, the members of lists by `|`. Citations and objects are meant by their
// number in the order of their lines. A backslash stands before what would part fields and members:
// `\t`, `\n`, `\p` for the bar, `\\`.

/// The facts pack: how facts are shipped, and how a workspace keeps those of an import.
package enum FactsPack {
  static let header = "rollcall.attack-facts/1"

  package static func write(_ facts: AttackFacts) -> [UInt8] {
    FactsPackWriter(facts).bytes()
  }

  /// - Throws: `AttackError.notAPack`.
  package static func read(_ bytes: [UInt8]) throws(AttackError) -> AttackFacts {
    var reader = FactsPackReader(bytes)
    return try reader.facts()
  }

  static func statusText(_ status: AttackObject.Status) -> String {
    switch status {
    case .current: ""
    case .deprecated: "deprecated"
    case .revoked(by: nil): "revoked"
    case .revoked(by: let successor?): "revoked " + successor.rawValue
    }
  }

  static func status(_ text: String) -> AttackObject.Status? {
    switch text {
    case "": return .current
    case "deprecated": return .deprecated
    case "revoked": return .revoked(by: nil)
    default:
      guard text.hasPrefix("revoked ") else { return nil }
      return .revoked(by: AttackID(rawValue: String(text.dropFirst("revoked ".count))))
    }
  }
}
