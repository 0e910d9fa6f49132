import FoundationEssentials
import Model

/// Findings for tests: small, valid, and different from each other only where a test says so.
extension Finding {
  static func sample(
    id: String = "rc-00000000000000000000000000000001",
    pattern: Pattern = .singleSource,
    lastSeen: Timestamp = Timestamp(year: 2026, month: 3, day: 16),
    probes: Int = 2500,
    sources: [String] = ["203.0.113.7"],
    confirmed: [String] = ["a.name@corp.example"],
    log10E: Double = 7.3,
    stages: [Stage] = [],
    evidence: [Evidence] = Evidence.samples(3)
  ) -> Finding {
    Finding(
      id: id,
      technique: .emailAddresses,
      kind: .enumeration,
      pattern: pattern,
      firstSeen: Timestamp(year: 2026, month: 3, day: 2, hour: 7, minute: 12),
      lastSeen: lastSeen,
      detectedAt: Timestamp(year: 2026, month: 3, day: 2, hour: 8),
      probes: probes,
      probesAtDetection: 6,
      services: ["entra.interactive", "sshd"],
      sources: sources.map {
        Source(ip: $0, probes: probes / max(1, sources.count), posterior: 0.999)
      },
      clients: ["curl/8.5"],
      accounts: Accounts(
        probed: probes,
        absent: probes - confirmed.count,
        present: confirmed,
        confirmed: confirmed,
        confirmedVisibility: .full
      ),
      score: Score(
        log10E: log10E,
        expectedFalseFindings: 0.02,
        terms: [Score.Term(name: "absent-name ratio", log10E: 5.1, attempts: 42)]
      ),
      stages: stages,
      visibility: ["entra.getcredentialtype.unlogged"],
      benignIf: ["the source were a declared scanner"],
      rhythm: [1, 2, 3],
      evidence: evidence
    )
  }

  /// The id with this number in its last digits.
  static func id(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return "rc-" + String(repeating: "0", count: 32 - digits.count) + digits
  }
}

extension Evidence {
  /// The first `count` records of one log.
  static func samples(_ count: Int, file: String = "signins.ndjson") -> [Evidence] {
    (0..<count).map { position in
      let digits = String(position, radix: 16)
      return Evidence(
        file: file,
        sha256: String(repeating: "a", count: 64 - digits.count) + digits,
        offset: UInt64(position) * 744,
        length: 743
      )
    }
  }
}

extension ScanRecord {
  static func sample(id: String = "scan-1", day: Int = 20) -> ScanRecord {
    ScanRecord(
      id: id,
      startedAt: Timestamp(year: 2026, month: 3, day: day),
      finishedAt: Timestamp(year: 2026, month: 3, day: day, second: 4, millisecond: 20),
      toolVersion: "0.1.0",
      options: "--budget 3/day",
      inputs: [
        Input(
          path: "signins.ndjson",
          format: "entra.signin",
          confidence: 0.98,
          byteCount: 12_400_000,
          sha256: String(repeating: "0f", count: 32),
          records: 100,
          attempts: 80,
          notAttempts: 15,
          notUnderstood: 5
        ),
        Input(
          path: "auth.log.gz",
          format: "sshd",
          confidence: 1,
          byteCount: 900,
          sha256: nil,
          records: 9,
          attempts: 9,
          notAttempts: 0,
          notUnderstood: 0
        ),
      ],
      sourceCount: 12,
      nameCount: 2600
    )
  }
}

/// A directory that is gone when the value is.
final class TemporaryDirectory {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory.path
      + "/rollcall-test-\(UInt64.random(in: 0...UInt64.max))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit {
    // A directory that cannot be removed is the temporary directory's to keep.
    try? FileManager.default.removeItem(atPath: path)
  }
}
