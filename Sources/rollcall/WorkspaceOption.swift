import ArgumentParser
import WorkspaceStore

struct WorkspaceOption: ParsableArguments {
  @Option(help: "The workspace folder that a scan filled.")
  var workspace: String

  func open() throws -> Workspace {
    do {
      return try Workspace(directory: workspace, ifAbsent: .fail)
    } catch {
      throw Failure(message: error.description)
    }
  }
}
