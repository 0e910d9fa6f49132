import ArgumentParser
import Foundation
import Model
import Scan
import WorkspaceStore

struct BaselineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline",
    abstract: "Shows what the scans of a workspace learned of ordinary traffic.",
    discussion: """
      Every scan with --workspace is judged by what earlier events taught, and adds what is new in it,
      without the sources that it accuses. Each addition is a version.
      """,
    subcommands: [
      BaselineDiffCommand.self, BaselineListCommand.self, BaselineResetCommand.self,
      BaselineShowCommand.self,
    ]
  )
}

private struct BaselineListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the versions, oldest first."
  )

  @OptionGroup
  var location: WorkspaceOption

  @Flag(help: "One JSON object a line.")
  var json = false

  func run() throws {
    try writing { output in
      for version in try location.open().baselines() {
        try output.write(json ? ReportJSON.line(version) : BaselineText.line(of: version))
      }
    }
  }
}

private struct BaselineShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows a version, the latest if none is named."
  )

  @Argument(help: "The version's number.")
  var version: Int64?

  @OptionGroup
  var location: WorkspaceOption

  @Flag(help: "One JSON object with everything.")
  var json = false

  private struct Shown: Encodable {
    var version: BaselineVersion
    var nulls: [BaselineNull]
    var content: Baseline
  }

  func run() throws {
    try writing { output in
      let workspace = try location.open()
      let stored =
        try version.map { try workspace.baseline(version: $0) }
        ?? workspace.latestBaseline()
      guard let stored else { throw Failure(message: "no scan has taught a baseline yet") }
      let shown = Shown(
        version: stored.version,
        nulls: BaselineNull.all(of: stored.content),
        content: stored.content
      )
      try output.write(
        json
          ? ReportJSON.line(shown)
          : BaselineText.line(of: stored.version) + BaselineText.text(of: stored.content)
      )
    }
  }
}

private struct BaselineDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Shows what changed from one version to another."
  )

  @Argument(help: "The version before.")
  var before: Int64

  @Argument(help: "The version after.")
  var after: Int64

  @OptionGroup
  var location: WorkspaceOption

  @Flag(help: "One JSON object.")
  var json = false

  func run() throws {
    try writing { output in
      let workspace = try location.open()
      let difference = BaselineDifference(
        from: try workspace.baseline(version: before).content,
        to: try workspace.baseline(version: after).content
      )
      try output.write(json ? ReportJSON.line(difference) : difference.text)
    }
  }
}

private struct BaselineResetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset",
    abstract: "Begins anew: the next scans know nothing. Earlier versions stay to be looked at."
  )

  @OptionGroup
  var location: WorkspaceOption

  @Flag(help: "One JSON object.")
  var json = false

  func run() throws {
    try writing { output in
      let version = try location.open()
        .resetBaseline(at: Timestamp(Date()), toolVersion: Rollcall.version)
      try output.write(
        json ? ReportJSON.line(["version": version]) : "version \(version) knows nothing\n"
      )
    }
  }
}

/// Runs the body with standard output, and says the workspace's errors as ours.
private func writing(_ body: (inout StandardOutput) throws -> Void) throws {
  var output = StandardOutput()
  do {
    try body(&output)
  } catch let error as WorkspaceError {
    throw Failure(error)
  }
  try output.flush()
}
