import ArgumentParser
import Foundation
import Mitigation
import Model
import Scan
import WorkspaceStore

struct MitigationListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the controls; with a workspace their states, changes, owners and due dates."
  )

  @Option(help: "Workspace that checks were recorded in.")
  var workspace: String?

  @Flag(help: "One JSON object a control.")
  var json = false

  func run() throws {
    var output = StandardOutput()
    do {
      let store = try workspace.map { try Workspace(directory: $0, ifAbsent: .fail) }
      let (stored, duties) = (try store?.controls() ?? [:], try store?.controlDuties() ?? [:])
      for control in Control.allCases {
        let row = ControlRow(control, stored[control.id], duties[control.id])
        try output.write(
          json
            ? try ReportJSON.line(row, keys: .convertToSnakeCase)
            : row.text(at: Timestamp(Date()))
        )
      }
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
    try output.flush()
  }
}

/// A control as lists show it.
private struct ControlRow: Encodable {
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

  func text(at now: Timestamp) -> String {
    var text = ControlText().text(of: record, duty: duty, at: now)
    if changes.count > 1 {
      let steps = changes.map { "\($0.state.rawValue) \(TimeText.minute($0.at))" }
      text += "  changes: \(steps.joined(separator: ", "))\n"
    }
    if let checkedAt { text += "  checked \(TimeText.minute(checkedAt)) UTC\n" }
    return text
  }
}
