import Foundation
import Hummingbird
import Intake
import Model
import Scan
import WorkspaceStore

/// Judges a finding again without part of what it rests on.
struct StrikeDesk: Sendable {
  /// Judging again reads the whole log, while somebody waits.
  private static let byteLimit: UInt64 = 256 << 20

  /// A sentence instead of a verdict where there can be none.
  enum Answer {
    case verdict(Explainer.Verdict)
    case none(String)
  }

  let workspace: Workspace

  /// What a link names to be struck out.
  /// - Throws: 400 for what names nothing.
  static func strike(_ text: String?) throws -> (text: String, strike: Strike) {
    guard let text, let strike = Strike(text) else {
      throw HTTPError(.badRequest, message: "Name what to strike out, as in source:203.0.113.7.")
    }
    return (text, strike)
  }

  /// Judges aside from what answers pages.
  func answer(on stored: StoredFinding, striking strike: Strike) async throws -> Answer {
    try await withTaskExecutorPreference(AsideExecutor.shared) {
      try await judge(stored, striking: strike)
    }
  }

  @concurrent
  private func judge(_ stored: StoredFinding, striking strike: Strike) async throws -> Answer {
    guard let scan = try stored.scanIDs.last.flatMap(workspace.scan) else {
      return .none("The scan of this finding is not in the workspace.")
    }
    let pipeline = ScanPipeline(options: try options(of: scan))
    guard pipeline.inputs.byteCount <= Self.byteLimit else {
      return .none("The logs are larger than 256 MB: use 'rollcall explain --strike'.")
    }
    let decoded = try await pipeline.decode()
    if let failure = decoded.failures.first {
      return .none("The logs cannot be read again: \(failure.message)")
    }
    let baseline = try BaselineChoice(for: decoded, in: workspace)
    let explainer = Explainer(
      of: stored.finding,
      in: decoded,
      by: baseline.knowing(pipeline, learning: false)
    )
    let whole = try await explainer.verdict(striking: [])
    guard whole.remaining.contains(where: { $0.id == stored.finding.id }) else {
      return .none(
        "Read again, the logs do not give this finding: the scan had other options, or they changed."
      )
    }
    do {
      return .verdict(try await explainer.verdict(striking: [strike]))
    } catch let error as StrikeError {
      return .none(error.message)
    }
  }

  private func options(of scan: ScanRecord) throws -> ScanOptions {
    var options = ScanOptions(
      paths: LogContainer.files(of: scan),
      threads: ProcessInfo.processInfo.activeProcessorCount
    )
    options.takeReading(of: scan)
    try options.takeDeclarations(of: workspace)
    return options
  }
}
