import Model
import WorkspaceStore

/// A scan of a seeded workspace with its findings, which depend on the seed and its number alone.
struct SeededScan {
  /// 31 March 2026.
  static let end = Timestamp(millisecondsSince1970: 1_774_915_200_000)
  private static let dayInMilliseconds: Int64 = 86_400_000
  private static let span = 730 * dayInMilliseconds
  private static let averageLines = 5.0
  /// One of so many findings cites so many lines.
  private static let (long, longLines) = (50_000, 10_000)
  private static let patterns: [(share: Double, pattern: Finding.Pattern)] = [
    (0.80, .singleSource), (0.92, .distributed), (0.97, .sourceFree), (0.99, .followOn),
    (1.00, .canary),
  ]

  private let number: Int
  private let begin: Int64
  private let length: Int64
  private let cast: SeededCast
  private var draw: SeededDraw

  init(number: Int, of count: Int, seed: UInt64, cast: SeededCast) {
    (self.number, self.cast) = (number, cast)
    draw = SeededDraw(seed: seed &+ UInt64(number) &* 0x9e6c_63d0_76cc_4f8d)
    length = Self.span / Int64(count)
    begin = Self.end.millisecondsSince1970 - Self.span + Int64(number) * length
  }

  private var path: String { "/var/log/seeded/\(number).log" }

  func scan(findings count: Int) -> ScanToFill {
    var scan = self
    return scan.drawn(findings: count)
  }

  private mutating func drawn(findings count: Int) -> ScanToFill {
    let findings = (0..<count).map { finding(place: $0, of: count) }
    let superseded = Set((0..<count).filter { _ in draw.chance(0.08) })
    return ScanToFill(scan: record(), findings: findings, superseded: superseded)
  }

  private mutating func record() -> ScanRecord {
    let records = 1_000_000 + draw.below(1_000_000)
    let (attempts, others) = (records / 10 * 9, records / 100)
    return ScanRecord(
      id: draw.digits(16),
      startedAt: Timestamp(millisecondsSince1970: begin + length),
      finishedAt: Timestamp(millisecondsSince1970: begin + length + 4_000),
      toolVersion: "seeded",
      options: "",
      inputs: [
        ScanRecord.Input(
          path: path,
          format: draw.pick(["syslog", "access-log", "entra-ndjson", "keycloak-log"]),
          confidence: 1,
          byteCount: UInt64(records) * 180,
          sha256: draw.digits(64),
          records: records,
          attempts: attempts,
          notAttempts: records - attempts - others,
          notUnderstood: others
        )
      ],
      sourceCount: 2_000 + draw.below(8_000),
      nameCount: 5_000 + draw.below(20_000)
    )
  }

  private mutating func finding(place: Int, of count: Int) -> Finding {
    let last = begin + length * Int64(place) / Int64(count)
    let hours = draw.chance(0.9) ? draw.exponential(mean: 6) : draw.share() * 24 * 60
    let first = last - Int64(hours * 3_600_000)
    let probes = 6 + Int(draw.exponential(mean: 40))
    let present = Array(Set((0..<draw.below(5)).map { _ in draw.pick(cast.accounts) })).sorted()
    let confirmed = draw.chance(0.3) ? Array(present.prefix(1 + draw.below(4))) : []
    let sources = sources(draw.share())
    let isAttacked = !confirmed.isEmpty && draw.chance(0.06)
    let strength = 2 + draw.exponential(mean: 3)
    var finding = Finding(
      id: "rc-" + draw.digits(32),
      technique: .emailAddresses,
      kind: .enumeration,
      pattern: sources.pattern,
      firstSeen: Timestamp(millisecondsSince1970: first),
      lastSeen: Timestamp(millisecondsSince1970: last),
      detectedAt: Timestamp(millisecondsSince1970: first + (last - first) / 3),
      probes: probes,
      probesAtDetection: min(6, probes),
      services: [draw.pick(["sshd", "entra.interactive", "smtp.postfix", "http.autodiscover"])],
      sources: sources.all,
      clients: [draw.pick(["curl/8.5", "python-requests/2.31", "Mozilla/5.0"])],
      accounts: Finding.Accounts(
        probed: probes,
        absent: max(0, probes - present.count),
        present: present,
        confirmed: confirmed,
        confirmedVisibility: .partial
      ),
      score: Finding.Score(
        log10E: strength,
        expectedFalseFindings: 0.001,
        terms: [
          .init(name: "absent-name ratio", log10E: strength + 1, attempts: probes),
          .init(name: "sources tested", log10E: -1, attempts: 0),
        ]
      ),
      stages: isAttacked ? [stage(after: last, on: confirmed, by: sources.all)] : [],
      visibility: ["sshd.hidden.names"],
      benignIf: ["the source were a declared scanner", "the names were a list of leavers"],
      rhythm: (0..<40).map { _ in draw.below(4) },
      evidence: evidence()
    )
    if draw.chance(0.01) { finding.authorise(by: Self.authorisation) }
    return finding
  }

  private static let authorisation = Finding.Authorisation(
    entry: "allow-seeded",
    owner: "Ada",
    reason: "declared scanner",
    expires: Timestamp(millisecondsSince1970: end.millisecondsSince1970 + 90 * dayInMilliseconds)
  )

  private mutating func sources(
    _ share: Double
  ) -> (pattern: Finding.Pattern, all: [Finding.Source]) {
    let pattern = Self.patterns.first { share < $0.share }?.pattern ?? .singleSource
    let count: Int
    switch pattern {
    case .singleSource: count = 1
    case .sourceFree: count = 0
    case .distributed, .followOn, .canary: count = 2 + draw.below(28)
    }
    let addresses = Set((0..<count).map { _ in cast.addresses[draw.popular(cast.addresses.count)] })
    let all = addresses.sorted().map { Finding.Source(ip: $0, probes: 3, posterior: 0.999) }
    return (pattern, all)
  }

  private func stage(
    after last: Int64,
    on accounts: [String],
    by sources: [Finding.Source]
  ) -> Finding.Stage {
    Finding.Stage(
      technique: .passwordSpraying,
      kind: .passwordSpray,
      firstSeen: Timestamp(millisecondsSince1970: last),
      lastSeen: Timestamp(millisecondsSince1970: last + 3_600_000),
      attempts: 40,
      sources: sources.prefix(2).map(\.ip),
      accounts: accounts,
      pValue: 0.001
    )
  }

  private mutating func evidence() -> [Evidence] {
    let count =
      draw.below(Self.long) == 0
      ? Self.longLines : 1 + Int(draw.exponential(mean: Self.averageLines - 0.7))
    var offset = UInt64(draw.below(100_000_000))
    return (0..<count).map { _ in
      offset += 200 + UInt64(draw.below(100_000))
      return Evidence(file: path, sha256: draw.digits(64), offset: offset, length: 181)
    }
  }
}
