import Testing

@testable import Evaluation

struct ThresholdRuleTests {
  /// Different absent names, so many seconds apart, from the full hour.
  private static func list(_ count: Int, every seconds: Double, from start: Double = 7200)
    -> [FailedAttempts.Event]
  {
    (0..<count).map { number in
      FailedAttempts.Event(
        seconds: start + Double(number) * seconds,
        name: UInt32(number),
        isAbsent: true,
        owner: .campaign(0)
      )
    }
  }

  private static func rule(
    _ counter: ThresholdRule.Counter,
    _ subject: ThresholdRule.Subject = .absentNames
  ) -> ThresholdRule {
    ThresholdRule(
      id: "rule",
      title: "",
      origin: "",
      counter: counter,
      subject: subject,
      usualThreshold: 5,
      thresholds: [5]
    )
  }

  private static func firstAlert(
    _ rule: ThresholdRule,
    threshold: Int,
    _ events: [FailedAttempts.Event]
  ) -> Double? {
    RuleAlerts(rule, threshold: threshold, on: FailedAttempts(bySource: [events])).detections[0]
  }

  @Test(arguments: [
    ThresholdRule.Counter.fixedWindow(seconds: 600), .slidingWindow(seconds: 600),
    .leakyBucket(secondsPerLeak: 600),
  ])
  func `a rule alerts at its threshold and not one before`(counter: ThresholdRule.Counter) {
    let rule = Self.rule(counter)
    #expect(Self.firstAlert(rule, threshold: 5, Self.list(4, every: 1)) == nil)
    #expect(Self.firstAlert(rule, threshold: 5, Self.list(5, every: 1)) == 7204)
  }

  @Test
  func `a fixed window forgets at its edge and a sliding one does not`() {
    // Three names before the edge at 7800 and two behind it.
    let events = Self.list(5, every: 10, from: 7775)
    #expect(Self.firstAlert(Self.rule(.fixedWindow(seconds: 600)), threshold: 5, events) == nil)
    #expect(Self.firstAlert(Self.rule(.slidingWindow(seconds: 600)), threshold: 5, events) == 7815)
  }

  @Test(arguments: [(149.0, 7796.0 as Double?), (150.0, nil)])
  func `a sliding window of 600 seconds holds five names up to 150 seconds apart`(
    pace: Double,
    alert: Double?
  ) {
    let rule = Self.rule(.slidingWindow(seconds: 600))
    #expect(Self.firstAlert(rule, threshold: 5, Self.list(5, every: pace)) == alert)
  }

  @Test(arguments: [(10.0, false), (9.0, true), (1.0, true)])
  func `one name every leak never fills a bucket`(pace: Double, isSeen: Bool) {
    let rule = Self.rule(.leakyBucket(secondsPerLeak: 10))
    #expect((Self.firstAlert(rule, threshold: 6, Self.list(200, every: pace)) != nil) == isSeen)
  }

  @Test
  func `the same name again is one name and many failures`() {
    let again = (0..<9).map { number in
      FailedAttempts.Event(
        seconds: 7200 + Double(number),
        name: 1,
        isAbsent: true,
        owner: .campaign(0)
      )
    }
    let window = ThresholdRule.Counter.slidingWindow(seconds: 600)
    #expect(Self.firstAlert(Self.rule(window), threshold: 2, again) == nil)
    #expect(Self.firstAlert(Self.rule(window, .failures), threshold: 5, again) == 7204)
    #expect(
      Self.firstAlert(Self.rule(.leakyBucket(secondsPerLeak: 60)), threshold: 2, again) == nil
    )
  }

  @Test
  func `wrong passwords of existing accounts are failed names and no absent ones`() {
    let events = Self.list(6, every: 1).map { event in
      var event = event
      event.isAbsent = false
      return event
    }
    let window = ThresholdRule.Counter.fixedWindow(seconds: 600)
    #expect(Self.firstAlert(Self.rule(window, .absentNames), threshold: 5, events) == nil)
    #expect(Self.firstAlert(Self.rule(window, .absentFailures), threshold: 5, events) == nil)
    #expect(Self.firstAlert(Self.rule(window, .failedNames), threshold: 5, events) == 7204)
  }

  @Test
  func `an address that is accused wrongly time and again counts once`() {
    let honest = (0..<40).map { number in
      FailedAttempts.Event(
        seconds: Double(number) * 100,
        name: UInt32(number),
        isAbsent: true,
        owner: .honest
      )
    }
    let rule = Self.rule(.fixedWindow(seconds: 600))
    let alerts = RuleAlerts(
      rule,
      threshold: 5,
      on: FailedAttempts(bySource: [honest, honest, Self.list(5, every: 1)])
    )
    #expect(alerts.falseSources == 2)
    #expect(alerts.detections == [0: 7204])
  }

  @Test
  func `every rule of the catalogue sweeps upwards through the published threshold`() {
    #expect(Set(ThresholdRule.catalogue.map(\.id)).count == ThresholdRule.catalogue.count)
    for rule in ThresholdRule.catalogue {
      #expect(rule.thresholds.contains(rule.usualThreshold), "\(rule.id)")
      #expect(rule.thresholds == rule.thresholds.sorted(), "\(rule.id)")
    }
  }
}
