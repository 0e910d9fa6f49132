import Custody
import Model
import WorkspaceStore

/// The exhibits of a workspace and what its log of evidence says of itself.
struct EvidenceState {
  /// As many as the page of a technique lists; the latest.
  static let listed = 10

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
    count = try workspace.countExhibits()
    exhibits = try workspace.exhibits(limit: Self.listed, latestFirst: true)
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
