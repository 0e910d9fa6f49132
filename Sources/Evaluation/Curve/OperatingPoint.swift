/// What one detector with one setting makes of all labs: a point of its curve.
package struct OperatingPoint: Codable, Equatable, Sendable {
  /// `rollcall`, or the id of a rule.
  package var detector: String
  /// For people, as in `6 names`.
  package var setting: String
  /// Whether this is how the detector is used.
  package var isUsual: Bool
  package var falseFindings = 0
  package var benignEvents = 0
  /// By lab and campaign: the campaign's probes when it was found; `nil` where it was not.
  package var probesToDetection: [[Int?]] = []

  package init(detector: String, setting: String, isUsual: Bool) {
    self.detector = detector
    self.setting = setting
    self.isUsual = isUsual
  }

  package var falsePerTenMillion: Double {
    benignEvents == 0 ? 0 : Double(falseFindings) * 1e7 / Double(benignEvents)
  }

  /// The campaigns of `labs` that were found with at most `probes` probes, out of those that can be
  /// expected.
  package func found(in labs: [LabScore], within probes: Int = .max) -> Proportion {
    zip(labs, probesToDetection).flatMap { zip($0.campaigns, $1) }
      .filter { campaign, _ in campaign.isExpected }
      .map { _, detected in Proportion(detected.map { $0 <= probes ? 1 : 0 } ?? 0, of: 1) }
      .sum
  }

  mutating func add(_ lab: LabScore) {
    falseFindings += lab.falseFindings.count
    benignEvents += lab.benignEvents
    probesToDetection.append(lab.campaigns.map(\.probesToDetection))
  }
}
