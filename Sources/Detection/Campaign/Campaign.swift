package import Model

/// One list of names worked by one operator, over any number of sources, as the statistics see it.
package struct Campaign: Sendable, Equatable {
  package struct Probe: Sendable, Equatable {
    package var index: UInt32
    package var answer: ProbeReader.Answer
    /// The share of belief that the probe is the campaign's and not somebody else's.
    package var posterior: Double

    package var isMiss: Bool { answer == .absent }
  }

  package var pattern: Finding.Pattern
  /// In order.
  package var probes: [Probe]
  package var probesAtDetection: Int
  package var log10E: Double
  /// How many like tests were made: as many chances for a false alarm.
  package var tests: Int
  package var terms: [Finding.Score.Term]
  /// Contacts with absent names that had an innocent reason, by `ProbeReader.Excuse`.
  package var excused: [Int]
  /// Every attempt of its sources, in order.
  package var attempts: [UInt32]

  package init(
    pattern: Finding.Pattern,
    probes: [Probe],
    probesAtDetection: Int,
    log10E: Double,
    tests: Int,
    terms: [Finding.Score.Term],
    excused: [Int] = [Int](repeating: 0, count: ProbeReader.Excuse.allCases.count),
    attempts: [UInt32]
  ) {
    self.pattern = pattern
    self.probes = probes
    self.probesAtDetection = probesAtDetection
    self.log10E = log10E
    self.tests = tests
    self.terms = terms
    self.excused = excused
    self.attempts = attempts
  }

  /// The campaign of one source.
  package init(_ call: RollCall, tests: Int) {
    let posterior = Self.posterior(log10E: call.log10E)
    self.init(
      pattern: .singleSource,
      probes: call.probes.map { Probe(index: $0.index, answer: $0.answer, posterior: posterior) },
      probesAtDetection: call.probesAtDetection,
      log10E: call.log10E,
      tests: tests,
      terms: call.terms,
      excused: call.excused,
      attempts: call.attempts
    )
  }

  /// Takes in more probes that belong to it. What was known at the moment of detection stays known.
  mutating func take(_ more: [Probe], table: AttemptTable) {
    guard !more.isEmpty else { return }
    let crossing = table[probes[probesAtDetection - 1].index]
    probes = (probes + more).sorted {
      AttemptTable.precedes(table[$0.index], table[$1.index])
    }
    probesAtDetection = max(1, probes.count { !AttemptTable.precedes(crossing, table[$0.index]) })
  }

  /// Whether the log shows that an answer disclosed an account.
  package func wasToldOfAccount(in table: AttemptTable) -> Bool {
    attempts.contains { index in
      let outcome = table[index].outcome
      return outcome.disclosure == .disclosed && outcome.existence.exists
    }
  }

  /// How many findings at least this strong chance alone would be expected to make.
  package var expectedFalse: Double { Double(max(1, tests)) * pow10(-log10E) }

  /// By Bayes, with one in a thousand hostile before any evidence.
  static func posterior(log10E: Double) -> Double {
    let odds = pow10(min(log10E, 300)) * 0.001 / 0.999
    return min(odds / (1 + odds), 0.999999)
  }
}
