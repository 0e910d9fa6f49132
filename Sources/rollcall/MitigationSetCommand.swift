import ArgumentParser
import Foundation
import Mitigation
import Model
import WorkspaceStore

struct MitigationSetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Says who answers for a control, until when, and whether its risk is accepted.",
    discussion: "What is not given stays as it is; an empty text or 'none' takes it away."
  )

  @Argument(help: "The control, as 'rollcall mitigation list' names it.")
  var id: String

  @OptionGroup
  var location: WorkspaceOption

  @Option(help: "Who answers for it.")
  var owner: String?

  @Option(help: ArgumentHelp("Day or time (UTC) by which it is to be on, or 'none'."))
  var due: String?

  @Option(help: "Why its risk is accepted; needs --expires.")
  var accept: String?

  @Option(help: "Day or time (UTC) at which the acceptance ends.")
  var expires: MomentOption?

  func validate() throws {
    if owner == nil, due == nil, accept == nil {
      throw ValidationError("Give --owner, --due or --accept.")
    }
    if accept?.isEmpty == false, expires == nil {
      throw ValidationError("--accept needs --expires: no risk is accepted for ever.")
    }
    if accept == nil, expires != nil { throw ValidationError("--expires belongs to --accept.") }
    if let due, due != "none", MomentOption(argument: due) == nil {
      throw ValidationError("--due: '\(due)' is no day and no time.")
    }
  }

  func run() throws {
    guard let control = Control(rawValue: id) else {
      throw Failure(message: "'\(id)' is no control; 'rollcall mitigation list' names them")
    }
    do {
      let store = try location.open(ifAbsent: .create)
      let now = Timestamp(Date())
      var duty = try store.controlDuties()[control.id] ?? ControlDuty(control: control.id)
      change(&duty)
      try store.setControlDuty(duty, by: NSUserName(), at: now)
    } catch {
      throw Failure(error)
    }
  }

  private func change(_ duty: inout ControlDuty) {
    if let owner { duty.owner = owner.isEmpty ? nil : owner }
    if let due { duty.due = MomentOption(argument: due)?.moment }
    if let accept {
      duty.acceptance = expires.map {
        ControlDuty.Acceptance(reason: accept, expires: $0.moment, person: NSUserName())
      }
      if accept.isEmpty { duty.acceptance = nil }
    }
  }
}
