/// A state of a workspace's baseline.
package struct BaselineVersion: Equatable, Sendable, Codable {
  /// From 1, without gaps but for those that were dropped for their age.
  package var version: Int64
  package var madeAt: Timestamp
  package var toolVersion: String
  /// The scan that it was learned from; `nil` for a new beginning.
  package var scanID: String?
  package var through: [String: UInt32]

  package init(
    version: Int64,
    madeAt: Timestamp,
    toolVersion: String,
    scanID: String?,
    through: [String: UInt32]
  ) {
    self.version = version
    self.madeAt = madeAt
    self.toolVersion = toolVersion
    self.scanID = scanID
    self.through = through
  }

  enum CodingKeys: String, CodingKey {
    case version, through
    case madeAt = "made_at"
    case toolVersion = "tool_version"
    case scanID = "scan"
  }
}
