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
      let size = try workspace.logState().frontier.size
      try workspace.forEachRecord(in: 0..<size) { _, line in
        try output.write(String(decoding: line, as: UTF8.self) + "\n")
      }
      try output.flush()
    }
  }
}
