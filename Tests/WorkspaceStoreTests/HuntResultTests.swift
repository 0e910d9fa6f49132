import Model
import Testing

@testable import WorkspaceStore

struct HuntResultTests {
  private let now = Timestamp(year: 2026, month: 3, day: 2)
  private let later = Timestamp(year: 2026, month: 3, day: 3)

  private func record(
    _ keys: [String],
    in workspace: Workspace,
    at time: Timestamp
  ) throws {
    _ = try workspace.recordHuntRun(
      of: "h",
      seen: keys.map {
        SeenByHunt(rule: "r", key: $0, lastTime: nil, content: "{\"file\":\"\($0)\"}")
      },
      startedAt: time,
      toolVersion: "1"
    )
  }

  private func withTwoRuns(_ body: (Workspace) throws -> Void) throws {
    let directory = try TemporaryDirectory()
    let workspace = try Workspace(directory: directory.path)
    _ = try workspace.saveHunt(
      SavedHunt(name: "h", rules: "title: t", parameters: [:], savedAt: now)
    )
    try record(["a"], in: workspace, at: now)
    try record(["a", "b"], in: workspace, at: later)
    try body(workspace)
  }

  @Test
  func `results are kept once, and only what the last run found new is new`() throws {
    try withTwoRuns { workspace in
      let all = try workspace.huntResults(of: "h")
      #expect(all.map(\.content) == ["{\"file\":\"b\"}", "{\"file\":\"a\"}"])
      #expect(all.map(\.isNew) == [true, false])
      #expect(all.map(\.firstSeen) == [later, now])
      #expect(all.map(\.lastSeen) == [later, later])
      #expect(try workspace.huntResults(of: "h", onlyNew: true).map(\.id) == [all[0].id])
    }
  }

  @Test
  func `the last verdict counts, and those before it stay`() throws {
    try withTwoRuns { workspace in
      let id = try #require(try workspace.huntResults(of: "h").first?.id)
      for word in [HuntVerdict.Word.suspicious, .benign] {
        _ = try workspace.judge(huntResult: id, as: word, note: "n", by: "Ada", at: later)
      }
      let judged = try workspace.huntResult(id)
      #expect(judged.verdict == .benign)
      #expect(judged.verdicts.map(\.verdict) == [.suspicious, .benign])
      try record(["b"], in: workspace, at: later)
      #expect(try workspace.huntResult(id).verdict == .benign)
    }
  }

  @Test(arguments: ["hr-99", "hr-", "x"])
  func `a verdict on a result that is not there is refused`(id: String) throws {
    try withTwoRuns { workspace in
      #expect(throws: WorkspaceError.self) {
        try workspace.judge(huntResult: id, as: .benign, note: "", by: "Ada", at: now)
      }
    }
  }
}
