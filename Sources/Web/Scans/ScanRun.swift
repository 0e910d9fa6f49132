import Detection
import Foundation
import HTTPTypes
import Intake
import Model
import Scan
import WorkspaceStore

/// Scans a log that was sent, and keeps what was found.
struct ScanRun: Sendable {
  let workspace: Workspace
  let toolVersion: String
  var firstLook = FirstLook()
  let now: @Sendable () -> Timestamp

  /// The summary of a recorded scan, and its id.
  /// - Throws: `LogUpload.Refusal` for what is no log of ours, `CancellationError`, and what the store
  ///   throws. Nothing is recorded then.
  @concurrent
  func scan(
    _ file: String,
    progress: ScanProgress,
    board: ProvisionalBoard
  ) async throws -> (id: String, summary: ScanSummary) {
    let started = now()
    let options = try options(for: file)
    try await firstLook.run(options, onto: board)
    let pipeline = ScanPipeline(options: options, progress: progress)
    let decoded = try await pipeline.decode()
    let baseline = try BaselineChoice(for: decoded, in: workspace)
    let result = await baseline.knowing(pipeline).detect(in: decoded, level: options.level)
    // Detection does not look; what was called off must not be recorded.
    try Task.checkCancellation()
    let summary = ScanSummary(
      result,
      startedAt: Date(started),
      finishedAt: Date(now()),
      peakMemoryByteCount: nil
    )
    try Self.check(result)
    let scan = ScanRecord(
      result,
      summary,
      startedAt: started,
      finishedAt: now(),
      toolVersion: toolVersion,
      options: Self.text(options, baseline)
    )
    try workspace.recordScan(
      scan,
      findings: result.findings,
      baseline: baseline.update(with: result.learned)
    )
    return (scan.id, summary)
  }

  private func options(for file: String) throws -> ScanOptions {
    let budget = try AlertBudget.read(from: workspace)
    var options = ScanOptions(
      paths: [file],
      threads: ProcessInfo.processInfo.activeProcessorCount,
      level: AlertLevel(expectedFalseFindings: budget.expectedFalseFindings)
    )
    try options.takeDeclarations(of: workspace)
    return options
  }

  /// The options that can change a finding.
  private static func text(_ options: ScanOptions, _ baseline: BaselineChoice) -> String {
    let level = options.level.expectedFalseFindings
    return [
      level == AlertBudget.usual ? nil : "--expected-false \(level)",
      options.allow.isEmpty ? nil : "--allow \(options.allow.digest)",
      options.canaries.isEmpty ? nil : "--canaries \(options.canaries.digest)",
      baseline.used.map { "(baseline \($0))" },
    ].compactMap { $0 }.joined(separator: " ")
  }

  private static func check(_ result: ScanResult) throws {
    let members = result.logs.members
    if !members.isEmpty, members.allSatisfy({ $0.format == nil }) {
      throw LogUpload.Refusal(
        status: .unprocessableContent,
        sentence: "It is a log of no known format."
      )
    }
    if let failure = result.failures.first {
      throw LogUpload.Refusal(
        status: .unprocessableContent,
        sentence: "The log cannot be read: \(failure.message)"
      )
    }
  }
}

extension Date {
  fileprivate init(_ time: Timestamp) {
    self.init(timeIntervalSince1970: Double(time.millisecondsSince1970) / 1000)
  }
}
