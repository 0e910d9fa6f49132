import Model
import Scan
import Synchronization

/// What the beginning of a log shows while all of it is still being read. It is shown and never kept:
/// more of the log can change any of it, and the whole log's findings take its place.
struct ProvisionalFindings: Encodable, Sendable, Equatable {
  struct Entry: Encodable, Sendable, Equatable {
    var headline: String
    /// Those with the most probes.
    var sources: [String]
    var pattern: String
    var firstSeen: Timestamp
    var lastSeen: Timestamp
    var probes: Int
    var absentCount: Int
    var presentCount: Int
    var confirmedCount: Int
    var stageCount: Int
  }

  /// Of the log's unpacked content.
  var byteCount: Int
  /// Whether there are weaker ones that are left out.
  var isCut: Bool
  /// Strongest first.
  var findings: [Entry]
}

extension ProvisionalFindings {
  private static let mostShown = 50
  private static let mostSources = 3

  init(_ result: ScanResult, byteCount: Int) {
    self.byteCount = byteCount
    isCut = result.findings.count > Self.mostShown
    findings = result.findings.prefix(Self.mostShown).map { finding in
      Entry(
        headline: FindingHeadline.text(finding),
        sources: finding.sources.prefix(Self.mostSources).map(\.ip),
        pattern: FindingHeadline.pattern(finding.pattern),
        firstSeen: finding.firstSeen,
        lastSeen: finding.lastSeen,
        probes: finding.probes,
        absentCount: finding.accounts.absent,
        presentCount: finding.accounts.present.count,
        confirmedCount: finding.accounts.confirmed.count,
        stageCount: finding.stages.count
      )
    }
  }
}

/// Where a scan under way leaves what it has found so far, for whoever looks at its job.
final class ProvisionalBoard: Sendable {
  private struct State {
    var findings: ProvisionalFindings?
    var bytesAhead: Int?
  }

  private let state = Mutex(State())

  /// The latest, from the longest beginning that was read.
  var findings: ProvisionalFindings? { state.withLock { $0.findings } }
  /// How many bytes of the log's beginning are being looked at just now.
  var bytesAhead: Int? { state.withLock { $0.bytesAhead } }

  func begin(_ byteCount: Int) { state.withLock { $0.bytesAhead = byteCount } }

  func show(_ findings: ProvisionalFindings) { state.withLock { $0.findings = findings } }

  func end() { state.withLock { $0.bytesAhead = nil } }
}
