import ArgumentParser
import Foundation
import Mitigation
import Scan
import WorkspaceStore

struct SelfTestShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows the matrices that a workspace keeps, the latest first."
  )

  @OptionGroup
  var location: WorkspaceOption

  @Option(help: "How many.")
  var limit: Int = 1

  @Flag(help: "One JSON object a line.")
  var json = false

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit must be at least 1.") }
  }

  func run() throws {
    var output = StandardOutput()
    do {
      let stored = try location.open().kept(.visibilityTest, limit: limit)
      for report in stored {
        let matrix = try JSONDecoder().decode(
          VisibilityMatrix.self,
          from: Data(report.content.utf8)
        )
        try output.write(json ? try ReportJSON.line(matrix) : VisibleText.lines(matrix.text))
      }
      if stored.isEmpty { StandardError.write("no self-test was checked in this workspace\n") }
    } catch {
      throw Failure(error)
    }
    try output.flush()
  }
}
