import Foundation
package import Lab
import Mitigation
import Scan

/// How well the exposure audit finds planted oracles, and how often it names an endpoint without cause.
package struct AuditEvaluation: Sendable {
  package struct Seed: Sendable {
    package var seed: UInt64
    package var found: Set<OracleKind>
    /// Endpoints named that tell nothing.
    package var falseEndpoints: [String]
    /// The shift read off the slow page, with its interval; `nil` if it was not found.
    package var shift: (value: Double, low: Double, high: Double)?
    package var requests: Int
    package var honestEndpoints: Int
  }

  package private(set) var seeds: [Seed] = []

  /// Each seed is a lab, written to a temporary folder, audited and removed.
  package static func run(
    _ seeds: [UInt64],
    threads: Int,
    progress: (Seed) -> Void
  ) async throws -> AuditEvaluation {
    var evaluation = AuditEvaluation()
    for seed in seeds {
      let result = try await TemporaryFolder.with { folder in
        try await audit(OracleLab(seed: seed), seed, folder, threads)
      }
      progress(result)
      evaluation.seeds.append(result)
    }
    return evaluation
  }

  private static func audit(
    _ lab: OracleLab,
    _ number: UInt64,
    _ folder: String,
    _ threads: Int
  ) async throws -> Seed {
    let path = folder + "/access.log"
    try Data(lab.log).write(to: URL(fileURLWithPath: path))
    let audit = try await ExposureAuditRun(
      paths: [path],
      options: ScanOptions(paths: [], threads: threads),
      labels: ExistenceLabels(directory: lab.directory)
    ).run().whole
    let named = audit.endpoints.filter { $0.verdict == .differs }
    let slow = named.first { lab.planted[$0.endpoint] == .slow }?
      .differences.first { $0.channel == .time && $0.unit == "ms" }
    return Seed(
      seed: number,
      found: Set(named.compactMap { lab.planted[$0.endpoint] }),
      falseEndpoints: named.map(\.endpoint).filter { lab.planted[$0] == nil },
      shift: slow.map { ($0.effect, $0.low, $0.high) },
      requests: audit.requests,
      honestEndpoints: lab.endpoints.count - lab.planted.count
    )
  }
}

extension AuditEvaluation.Seed {
  package var text: String {
    "seed \(seed): \(found.count) of \(OracleKind.allCases.count) found, "
      + "\(falseEndpoints.count) false, \(requests) requests"
  }
}
