package import Model

/// A report to be kept.
package struct NewReport: Sendable {
  /// Of `original`, as 64 lower-case hexadecimal digits.
  package var sha256: String
  package var name: String
  package var format: String
  package var original: [UInt8]
  package var text: ReportText
  package var claims: [Claim]
  /// 128 numbers; see `ReportSketch`.
  package var sketch: [UInt32]
  /// The id of a kept report that says the same.
  package var nearDuplicateOf: String?
  package var reliability: SourceReliability
  package var trafficLight: TrafficLight
  package var addedAt: Timestamp
  package var toolVersion: String

  package init(
    sha256: String,
    name: String,
    format: String,
    original: [UInt8],
    text: ReportText,
    claims: [Claim],
    sketch: [UInt32],
    nearDuplicateOf: String?,
    reliability: SourceReliability,
    trafficLight: TrafficLight,
    addedAt: Timestamp,
    toolVersion: String
  ) {
    self.sha256 = sha256
    self.name = name
    self.format = format
    self.original = original
    self.text = text
    self.claims = claims
    self.sketch = sketch
    self.nearDuplicateOf = nearDuplicateOf
    self.reliability = reliability
    self.trafficLight = trafficLight
    self.addedAt = addedAt
    self.toolVersion = toolVersion
  }

  /// `rp-` and the first 16 digits of the hash: the same bytes are the same report.
  package var id: String { "rp-" + sha256.prefix(16) }
}

/// A kept report as a row of a list.
package struct ReportSummary: Sendable, Equatable, Codable {
  package var id: String
  package var sha256: String
  package var name: String
  package var title: String
  package var format: String
  package var addedAt: Timestamp
  package var reliability: SourceReliability
  package var trafficLight: TrafficLight
  package var wasCut: Bool
  package var nearDuplicateOf: String?
  package var claimCount: Int
}

/// A kept report whole, but for its original bytes.
package struct StoredReport: Sendable, Equatable {
  package var summary: ReportSummary
  package var text: ReportText
  /// In order of their spans.
  package var claims: [StoredClaim]
}

/// A claim with its number in the workspace and the last word on it.
package struct StoredClaim: Sendable, Equatable, Codable {
  package var number: Int64
  package var claim: Claim
  package var verdict: Claim.Verdict
  package var decidedBy: String?
  package var decidedAt: Timestamp?
}
