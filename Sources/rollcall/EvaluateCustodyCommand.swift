import ArgumentParser
import Custody
import Evaluation
import WorkspaceStore

struct EvaluateCustodyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "custody",
    abstract: "Measures the log of evidence at a size: appending, proving, verifying."
  )

  // Not 'events': 'evaluate' has an option of that name, and would take it for its own.
  @Option(help: "Events of the log.")
  var length: Int = 1_000_000

  @Option(help: "Events of one transaction.")
  var batch: Int = 1_000

  func validate() throws {
    if length < 3 { throw ValidationError("--length must be at least 3.") }
    if batch < 1 { throw ValidationError("--batch must be at least 1.") }
  }

  func run() async throws {
    do {
      let load = try await CustodyLoad.measure(events: length, batch: batch)
      var output = StandardOutput()
      try output.write(load.markdown)
      try output.flush()
      if !load.problems.isEmpty { throw Failure(message: "the log did not verify") }
    } catch let error as CustodyError {
      throw Failure(message: error.description)
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
  }
}
