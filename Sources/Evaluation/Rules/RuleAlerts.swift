/// What one rule with one threshold makes of one lab.
package struct RuleAlerts: Equatable, Sendable {
  /// Addresses with an alert about nobody hostile. Further ones of the same address are not counted.
  package var falseSources = 0
  /// Seconds since 1970 of the first alert about each campaign.
  package var detections: [Int: Double] = [:]

  package init(_ rule: ThresholdRule, threshold: Int, on failed: FailedAttempts) {
    for events in failed.bySource {
      var counter = RuleCounter(rule, threshold: threshold)
      var isFalse = false
      for event in events {
        switch counter.add(event) {
        case .campaign(let number):
          detections[number] = min(detections[number] ?? .infinity, event.seconds)
        case .honest: isFalse = true
        case .declared, nil: break
        }
      }
      if isFalse { falseSources += 1 }
    }
  }
}
