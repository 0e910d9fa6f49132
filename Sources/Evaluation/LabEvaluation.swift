package import Lab

/// The scores of all labs, and the curves of all detectors on them.
package struct LabEvaluation: Codable, Equatable, Sendable {
  package var options: EvaluationOptions
  package var labs: [LabScore] = []
  /// Detector by detector: Rollcall first, then the rules in the order of the catalogue, each by its
  /// settings.
  package var points: [OperatingPoint]

  package init(options: EvaluationOptions) {
    self.options = options
    points =
      LabEvaluator.levels.map { level in
        OperatingPoint(
          detector: Self.rollcall,
          setting: "\(level)",
          isUsual: level == options.expectedFalseFindings
        )
      }
      + ThresholdRule.catalogue.flatMap { rule in
        rule.thresholds.map { OperatingPoint(rule, threshold: $0) }
      }
  }

  package static let rollcall = "rollcall"

  package mutating func add(_ score: LabScore, curve: [LabScore]) {
    labs.append(score)
    for (place, lab) in curve.enumerated() { points[place].add(lab) }
  }

  package mutating func addRules(_ failed: FailedAttempts, truth: LabTruth) {
    var place = LabEvaluator.levels.count
    for rule in ThresholdRule.catalogue {
      for threshold in rule.thresholds {
        let alerts = RuleAlerts(rule, threshold: threshold, on: failed)
        points[place].add(alerts, truth: truth)
        place += 1
      }
    }
  }

  /// Each detector as it is used, in order.
  package var usualPoints: [OperatingPoint] { points.filter(\.isUsual) }
}
