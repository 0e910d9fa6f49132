import Hummingbird
import Mitigation
import Model
import Scan
import WorkspaceStore

/// Checks what people say of controls, and keeps it.
struct ControlDesk {
  /// What is to be changed; `nil` stays, an empty text goes.
  struct Change: Decodable {
    var owner: String?
    var due: String?
    var acceptedReason: String?
    var acceptedUntil: String?

    enum CodingKeys: String, CodingKey {
      case owner, due
      case acceptedReason = "accepted_reason"
      case acceptedUntil = "accepted_until"
    }
  }

  private static let longestText = 2_000

  let workspace: Workspace
  let now: @Sendable () -> Timestamp

  /// - Throws: 404 for no control, 400 for what cannot be a date or lacks one.
  func set(_ id: String, to change: Change, by visitor: Visitor) throws -> ControlPage {
    guard let control = Control(rawValue: id) else { throw HTTPError(.notFound) }
    var duty = try workspace.controlDuties()[id] ?? ControlDuty(control: id)
    let texts = [change.owner, change.acceptedReason].compactMap { $0 }
    guard texts.allSatisfy({ $0.utf8.count <= Self.longestText }) else {
      throw HTTPError(.contentTooLarge)
    }
    if let owner = change.owner { duty.owner = owner.isEmpty ? nil : owner }
    if let due = change.due { duty.due = try Self.moment(due) }
    try accept(change, &duty, by: visitor)
    try workspace.setControlDuty(duty, by: visitor.person.name, at: now())
    return ControlPage(control, try workspace.controls()[id], duty)
  }

  private func accept(_ change: Change, _ duty: inout ControlDuty, by visitor: Visitor) throws {
    guard let reason = change.acceptedReason else { return }
    if reason.isEmpty {
      duty.acceptance = nil
      return
    }
    let until = try change.acceptedUntil.flatMap(Self.moment) ?? duty.acceptance?.expires
    guard let until else {
      throw HTTPError(.badRequest, message: "No risk is accepted for ever: say until when.")
    }
    // Who only sends the form again has not accepted anything.
    if duty.acceptance?.reason == reason, duty.acceptance?.expires == until { return }
    duty.acceptance = ControlDuty.Acceptance(
      reason: reason,
      expires: until,
      person: visitor.person.name
    )
  }

  private static func moment(_ text: String) throws -> Timestamp? {
    if text.isEmpty { return nil }
    do throws(AllowError) {
      return try AllowFile.time(text)
    } catch {
      throw HTTPError(.badRequest, message: error.message)
    }
  }
}

/// A control as pages and the API show it.
struct ControlPage: Encodable, Sendable {
  var record: ControlRecord
  var technique: String
  var checkedAt: Timestamp?
  var changes: [StoredControl.Change]
  var duty: ControlDuty?

  init(_ control: Control, _ stored: StoredControl?, _ duty: ControlDuty?) {
    record = stored?.record ?? control.unchecked
    technique = control.technique
    checkedAt = stored?.checkedAt
    changes = stored?.changes ?? []
    self.duty = duty
  }

  /// All controls, in their order.
  static func all(in workspace: Workspace) throws -> [ControlPage] {
    let (stored, duties) = (try workspace.controls(), try workspace.controlDuties())
    return Control.allCases.map { ControlPage($0, stored[$0.id], duties[$0.id]) }
  }
}
