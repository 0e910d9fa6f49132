package import Model
package import Scan
package import WorkspaceStore

/// The version of a workspace's baseline that a scan of some logs is judged by.
package struct BaselineChoice {
  /// The version itself; `nil` where nothing was learned before these logs begin.
  package let used: Int64?
  /// The latest version, which what is learned is put on top of; 0 for none.
  private let latest: Int64
  private let content: Baseline
  private let through: [String: UInt32]
  private let campaigns: [PriorCampaign]

  package init(for decoded: DecodedLogs, in store: Workspace) throws(WorkspaceError) {
    let before = try store.baseline(before: decoded.beginnings)
    let last = try store.baselines().last
    used = before?.version.version
    content = before?.content ?? Baseline()
    latest = last?.version ?? 0
    through = last?.through ?? [:]
    campaigns =
      try decoded.firstTime.map { time throws(WorkspaceError) in
        // Made when the first is asked for: most workspaces have none.
        var marks: AccountMarks?
        return try store.priorCampaigns(before: time) { account in
          let accounts = marks ?? decoded.accountMarks
          marks = accounts
          return accounts.mayHold(account)
        }
      } ?? []
  }

  /// `learning` asks the result to say what is new in it.
  package func knowing(_ pipeline: ScanPipeline, learning: Bool = true) -> ScanPipeline {
    pipeline.knowing(
      content,
      campaigns: campaigns,
      learnedThrough: learning ? through : nil
    )
  }

  /// What is to be recorded of what a scan learned.
  package func update(with learned: Baseline?) -> BaselineUpdate? {
    learned.map { BaselineUpdate(latest: latest, learned: $0) }
  }
}
