import Detection
import Foundation
import Lab
import Model
import Scan

/// Writes labs, scans them by the same path as `rollcall scan`, and scores what comes out.
package struct LabEvaluator: Sendable {
  package let options: EvaluationOptions

  package init(_ options: EvaluationOptions) {
    self.options = options
  }

  /// Levels for the curve: false findings that a scan may be expected to hold.
  static let levels = [50, 5, 0.5, 0.05, 0.005, 0.0005]

  /// One lab after the other, so that one is in memory at a time.
  /// - Throws: `LabError`, `CancellationError`, and what the temporary folder makes the system throw.
  @concurrent
  package func run(_ progress: @Sendable (LabScore) -> Void) async throws -> LabEvaluation {
    var evaluation = LabEvaluation(options: options)
    for parameters in options.parameters {
      try await TemporaryFolder.with { folder in
        try await evaluate(parameters, in: folder, into: &evaluation)
      }
      if let score = evaluation.labs.last { progress(score) }
    }
    return evaluation
  }

  private func evaluate(
    _ parameters: LabParameters,
    in folder: String,
    into evaluation: inout LabEvaluation
  ) async throws {
    let path = folder + "/lab"
    let truth = try Lab.write(to: path, parameters)
    let pipeline = ScanPipeline(
      options: ScanOptions(
        paths: truth.logs.map { "\(path)/\($0.fileName)" },
        threads: options.threads
      )
    )
    let decoded = try await pipeline.decode()
    let owners = AttemptOwners(truth, in: decoded)
    let scores = await scoreLevels(decoded, pipeline: pipeline, truth: truth, owners: owners)
    let failed = FailedAttempts(decoded, owners: owners)
    evaluation.add(scores.usual, curve: scores.curve)
    evaluation.addRules(failed, truth: truth)
  }

  /// The scores at the level asked for and at each level of the curve.
  private func scoreLevels(
    _ decoded: DecodedLogs,
    pipeline: ScanPipeline,
    truth: LabTruth,
    owners: AttemptOwners
  ) async -> (usual: LabScore, curve: [LabScore]) {
    var findings: [[Finding]] = []
    for level in [options.expectedFalseFindings] + Self.levels {
      let level = AlertLevel(expectedFalseFindings: level)
      findings.append(await pipeline.detect(in: decoded, level: level).findings)
    }
    let cited = CitedAttempts(of: findings.flatMap { $0 }, in: decoded)
    let scores = findings.map { LabScore($0, truth: truth, owners: owners, cited: cited) }
    return (scores[0], Array(scores.dropFirst()))
  }
}
