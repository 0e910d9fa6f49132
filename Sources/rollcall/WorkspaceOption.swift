import ArgumentParser
import WorkspaceStore

struct WorkspaceOption: ParsableArguments {
  @Option(help: "The workspace folder that a scan filled.")
  var workspace: String

  func open(ifAbsent absence: Workspace.Absence = .fail) throws -> Workspace {
    do {
      return try Workspace(directory: workspace, ifAbsent: absence)
    } catch {
      throw Failure(message: error.description)
    }
  }
}
