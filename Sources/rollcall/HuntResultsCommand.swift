import ArgumentParser
import Scan
import WorkspaceStore

struct HuntResultsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "results",
    abstract: "Lists what runs of a saved hunt found, and what people made of it."
  )

  @Argument(help: "The name of the saved hunt.")
  var name: String

  @OptionGroup
  var location: WorkspaceOption

  @Flag(help: "Only what the last run found new.")
  var new = false

  @Flag(help: "One JSON object a line.")
  var json = false

  func run() throws {
    do {
      let store = try location.open()
      guard try store.savedHunts().contains(where: { $0.name == name }) else {
        throw Failure(message: "there is no saved hunt '\(name)'")
      }
      var output = StandardOutput()
      for result in try store.huntResults(of: name, onlyNew: new) {
        try output.write(json ? try ReportJSON.line(result) : HuntResultText.line(result))
      }
      try output.flush()
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
  }
}

/// A result of a saved hunt on a terminal.
enum HuntResultText {
  static func line(_ result: HuntResultRecord) -> String {
    let summary = HuntResultSummary(result)
    let note = result.verdicts.last.map { last in
      "  \(last.person): \(last.note)"
    }
    return VisibleText.escaped(
      "\(result.id)  \(result.verdict.rawValue)\(result.isNew ? "  new" : "")  \(result.rule)  "
        + "\(summary.subject)  \(summary.seen)\(note ?? "")"
    ) + "\n"
  }
}
