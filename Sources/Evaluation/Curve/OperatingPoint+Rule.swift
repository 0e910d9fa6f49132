import Lab
import Model

extension OperatingPoint {
  init(_ rule: ThresholdRule, threshold: Int) {
    self.init(
      detector: rule.id,
      setting: "\(threshold)",
      isUsual: threshold == rule.usualThreshold
    )
  }

  mutating func add(_ alerts: RuleAlerts, truth: LabTruth) {
    falseFindings += alerts.falseSources
    benignEvents += truth.benignEvents
    probesToDetection.append(
      truth.campaigns.enumerated().map { number, campaign in
        alerts.detections[number].map { campaign.loggedProbes(until: $0) }
      }
    )
  }
}

extension CampaignTruth {
  /// At least 1, since somebody saw one. `seconds` may have been cut to the second.
  fileprivate func loggedProbes(until seconds: Double) -> Int {
    let end = Int64(seconds * 1000) + (seconds == seconds.rounded() ? 999 : 0)
    return max(1, probes.count { $0.line != nil && $0.time.millisecondsSince1970 <= end })
  }
}
