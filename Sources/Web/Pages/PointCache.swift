import Model
import Scan
import Synchronization
import WorkspaceStore

/// The points of the findings that were looked at last: who zooms in reads the log once.
///
/// A log that is gone is noticed by its name, before any of the lines that the finding cites is looked
/// up. What has to be read is read aside from what answers pages, one finding at a time.
final class PointCache: Sendable {
  /// Some 100 bytes each; the last finding stays whatever it has.
  private static let pointsKept = 200_000
  private static let findingsKept = 64
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
    return (stored.finding, try await read(id, in: workspace))
  }

  private func read(_ id: String, in workspace: Workspace) async throws -> ProbePoints.Reading {
    try await withTaskExecutorPreference(AsideExecutor.shared) {
      try await turns.take {
        // Somebody may have asked for the same a moment before.
        if let known = known(id) { return known }
        let reading = try await ProbePoints.read(of: try workspace.finding(id: id).finding)
        keep(reading, of: id)
        return reading
      }
    }
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
      var total = kept.reduce(0) { $0 + ($1.reading.pointCount ?? 0) }
      while kept.count > 1, kept.count > Self.findingsKept || total > Self.pointsKept {
        total -= kept.removeFirst().reading.pointCount ?? 0
      }
    }
  }
}
