/// Traffic that somebody answers for: an own scanner, a monitor, a migration.
///
/// The criteria are kept as they were written; one that is `nil` fits everything.
package struct AllowEntry: Equatable, Sendable, Codable, Identifiable {
  /// `allow-` and twelve hexadecimal digits of a hash of the rest.
  package var id: String
  /// An address, a block of addresses, or the name that a client gives of itself.
  package var source: String?
  /// A pattern of client strings.
  package var client: String?
  /// A pattern of account names.
  package var name: String?
  package var service: String?
  /// Events before it are not covered; `nil` covers all until `expires`.
  package var begins: Timestamp?
  /// Events from then on are not covered.
  package var expires: Timestamp
  package var owner: String
  package var reason: String

  package init(
    id: String,
    source: String?,
    client: String?,
    name: String?,
    service: String?,
    begins: Timestamp?,
    expires: Timestamp,
    owner: String,
    reason: String
  ) {
    self.id = id
    self.source = source
    self.client = client
    self.name = name
    self.service = service
    self.begins = begins
    self.expires = expires
    self.owner = owner
    self.reason = reason
  }
}
