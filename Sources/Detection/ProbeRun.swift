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
    var firstProbe = 0
    var run: ProbeRun?
    for (place, probe) in probes.enumerated() {
      if test.isAtStart {
        if run != nil { break }
        firstProbe = place
      }
      test.add(probe.answer, service: table[probe.index].outcome.service)
      guard test.log10E >= threshold, asksForAbsent(test) else { continue }
      if run == nil {
        run = ProbeRun(
          firstProbe: firstProbe,
          crossing: place,
          peak: place,
          log10E: -.infinity,
          terms: []
        )
      }
      if let known = run, test.log10E > known.log10E {
        run?.peak = place
        run?.log10E = test.log10E
        run?.terms = test.scoreTerms
      }
    }
    return run
  }

  /// Refusals alone are a spray or an outage. A roll call asks for people who are not there.
  private static func asksForAbsent(_ test: RollCallTest) -> Bool {
    test.missesInRun >= fewestMisses
      && Double(test.missesInRun) >= leastMissShare * Double(test.probesInRun)
  }
}
