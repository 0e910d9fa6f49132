/// An object by its id and name.
package struct ObjectLink: Sendable, Codable, Equatable {
  package var id: String
  package var name: String

  init(_ object: AttackObject) {
    self.init(id: object.id.rawValue, name: object.name)
  }

  init(id: String, name: String) {
    (self.id, self.name) = (id, name)
  }
}

/// A text and whose words it is.
package struct AttributedText: Sendable, Codable, Equatable {
  package var text: String
  /// As in `ATT&CK v18.1`, or `Rollcall`.
  package var by: String
}

/// Somebody or something that uses a technique, what is told of it, and by whom.
package struct ObservedUse: Sendable, Codable, Equatable {
  package var user: ObjectLink
  /// `group`, `campaign`, `malware` or `tool`.
  package var kind: String
  /// What they did, in ATT&CK's words; empty where no text was imported.
  package var procedures: [String]
  package var reports: [CitedReport]
}

/// A number that the page shows, and how it comes about.
package struct ActorCount: Sendable, Codable, Equatable {
  package var total: Int
  package var groups: Int
  package var campaigns: Int
  package var malware: Int
  package var tools: Int
  /// As in `14 groups + 2 campaigns + 1 tool`.
  package var rule: String

  init(_ users: TechniqueUsers) {
    total = users.all.count
    groups = users.groups.count
    campaigns = users.campaigns.count
    malware = users.malware.count
    tools = users.tools.count
    rule = users.rule
  }
}

/// A report that bears on the page's object, and for whom it is cited.
package struct CorrelatedReport: Sendable, Codable, Equatable {
  package var report: CitedReport
  package var citedFor: [ObjectLink]
}

/// A mitigation and how it applies.
package struct MitigationEntry: Sendable, Codable, Equatable {
  package var mitigation: ObjectLink
  package var application: String?
}
