import ArgumentParser
import Foundation
import Hunting
import Model
import Scan
import Sigma
import WorkspaceStore

struct HuntListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the hunts of the library, and those that a workspace keeps."
  )

  @Option(help: "Only hunts for this technique, as in T1589.002.")
  var technique: String?

  @Option(help: "Also the hunts that this workspace keeps.")
  var workspace: String?

  @Flag(help: "One JSON object a line.")
  var json = false

  func run() throws {
    var output = StandardOutput()
    for hunt in HuntLibrary.hunts where isWanted(hunt) { try write(hunt, to: &output) }
    if let workspace { try writeSaved(workspace, to: &output) }
    try output.flush()
  }

  private func isWanted(_ hunt: SigmaRule) -> Bool {
    technique.map { hunt.techniques.contains($0.uppercased()) } ?? true
  }

  private func write(_ hunt: SigmaRule, to output: inout StandardOutput) throws {
    if json { return try output.write(try ReportJSON.line(HuntPage(hunt))) }
    let techniques = hunt.techniques.joined(separator: " ")
    try output.write("\(hunt.key)  [\(techniques)]  \(hunt.title)\n")
  }

  private func writeSaved(_ path: String, to output: inout StandardOutput) throws {
    do {
      for hunt in try Workspace(directory: path, ifAbsent: .fail).savedHunts() {
        let name = VisibleText.escaped(hunt.name)
        try output.write(
          json
            ? try ReportJSON.line(["saved": hunt.name, "savedAt": hunt.savedAt.rfc3339])
            : "\(name)  [saved \(hunt.savedAt.rfc3339)]\n"
        )
      }
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
  }
}
