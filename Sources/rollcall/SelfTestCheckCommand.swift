import ArgumentParser
import Foundation
import LogBytes
import Mitigation
import Model
import Scan
import WorkspaceStore

struct SelfTestCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Reads the logs after a self-test and says what they show."
  )

  @Argument(help: "The plan, with the times at which its steps were done.")
  var plan: String

  @Argument(help: "Logs, or folders of them.")
  var paths: [String]

  @OptionGroup
  var reading: LogReadingOptions

  @Option(help: "Day or time (UTC) at which steps without a time of their own were done.")
  var performed: MomentOption?

  @Option(help: "Workspace to keep the matrix in.")
  var workspace: String?

  @Flag(help: "One JSON object.")
  var json = false

  func run() async throws {
    let now = Timestamp(Date())
    let check = SelfTestCheck(
      plan: try readPlan(),
      performed: performed?.moment,
      paths: paths,
      options: reading.options(paths: paths)
    )
    let (matrix, failures) = try await check.run(at: now)
    try record(matrix, at: now)
    var output = StandardOutput()
    try output.write(json ? try ReportJSON.line(matrix) : VisibleText.lines(matrix.text))
    try output.flush()
    for failure in failures {
      StandardError.write("rollcall: \(VisibleText.escaped(failure.text))\n")
    }
    if !failures.isEmpty { throw ExitCode(ExitStatus.failed) }
  }

  private func readPlan() throws -> SelfTestPlan {
    do {
      let bytes = try LogFiles().bytes(of: plan)
      return try JSONDecoder().decode(SelfTestPlan.self, from: Data(bytes))
    } catch let error as InputError {
      throw Failure(message: error.message)
    } catch let error as AllowError {
      throw Failure(message: "\(plan): 'performed': \(error.message)")
    } catch {
      throw Failure(message: "\(plan): this is no plan of 'rollcall selftest plan'")
    }
  }

  private func record(_ matrix: VisibilityMatrix, at now: Timestamp) throws {
    guard let workspace else { return }
    do {
      try Workspace(directory: workspace).record(
        .visibilityTest,
        content: try ReportJSON.line(matrix),
        at: now,
        toolVersion: Rollcall.version
      )
    } catch {
      throw Failure(error)
    }
  }
}
