import Model
import Synchronization

/// The points of the findings that were looked at last: who zooms in reads the log once.
final class PointCache: Sendable {
  private static let findingsKept = 3

  private let kept = Mutex<[(id: String, reading: ProbePoints.Reading)]>([])

  func reading(of finding: Finding) async throws -> ProbePoints.Reading {
    if let known = kept.withLock({ $0.first { $0.id == finding.id }?.reading }) { return known }
    let reading = try await ProbePoints.read(of: finding)
    // What could not be drawn may be drawn later.
    guard case .points = reading else { return reading }
    kept.withLock { kept in
      kept.removeAll { $0.id == finding.id }
      kept.append((finding.id, reading))
      if kept.count > Self.findingsKept { kept.removeFirst() }
    }
    return reading
  }
}
