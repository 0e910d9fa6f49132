import ArgumentParser
import Foundation
import Hunting
import Model
import Scan
import Sigma
import WorkspaceStore

struct HuntSaveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "save",
    abstract: "Keeps a hunt in a workspace; 'hunt run NAME' then shows what is new each time."
  )

  @Argument(help: "What to call it.")
  var name: String

  @Argument(help: "A hunt of the library, a rule file or a folder of rules.")
  var hunt: String

  @OptionGroup
  var target: HuntTargetOptions

  @Option(help: "The workspace folder; made if it is not there.")
  var workspace: String

  @Flag(help: "What was saved, as one JSON object.")
  var json = false

  func run() throws {
    let parameters = try target.parameters()
    let selection = try HuntSelection(named: hunt, parameters: parameters)
    let errors = selection.errors + HuntPlan.make(selection.rules).errors
    if let error = errors.first { throw Failure(message: error.text) }
    if let name = parameters.keys.sorted().first(where: { !selection.knows(parameter: $0) }) {
      throw Failure(message: "--set: no rule has a parameter '\(name)'")
    }
    do {
      let saved = SavedHunt(
        name: name,
        rules: selection.text,
        parameters: parameters,
        savedAt: Timestamp(Date())
      )
      let isReplaced = try Workspace(directory: workspace).saveHunt(saved)
      StandardError.write("workspace \(workspace): \(name) \(isReplaced ? "replaced" : "saved")\n")
      if json { try write(saved, selection.rules, isReplaced: isReplaced) }
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
  }

  private struct Saved: Encodable {
    var saved: String
    var savedAt: Timestamp
    var isReplaced: Bool
    var parameters: [String: String]
    var rules: [String]
  }

  private func write(_ hunt: SavedHunt, _ rules: [SigmaRule], isReplaced: Bool) throws {
    var output = StandardOutput()
    let saved = Saved(
      saved: hunt.name,
      savedAt: hunt.savedAt,
      isReplaced: isReplaced,
      parameters: hunt.parameters,
      rules: rules.map(\.key)
    )
    try output.write(try ReportJSON.line(saved))
    try output.flush()
  }
}
