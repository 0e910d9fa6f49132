import ArgumentParser
import Custody
import Foundation
import WorkspaceStore

struct EvidenceLogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Writes the log's events, one canonical record a line."
  )

  @OptionGroup
  var location: WorkspaceOption

  func run() throws {
    try reportingFailures {
      let workspace = try location.open()
      var output = StandardOutput()
      // Within the reading of the workspace every error is one of the workspace.
      var failure: OutputError?
      let size = try workspace.logState().frontier.size
      try workspace.forEachRecord(in: 0..<size) { _, line in
        if failure != nil { return }
        do throws(OutputError) {
          try output.write(String(decoding: line, as: UTF8.self) + "\n")
        } catch {
          failure = error
        }
      }
      if let failure { throw failure }
      try output.flush()
    }
  }
}
