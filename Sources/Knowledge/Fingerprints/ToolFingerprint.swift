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

  /// What is compared with a finding.
  package enum Feature: Sendable, Codable, Equatable {
    /// Any of these, in any case, within the name that the client gives of itself.
    case client(contains: [String])
    /// Any of these, as it is written, within a cited record; only where the log can be read again.
    case record(contains: [String])
    /// At least so many sources in one of these autonomous systems.
    case networks([UInt32], leastSources: Int)
    /// At least so many first contacts with names, all on these services.
    case services([String], leastProbes: Int)
    /// At least so many sources of one operation, none of which makes more than so many first contacts.
    case manySources(least: Int, mostProbesOfOne: Int)
  }

  package var id: String
  /// What it is consistent with.
  package var tool: String
  /// ATT&CK's id of the tool, or of the campaign that is known for it, where it has one.
  package var attackID: String?
  package var feature: Feature
  package var commonness: Commonness
  /// Who else looks like that.
  package var otherwise: String
  /// Who published it.
  package var source: String
  /// The terms of what was published; facts of it are told here in our words.
  package var licence: String
  /// The day it was last compared with its source.
  package var checked: String
  /// The day after which it is to be compared again.
  package var expires: String
}
