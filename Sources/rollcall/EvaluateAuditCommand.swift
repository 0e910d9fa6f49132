import ArgumentParser
import Evaluation
import Foundation

struct EvaluateAuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Measures the exposure audit on access logs with planted oracles."
  )

  // Not 'seeds' and 'threads' of its own: 'evaluate' has them, and takes them for its own.
  @ParentCommand
  var parent: EvaluateCommand

  @Option(help: ArgumentHelp("File to write the figures to.", valueName: "file"))
  var markdown: String?

  func run() async throws {
    let threads = parent.threads ?? ProcessInfo.processInfo.activeProcessorCount
    do {
      let evaluation = try await AuditEvaluation.run(parent.seeds.seeds, threads: threads) { seed in
        StandardError.write(seed.text + "\n")
      }
      let text = evaluation.markdown(version: Rollcall.version)
      if let markdown {
        try Data(text.utf8).write(to: URL(fileURLWithPath: markdown))
      } else {
        var output = StandardOutput()
        try output.write(text)
        try output.flush()
      }
    } catch let error as CocoaError {
      throw Failure(message: error.localizedDescription)
    }
  }
}
