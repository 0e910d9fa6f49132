extension Finding {
  /// A canary name that the finding's sources asked for.
  package struct Canary: Equatable, Sendable, Codable {
    package var name: String
    package var kind: CanaryEntry.Class
    /// Where the name was put, and so what leaked.
    package var channel: String
    package var owner: String

    package init(_ entry: CanaryEntry) {
      (name, kind, channel, owner) = (entry.name, entry.kind, entry.channel, entry.owner)
    }

    enum CodingKeys: String, CodingKey {
      case name, channel, owner
      case kind = "class"
    }
  }
}
