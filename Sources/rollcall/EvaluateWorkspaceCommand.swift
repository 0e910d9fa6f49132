import ArgumentParser
import Evaluation
import WorkspaceStore

struct EvaluateWorkspaceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workspace",
    abstract: "Fills a new workspace with findings and reports from a seed, to be measured.",
    discussion: """
      What is in it was never in a log: it has the size and the shape of what scans store, and says
      nothing of detection. Benchmarks/workspace.py serves it to fifty readers and writes the figures.
      """
  )

  @Option(help: "The workspace folder; it is made, or holds nothing yet.")
  var workspace: String

  @Option(help: "Findings, which cite five times as many lines.")
  var findings: Int = 1_000_000

  @Option(help: "Reports, each of some pages, with claims.")
  var reports: Int = 5_000

  @Option(help: "What everything is drawn from.")
  var seed: UInt64 = 1589

  func validate() throws {
    if findings < 1 { throw ValidationError("--findings must be at least 1.") }
    if reports < 0 { throw ValidationError("--reports must be at least 0.") }
  }

  func run() throws {
    do {
      let store = try Workspace(directory: workspace)
      let filling = WorkspaceSeed(findings: findings, reports: reports, seed: seed)
      try filling.fill(store) { done in
        if done.isMultiple(of: 100_000) { StandardError.write("\(done) of \(findings) findings\n") }
      }
      let count = try store.countFindings(matching: .init(includingSuperseded: true))
      StandardError.write("\(count) findings and \(try store.countReports()) reports\n")
    } catch {
      throw Failure(message: error.description)
    }
  }
}
