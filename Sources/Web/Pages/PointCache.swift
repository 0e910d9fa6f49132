import Model
import Scan
import Synchronization
import WorkspaceStore

/// The points of the findings that were looked at last: who zooms in reads the log once.
///
/// A log that is gone is noticed by its name, before any of the lines that the finding cites is looked
/// up. Long logs are read aside from what answers pages, one finding at a time, and give way to it; short
/// ones do not, for they would wait longer than they take.
final class PointCache: Sendable {
  /// Some 100 bytes each; the last finding stays whatever it has.
  private static let pointsKept = 200_000
  /// What a finding costs beside its points, in points.
  private static let pointsOfEach = 20
  /// What could not be drawn may be drawn later.
  private static let patience = Duration.seconds(30)

  private struct Entry {
    var id: String
    var reading: ProbePoints.Reading
    /// `nil` for points: the lines they were read from had the cited hashes.
    var until: ContinuousClock.Instant?
  }

  /// The one that was used last stands last.
  private let kept = Mutex<[Entry]>([])
  private let turns = Turns()

  /// The finding that somebody names, without its lines, and what its plot is drawn from.
  func reading(
    ofFinding typed: String,
    in workspace: Workspace
  ) async throws -> (finding: Finding, reading: ProbePoints.Reading) {
    let stored = try workspace.finding(id: typed, evidence: 0..<0)
    let id = stored.finding.id
    if let known = known(id) { return (stored.finding, known) }
    let logs = try workspace.citedLogs(ofFinding: id)
    if let reason = ProbePoints.obstacle(in: logs, lineCount: stored.evidenceCount) {
      return (stored.finding, .absent(reason: reason))
    }
    let reading =
      ShortLogs.are(logs)
      ? try await readPromptly(id, in: workspace) : try await readAside(id, in: workspace)
    return (stored.finding, reading)
  }

  private func readPromptly(_ id: String, in workspace: Workspace) async throws
    -> ProbePoints.Reading
  {
    try await withTaskExecutorPreference(AsideExecutor.prompt) {
      try await read(id, in: workspace)
    }
  }

  private func readAside(_ id: String, in workspace: Workspace) async throws
    -> ProbePoints.Reading
  {
    try await withTaskExecutorPreference(AsideExecutor.shared) {
      try await turns.take {
        // Somebody may have asked for the same a moment before.
        if let known = known(id) { return known }
        return try await read(id, in: workspace)
      }
    }
  }

  private func read(_ id: String, in workspace: Workspace) async throws -> ProbePoints.Reading {
    let stored = try workspace.finding(id: id)
    let reading = try await ProbePoints.read(
      of: stored.finding,
      as: try stored.scanIDs.last.flatMap(workspace.scan)
    )
    keep(reading, of: id)
    return reading
  }

  private func known(_ id: String) -> ProbePoints.Reading? {
    kept.withLock { kept in
      guard let place = kept.firstIndex(where: { $0.id == id }) else { return nil }
      let entry = kept.remove(at: place)
      if let until = entry.until, until <= .now { return nil }
      kept.append(entry)
      return entry.reading
    }
  }

  private func keep(_ reading: ProbePoints.Reading, of id: String) {
    let until: ContinuousClock.Instant? = reading.pointCount == nil ? .now + Self.patience : nil
    kept.withLock { kept in
      kept.removeAll { $0.id == id }
      kept.append(Entry(id: id, reading: reading, until: until))
      var total = kept.reduce(0) { $0 + Self.weight($1) }
      while kept.count > 1, total > Self.pointsKept { total -= Self.weight(kept.removeFirst()) }
    }
  }

  private static func weight(_ entry: Entry) -> Int {
    pointsOfEach + (entry.reading.pointCount ?? 0)
  }
}
