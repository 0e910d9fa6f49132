import ArgumentParser
import Foundation
import Hunting
import Model
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
    } catch {
      throw Failure(message: error.description)
    }
  }
}
