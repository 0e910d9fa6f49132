import Model

/// A finding for pictures: only its times matter.
enum FindingSample {
  static func one() -> Finding {
    Finding(
      id: "rc-00000000000000000000000000000001",
      technique: .emailAddresses,
      kind: .enumeration,
      pattern: .singleSource,
      firstSeen: Timestamp(year: 2026, month: 3, day: 2),
      lastSeen: Timestamp(year: 2026, month: 3, day: 3),
      detectedAt: Timestamp(year: 2026, month: 3, day: 2),
      probes: 3,
      probesAtDetection: 2,
      services: ["sshd"],
      sources: [],
      clients: [],
      accounts: Finding.Accounts(
        probed: 3,
        absent: 3,
        present: [],
        confirmed: [],
        confirmedVisibility: .full
      ),
      score: Finding.Score(log10E: 7, expectedFalseFindings: 0.02, terms: []),
      stages: [],
      visibility: [],
      benignIf: [],
      rhythm: [1],
      evidence: []
    )
  }
}
