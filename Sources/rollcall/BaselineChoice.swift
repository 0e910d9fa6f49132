import Model
import Scan
import WorkspaceStore

/// The version of a workspace's baseline that a scan of these logs is judged by.
struct BaselineChoice {
  /// The version itself; `nil` where nothing was learned before these logs begin.
  let used: Int64?
  /// The latest version, which what is learned is put on top of; 0 for none.
  let latest: Int64
  private let content: Baseline
  private let through: [String: UInt32]
  private let campaigns: [PriorCampaign]

  init(for decoded: DecodedLogs, in store: Workspace) throws {
    do throws(WorkspaceError) {
      let before = try store.baseline(before: decoded.beginnings)
      let last = try store.baselines().last
      used = before?.version.version
      content = before?.content ?? Baseline()
      latest = last?.version ?? 0
      through = last?.through ?? [:]
      campaigns =
        try decoded.firstTime.map { time throws(WorkspaceError) in
          try store.priorCampaigns(before: time)
        } ?? []
    } catch {
      throw Failure(message: error.description)
    }
  }

  /// `learning` asks the result to say what is new in it.
  func knowing(_ pipeline: ScanPipeline, learning: Bool = true) -> ScanPipeline {
    pipeline.knowing(
      content,
      campaigns: campaigns,
      learnedThrough: learning ? through : nil
    )
  }
}
