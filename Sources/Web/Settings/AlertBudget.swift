import Hummingbird
import Model
import WorkspaceStore

/// How many false findings a scan that the server makes may be expected to hold.
struct AlertBudget {
  static let usual = 0.05
  static let range = 0.0001...100.0
  static let settingName = "alert budget"

  var expectedFalseFindings: Double

  static func read(from workspace: Workspace) throws -> AlertBudget {
    let value = try workspace.setting(settingName).flatMap(Double.init)
    return AlertBudget(expectedFalseFindings: value ?? usual)
  }

  /// - Throws: 400 for what is outside of the range, or no number.
  static func set(
    _ value: Double,
    in workspace: Workspace,
    by visitor: Visitor,
    at now: Timestamp
  ) throws {
    guard range.contains(value) else {
      throw HTTPError(.badRequest, message: "The budget is a number from 0.0001 to 100.")
    }
    try workspace.set(settingName, to: String(value), by: visitor.person.name, at: now)
  }
}
