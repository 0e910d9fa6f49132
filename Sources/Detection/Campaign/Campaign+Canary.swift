import Model

extension Campaign {
  /// Base-10 logarithm of what stands for certainty in a score: nobody but who was there knows the name.
  static let certainLog10E = 99.0

  /// The touches of one canary name, in order: first contacts of each source as probes.
  package init(canary attempts: [UInt32], in table: AttemptTable) {
    var sources: Set<UInt32> = []
    let probes = attempts.filter { sources.insert(table[$0].source).inserted }.map { index in
      Probe(index: index, answer: Self.answer(to: table[index]), posterior: 1)
    }
    self.init(
      pattern: .canary,
      probes: probes,
      probesAtDetection: 1,
      log10E: Self.certainLog10E,
      tests: 0,
      terms: [
        .init(
          name: "touches of a canary name",
          log10E: Self.certainLog10E,
          attempts: attempts.count
        )
      ],
      attempts: attempts
    )
  }

  private static func answer(to attempt: Attempt) -> ProbeReader.Answer {
    switch attempt.outcome.existence {
    case .absent: .absent
    case .undetermined, .likely, .present:
      attempt.outcome.credential == .wrong || attempt.outcome.credential == .blocked
        ? .refused : .exists
    }
  }
}
