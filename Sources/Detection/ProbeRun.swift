package import Model

/// The first stretch of a sequence of probes that reads like a roll call.
package struct ProbeRun: Sendable, Equatable {
  /// Places in the sequence: the probe the run began with, and the one that crossed the line.
  package var firstProbe: Int
  package var crossing: Int
  /// The place of the greatest e-value: what comes later in the run is as honest life has it.
  package var peak: Int
  /// Base-10 logarithm of the greatest e-value of the run from the crossing on.
  package var log10E: Double
  package var terms: [Finding.Score.Term]

  /// Sources with fewer distinct misses are not tested: three popular names are the noise of the internet.
  package static let fewestMisses = 4
  /// Where the names come in order, one miss less is asked for: the order is no noise.
  static let fewestMissesInOrder = 3
  /// Least share of absent names in a run that is accused. People behind one address miss one name in
  /// fifty; a bought list misses one in ten.
  static let leastMissShare = 0.06

  /// The first run whose e-value reaches `threshold` (base-10 logarithm); `nil` if none does.
  static func first(
    in probes: [ProbeReader.Probe],
    of table: AttemptTable,
    null: NullModel,
    threshold: Double
  ) -> ProbeRun? {
    var test = RollCallTest(null: null)
    var order = OrderTest()
    var firstProbe = 0
    var run: ProbeRun?
    var atPeak: (sums: RollCallTest.Sums, order: Double)?
    for (place, probe) in probes.enumerated() {
      if test.isAtStart {
        if run != nil { break }
        firstProbe = place
      }
      let attempt = table[probe.index]
      test.add(probe.answer, service: attempt.outcome.service)
      if !order.isStopped { order.add(table.nameText(attempt.name)) }
      let log10E = test.log10E + order.log10Factor
      guard log10E >= threshold, asksForAbsent(test, inOrder: order.isInOrder) else { continue }
      if run == nil {
        run = ProbeRun(
          firstProbe: firstProbe,
          crossing: place,
          peak: place,
          log10E: -.infinity,
          terms: []
        )
      }
      if let known = run, log10E > known.log10E {
        run?.peak = place
        run?.log10E = log10E
        atPeak = (test.sums, order.log10Factor)
      }
    }
    if let atPeak { run?.terms = atPeak.sums.scoreTerms + [orderTerm(atPeak.order)] }
    return run
  }

  /// Refusals alone are a spray or an outage. A roll call asks for people who are not there.
  private static func asksForAbsent(_ test: RollCallTest, inOrder: Bool) -> Bool {
    test.missesInRun >= (inOrder ? fewestMissesInOrder : fewestMisses)
      && Double(test.missesInRun) >= leastMissShare * Double(test.probesInRun)
  }

  private static func orderTerm(_ log10E: Double) -> Finding.Score.Term {
    Finding.Score.Term(name: "order of the names", log10E: log10E, attempts: 0)
  }
}
