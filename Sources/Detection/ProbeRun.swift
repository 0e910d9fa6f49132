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
  /// Two misses less where one clock sets the times of ten names and more: the noise of the internet has
  /// neither so many names nor a clock.
  static let fewestMissesAtSteadyPace = 2
  /// Probes that an order or a clock needs at least to be beyond doubt.
  private static let fewestProbesOfProgram = 8
  /// Least share of absent names in a run that is accused. People behind one address miss one name in
  /// fifty; a bought list misses one in ten.
  static let leastMissShare = 0.06

  /// Whether so many probes can be a run that is accused: such sources are tested, and count as tests.
  static func canBe(misses: Int, probes: Int) -> Bool {
    misses >= fewestMisses
      || misses >= fewestMissesAtSteadyPace && probes >= fewestProbesOfProgram
  }

  /// The first run whose e-value reaches `threshold` (base-10 logarithm); `nil` if none does.
  static func first(
    in probes: [ProbeReader.Probe],
    of table: AttemptTable,
    null: NullModel,
    threshold: Double
  ) -> ProbeRun? {
    var test = RollCallTest(null: null)
    var manner = ListManner()
    var firstProbe = 0
    var run: ProbeRun?
    var atPeak: (sums: RollCallTest.Sums, manner: (order: Double, clock: Double))?
    for (place, probe) in probes.enumerated() {
      if test.isAtStart {
        if run != nil { break }
        firstProbe = place
      }
      let attempt = table[probe.index]
      manner.add(attempt, of: table)
      test.add(probe.answer, service: attempt.outcome.service, tie: probe.tie)
      let log10E = test.log10E + manner.log10Factor
      guard log10E >= threshold, asksForAbsent(test, atLeast: manner.fewestMisses) else { continue }
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
        atPeak = (test.sums, manner.log10Factors)
      }
    }
    if let atPeak { run?.terms = atPeak.sums.scoreTerms + ListManner.scoreTerms(atPeak.manner) }
    return run
  }

  /// Refusals alone are a spray or an outage. A roll call asks for people who are not there.
  private static func asksForAbsent(_ test: RollCallTest, atLeast fewest: Int) -> Bool {
    test.missesInRun >= fewest
      && Double(test.missesInRun) >= leastMissShare * Double(test.probesInRun)
  }
}
