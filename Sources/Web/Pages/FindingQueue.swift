import Model
package import Scan
import Synchronization
package import WorkspaceStore

/// What needs attention, the most pressing first: findings that nobody answers for, ranked as
/// `rollcall findings` ranks them.
struct FindingQueue: Sendable {
  /// As many of the strongest findings are ranked; what is weaker than all of them stands in the list.
  static let ranked = 500

  struct Entry: Encodable, Sendable {
    var finding: FindingSummary
    var triage: Finding.Triage
  }

  /// In order of state, of how far the operator came, and of strength.
  let entries: [Entry]
  /// Whether there are findings that were not ranked.
  let hasMore: Bool

  init(
    of workspace: Workspace,
    matching filter: FindingFilter = FindingFilter(),
    by rule: TriageRule = TriageRule()
  ) throws {
    var filter = filter
    filter.isAuthorised = false
    let page = try workspace.findings(matching: filter, by: .strongest, limit: Self.ranked)
    let attacked = try Self.strongest(of: workspace, filter, stages: true)
    let confirmed = try Self.strongest(of: workspace, filter, stages: false)
    var seen: Set<String> = []
    let all = (page.findings + attacked + confirmed).filter { seen.insert($0.id).inserted }
    let places = rule.triage(all.map { TriageRule.Subject($0) })
    entries = all.compactMap { finding in
      places[finding.id].map { Entry(finding: finding, triage: $0) }
    }
    .filter { rule.shows($0.triage) }
    .sorted { Self.precedes($0, $1) }
    hasMore = page.next != nil
  }

  /// However weak by chance alone, what was attacked or told goes before what was not.
  private static func strongest(
    of workspace: Workspace,
    _ filter: FindingFilter,
    stages: Bool
  ) throws -> [FindingSummary] {
    var filter = filter
    if stages { filter.withStages = true } else { filter.withConfirmedAccounts = true }
    return try workspace.findings(matching: filter, by: .strongest, limit: ranked / 5).findings
  }

  private static func precedes(_ left: Entry, _ right: Entry) -> Bool {
    let (one, other) = (left.triage.state.place, right.triage.state.place)
    if one != other { return one < other }
    let severities = (
      TriageRule.Subject(left.finding).severity, TriageRule.Subject(right.finding).severity
    )
    if severities.0 != severities.1 { return severities.0 > severities.1 }
    if left.finding.log10E != right.finding.log10E {
      return left.finding.log10E > right.finding.log10E
    }
    return left.finding.id < right.finding.id
  }
}

extension Finding.Triage.State {
  /// In the queue; the first first.
  fileprivate var place: Int {
    switch self {
    case .page: 0
    case .queue: 1
    case .rest: 2
    }
  }
}

extension TriageRule.Subject {
  /// What a list knows of a finding: who was taken over it does not, so an attacked account counts as
  /// much.
  package init(_ finding: FindingSummary) {
    let severity: FindingSeverity =
      finding.stageCount > 0
      ? .high : finding.confirmedCount > 0 || finding.pattern == .canary ? .medium : .low
    self.init(
      id: finding.id,
      isOpen: finding.authorisedBy == nil,
      detectedAt: finding.detectedAt,
      log10E: finding.log10E,
      expectedFalse: finding.expectedFalseFindings,
      severity: severity.rawValue
    )
  }
}

/// The queue as it was some seconds ago: everybody's start page shows the same one.
final class QueueCache: Sendable {
  private static let shelfLife = Duration.seconds(5)

  private let kept = Mutex<(made: ContinuousClock.Instant, scans: Int, queue: FindingQueue)?>(nil)

  /// `scans` is how many the workspace holds: another one, and the queue is made anew.
  func queue(of workspace: Workspace, scans: Int) throws -> FindingQueue {
    let now = ContinuousClock.now
    let known = kept.withLock { $0 }
    if let known, known.scans == scans, now - known.made < Self.shelfLife { return known.queue }
    let queue = try FindingQueue(of: workspace)
    kept.withLock { $0 = (now, scans, queue) }
    return queue
  }
}
