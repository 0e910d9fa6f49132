import Custody
import Model
import WorkspaceStore

/// The exhibits of a workspace and what its log of evidence says of itself.
struct EvidenceState {
  /// As many as a page lists; the latest.
  static let listed = 100

  let exhibits: [StoredExhibit]
  let count: Int
  let eventCount: Int64
  /// The root hash of the log, in base64; `nil` without a log.
  let root: String?
  /// When authorities stamped heads of the log: how many times.
  let timestampCount: Int
  /// The latest events, the latest first.
  let events: [CustodyEvent]

  init(of workspace: Workspace) throws {
    let all = try workspace.exhibits(ofFinding: nil)
    count = all.count
    exhibits = Array(all.suffix(Self.listed).reversed())
    let state = try workspace.logState()
    eventCount = state.frontier.size
    root = state.verifier == nil ? nil : state.frontier.root.base64
    timestampCount = try workspace.tokens().count
    var events: [CustodyEvent] = []
    let first = max(0, eventCount - Int64(Self.listed))
    try workspace.forEachRecord(in: first..<max(first, eventCount)) { _, line in
      // What was withheld says no more than its hash; a damaged record is for the verifier to tell of.
      if let event = try? CustodyEvent(line: line) { events.append(event) }
    }
    self.events = events.reversed()
  }
}
