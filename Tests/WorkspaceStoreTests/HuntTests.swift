import Model
import Testing

@testable import WorkspaceStore

struct HuntTests {
  @Test
  func `a run knows what is new and what was seen again later`() throws {
    let directory = try TemporaryDirectory()
    let workspace = try Workspace(directory: directory.path)
    let now = Timestamp(year: 2026, month: 3, day: 2)
    let hunt = SavedHunt(name: "h", rules: "title: t", parameters: ["a": "1"], savedAt: now)
    #expect(try !workspace.saveHunt(hunt))
    #expect(try workspace.savedHunts() == [hunt])
    func record(_ seen: [(String, Timestamp?)]) throws -> [Bool] {
      try workspace.recordHuntRun(
        of: "h",
        seen: seen.map { SeenByHunt(rule: "r", key: $0.0, lastTime: $0.1) },
        startedAt: now,
        toolVersion: "1"
      )
    }
    let later = Timestamp(year: 2026, month: 3, day: 3)
    #expect(try record([("a", nil), ("g", now)]) == [true, true])
    #expect(try record([("a", nil), ("g", now), ("b", nil)]) == [false, false, true])
    #expect(try record([("g", later)]) == [true])
    #expect(try record([("g", now)]) == [false])
    #expect(try workspace.saveHunt(hunt))
    #expect(try record([("a", nil)]) == [true])
    #expect(throws: WorkspaceError.self) {
      try workspace.recordHuntRun(of: "x", seen: [], startedAt: now, toolVersion: "1")
    }
  }
}
