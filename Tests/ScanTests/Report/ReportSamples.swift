import Model

/// Findings with everything that a report can show.
enum ReportSamples {
  static let gaps = [
    VisibilityGap(
      "entra.getcredentialtype.unlogged",
      "Probes of GetCredentialType leave no row in the sign-in log"
    )
  ]

  /// A slow single source that goes on to spray and to take over an account.
  static let slow = Finding(
    id: "rc-1f0c9a2e4b7d4c0f8e6a5b3c2d1e0f9a",
    technique: .emailAddresses,
    kind: .enumeration,
    pattern: .singleSource,
    firstSeen: Timestamp(
      year: 2026,
      month: 3,
      day: 2,
      hour: 7,
      minute: 12,
      second: 9,
      millisecond: 120
    ),
    lastSeen: Timestamp(year: 2026, month: 3, day: 16, hour: 6, minute: 59),
    detectedAt: Timestamp(year: 2026, month: 3, day: 2, hour: 7, minute: 52),
    probes: 2500,
    probesAtDetection: 6,
    services: ["entra.interactive"],
    sources: [Finding.Source(ip: "203.0.113.7", probes: 2500, posterior: 0.999)],
    clients: ["Mozilla/5.0 (X11; Linux x86_64)"],
    accounts: Finding.Accounts(
      probed: 2500,
      absent: 2203,
      present: (0..<297).map { "present.\($0)@corp.example" },
      confirmed: (0..<217).map { "a.name\($0)@corp.example" },
      confirmedVisibility: .full
    ),
    score: Finding.Score(
      log10E: 7.3,
      expectedFalseFindings: 0.02,
      terms: [
        Finding.Score.Term(name: "absent-name ratio", log10E: 5.1, attempts: 42),
        Finding.Score.Term(name: "alphabetical order", log10E: 2.9, attempts: 2500),
        Finding.Score.Term(name: "known client", log10E: -0.7, attempts: 3),
      ]
    ),
    stages: [
      Finding.Stage(
        technique: .passwordSpraying,
        kind: .passwordSpray,
        firstSeen: Timestamp(year: 2026, month: 3, day: 17, hour: 1),
        lastSeen: Timestamp(year: 2026, month: 3, day: 18, hour: 2, minute: 30),
        attempts: 640,
        sources: ["198.51.100.4", "198.51.100.5", "198.51.100.6"],
        accounts: (0..<212).map { "a.name\($0)@corp.example" },
        pValue: 1e-9
      ),
      Finding.Stage(
        technique: .validAccounts,
        kind: .accountTakeover,
        firstSeen: Timestamp(year: 2026, month: 3, day: 18, hour: 2, minute: 31),
        lastSeen: Timestamp(year: 2026, month: 3, day: 18, hour: 2, minute: 31),
        attempts: 1,
        sources: ["198.51.100.4"],
        accounts: ["a.name7@corp.example"],
        pValue: nil
      ),
    ],
    visibility: ["entra.getcredentialtype.unlogged", "entra.seamless-sso.existing-only"],
    benignIf: [
      "203.0.113.7 were a scanner or a migration of yours, declared with an expiry",
      "its names had been accounts until lately",
    ],
    rhythm: [3, 9, 30, 88, 214, 190, 120, 0, 0, 14, 60, 160, 214, 180, 101, 66, 30, 12, 4, 1],
    evidence: (0..<2500).map { position in
      Evidence(
        file: "signins.ndjson",
        sha256: String(repeating: "5f", count: 32),
        offset: 812 + UInt64(position) * 744,
        length: 743
      )
    }
  )

  /// The same in few words: fast, from many sources, nothing confirmed, three records.
  static let brief: Finding = {
    var finding = slow
    finding.id = "rc-00000000000000000000000000000002"
    finding.pattern = .distributed
    finding.lastSeen = Timestamp(year: 2026, month: 3, day: 2, hour: 7, minute: 14)
    finding.probes = 40
    finding.sources = (1...3).map {
      Finding.Source(ip: "198.51.100.\($0)", probes: 14 - $0, posterior: 0.9)
    }
    finding.accounts = Finding.Accounts(
      probed: 38,
      absent: 38,
      present: [],
      confirmed: [],
      confirmedVisibility: .none
    )
    finding.score.expectedFalseFindings = 1e-9
    finding.stages = []
    finding.rhythm = [40]
    finding.evidence = Array(slow.evidence.prefix(3))
    return finding
  }()

  /// What an attacker would type: bidi, control characters, formulas, wide letters, marks.
  static let hostile: Finding = {
    var finding = brief
    finding.id = "rc-00000000000000000000000000000003"
    finding.pattern = .singleSource
    finding.sources = [Finding.Source(ip: "evil\u{1b}[2J\u{202e}host", probes: 40, posterior: 0.5)]
    finding.services = ["sshd"]
    finding.accounts.confirmed = [
      "=HYPERLINK(\"https://x.example\",\"a\")", "@a,b", "a\u{200b}dmin", "\u{301}mark",
      "line\nbreak", "山田太郎@例え.jp", "name with blank", "z" + String(repeating: "\u{336}", count: 9),
      String(repeating: "very-long-", count: 30),
    ]
    finding.accounts.present = finding.accounts.confirmed
    finding.accounts.confirmedVisibility = .partial
    finding.evidence[0].file = "logs/\u{202e}gpj.exe"
    finding.clients = ["-2+3", "\tTab"]
    return finding
  }()
}
