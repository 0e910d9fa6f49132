/// A campaign of an earlier scan, as far as something may follow from it.
package struct PriorCampaign: Equatable, Sendable {
  /// The finding's id.
  package var id: String
  package var firstSeen: Timestamp
  package var lastSeen: Timestamp
  package var services: [String]
  /// Those that were believed to have taken part.
  package var sources: [String]
  /// In lower case.
  package var confirmed: [String]

  package init(
    id: String,
    firstSeen: Timestamp,
    lastSeen: Timestamp,
    services: [String],
    sources: [String],
    confirmed: [String]
  ) {
    self.id = id
    self.firstSeen = firstSeen
    self.lastSeen = lastSeen
    self.services = services
    self.sources = sources
    self.confirmed = confirmed
  }
}
