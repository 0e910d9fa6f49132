import Model

/// An ATT&CK technique as OCSF writes it.
struct OCSFAttack: Encodable, Equatable {
  /// The version of ATT&CK that the names below are from.
  static let attackVersion = "18.1"

  struct Entity: Encodable, Equatable {
    var name: String?
    var uid: String
  }

  var tactic: Entity?
  var technique: Entity
  var subTechnique: Entity?
  var version = attackVersion

  init(_ id: TechniqueID) {
    let parent = id.rawValue.split(separator: ".").first.map(String.init) ?? id.rawValue
    let known = Self.known[id.rawValue]
    tactic = known?.tactic
    technique = Entity(name: Self.names[parent], uid: parent)
    if parent != id.rawValue { subTechnique = Entity(name: known?.name, uid: id.rawValue) }
  }

  /// The technique of the finding and those of its stages, each once, in order.
  static func all(of finding: Finding) -> [OCSFAttack] {
    var ids: [TechniqueID] = []
    for id in [finding.technique] + finding.stages.map(\.technique) where !ids.contains(id) {
      ids.append(id)
    }
    return ids.map(OCSFAttack.init)
  }

  private static let names = [
    "T1078": "Valid Accounts",
    "T1110": "Brute Force",
    "T1133": "External Remote Services",
    "T1566": "Phishing",
    "T1586": "Compromise Accounts",
    "T1589": "Gather Victim Identity Information",
  ]

  // Of the tactics that ATT&CK lists for a technique, the one that it serves in a finding.
  private static let known: [String: (name: String, tactic: Entity)] = [
    "T1078": ("Valid Accounts", Entity(name: "Initial Access", uid: "TA0001")),
    "T1110": ("Brute Force", Entity(name: "Credential Access", uid: "TA0006")),
    "T1110.001": ("Password Guessing", Entity(name: "Credential Access", uid: "TA0006")),
    "T1110.003": ("Password Spraying", Entity(name: "Credential Access", uid: "TA0006")),
    "T1133": ("External Remote Services", Entity(name: "Initial Access", uid: "TA0001")),
    "T1566": ("Phishing", Entity(name: "Initial Access", uid: "TA0001")),
    "T1586.002": ("Email Accounts", Entity(name: "Resource Development", uid: "TA0042")),
    "T1589.002": ("Email Addresses", Entity(name: "Reconnaissance", uid: "TA0043")),
  ]
}
