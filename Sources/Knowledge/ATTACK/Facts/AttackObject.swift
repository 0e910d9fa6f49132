/// Anything that ATT&CK gives an id: facts only, no prose.
package struct AttackObject: Sendable, Equatable {
  /// The raw values are the first column of a facts pack.
  package enum Kind: String, Sendable, Codable, CaseIterable {
    case tactic
    case technique
    case group
    case campaign
    case malware
    case tool
    case mitigation
    case strategy
    case analytic
    case component
    case source
    case asset
  }

  package enum Status: Sendable, Equatable {
    case current
    case deprecated
    /// ATT&CK names what stands in its place, as a rule.
    case revoked(by: AttackID?)
  }

  /// Where an analytic looks: a data component, and the log that holds it, as in `WinEventLog:Security`.
  package struct LogSource: Sendable, Hashable {
    /// Index of the data component; `nil` where the bundle lacks it.
    package var component: Int?
    package var name: String

    package init(component: Int?, name: String) {
      self.component = component
      self.name = name
    }
  }

  package var id: AttackID
  package var kind: Kind
  package var name: String
  /// Other names than `name`.
  package var aliases: [String] = []
  package var status: Status = .current
  package var stixID: String
  /// Version of the object, as in `1.3`.
  package var version: String = ""
  /// Indices into the releases that hold the object.
  package var releases: [Int]
  package var platforms: [String] = []
  /// Of a technique: short names as in `reconnaissance`. Of a tactic: its own.
  package var tactics: [String] = []
  /// Day of the first and the last sight of a campaign.
  package var firstSeen: String = ""
  package var lastSeen: String = ""
  /// Of an analytic.
  package var logSources: [LogSource] = []
  /// Of an analytic: the fields that each organisation has to set, as in `TimeWindow`.
  package var mutableFields: [String] = []
  /// Indices of the citations that the object itself makes.
  package var references: [Int] = []

  package init(id: AttackID, kind: Kind, name: String, stixID: String, releases: [Int]) {
    self.id = id
    self.kind = kind
    self.name = name
    self.stixID = stixID
    self.releases = releases
  }

  package var isCurrent: Bool { status == .current }

  /// Whether objects of this kind act on techniques.
  package var isSoftware: Bool { kind == .malware || kind == .tool }
}
