import ArgumentParser
import Foundation
import Knowledge
import Scan
import WorkspaceStore

struct AttackDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Shows what changed from one version of ATT&CK to another."
  )

  @Argument(help: "The earlier version, as in 17.1.")
  var before: String

  @Argument(help: "The later version, as in 18.1.")
  var after: String

  @Option(help: "enterprise, mobile or ics.")
  var domain = "enterprise"

  @Option(help: "A workspace folder with imported versions.")
  var workspace: String?

  @Flag(help: "As one JSON object.")
  var json = false

  @Flag(help: "List everything, however long.")
  var all = false

  func validate() throws {
    if AttackRelease.Domain(rawValue: domain + "-attack") == nil {
      throw ValidationError("--domain: '\(domain)' is none of enterprise, mobile, ics.")
    }
  }

  func run() throws {
    let diff = AttackDiff(from: try facts(before), to: try facts(after))
    var output = StandardOutput()
    if json {
      try output.write(ReportJSON.line(diff, keys: .convertToSnakeCase))
    } else {
      let terminal = Terminal(descriptor: STDOUT_FILENO)
      try output.write(AttackDiffText(terminal, showsAll: all).text(of: diff))
    }
    try output.flush()
  }

  private func facts(_ version: String) throws -> AttackFacts {
    let known = try LoadedKnowledge.load(workspace: workspace, version: version)
    let facts = known.facts.keeping { $0.domain.rawValue == domain + "-attack" }
    guard !facts.releases.isEmpty else {
      throw Failure(message: "version \(version) of ATT&CK is not here for \(domain)")
    }
    return facts
  }
}
