import Model
import Testing

@testable import WorkspaceStore

/// States of controls over time, and who answers for them.
struct ControlTests {
  private let directory: TemporaryDirectory
  private let workspace: Workspace

  init() throws {
    directory = try TemporaryDirectory()
    workspace = try Workspace(directory: directory.path)
  }

  private func record(_ state: ControlState, day: Int) throws -> [String: ControlState] {
    try workspace.recordControls(
      [
        ControlRecord(
          id: "c",
          title: "t",
          state: state,
          scopes: [:],
          observations: [],
          wouldTell: []
        )
      ],
      at: Timestamp(year: 2026, month: 3, day: day),
      toolVersion: "1"
    )
  }

  @Test
  func `changes are kept, and a check that cannot tell changes nothing`() throws {
    #expect(try record(.unknown, day: 1) == [:])
    #expect(try record(.off, day: 2) == ["c": .unknown])
    #expect(try record(.off, day: 3) == [:])
    #expect(try record(.on, day: 4) == ["c": .off])
    #expect(try record(.unknown, day: 5) == [:])
    let stored = try #require(try workspace.controls()["c"])
    #expect(stored.record.state == .on)
    #expect(stored.checkedAt == Timestamp(year: 2026, month: 3, day: 4))
    #expect(stored.changes.map(\.state) == [.unknown, .off, .on])
    #expect(stored.changes[1].at == Timestamp(year: 2026, month: 3, day: 2))
  }

  @Test
  func `a duty is what was set last, and the audit log says who set it`() throws {
    let now = Timestamp(year: 2026, month: 3, day: 2)
    let acceptance = ControlDuty.Acceptance(reason: "r", expires: now, person: "p")
    let duty = ControlDuty(control: "c", owner: "anna", due: now, acceptance: acceptance)
    try workspace.setControlDuty(duty, by: "lead", at: now)
    #expect(try workspace.controlDuties() == ["c": duty])
    let bare = ControlDuty(control: "c", owner: "bela")
    try workspace.setControlDuty(bare, by: "lead", at: now)
    #expect(try workspace.controlDuties() == ["c": bare])
    #expect(try workspace.auditLog(limit: 10).map(\.subject) == ["c", "c"])
  }
}
