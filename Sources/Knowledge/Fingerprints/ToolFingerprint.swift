/// What detection content of others says that a tool looks like in a defender's logs.
///
/// A client string is the client's own claim and easily forged: a match may raise attention, never lower
/// it, and it is never an attribution.
package struct ToolFingerprint: Sendable, Codable, Equatable {
  /// How much a match says, given who else looks like that.
  package enum Commonness: String, Sendable, Codable {
    /// Hardly anything else looks like it.
    case rare
    /// Other things look like it too.
    case common
    /// Most of what looks like it is something else.
    case veryCommon = "very common"
  }

  package var id: String
  /// What it is consistent with.
  package var tool: String
  /// ATT&CK's id of the tool, where it has one.
  package var software: String?
  /// Any of these, in any case, within the name that the client gives of itself.
  package var clientContains: [String]
  package var commonness: Commonness
  /// Who else looks like that.
  package var otherwise: String
  /// Who published it.
  package var source: String
  /// The day it was last compared with its source.
  package var checked: String
  /// The day after which it is to be compared again.
  package var expires: String
}
