import ArgumentParser
import Foundation
import Knowledge
import Model
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
    var diff = AttackDiff(from: try facts(before), to: try facts(after))
    diff.claimsToReview = try claims(on: diff)
    var output = StandardOutput()
    if json {
      try output.write(ReportJSON.line(diff, keys: .convertToSnakeCase))
    } else {
      let terminal = Terminal(descriptor: STDOUT_FILENO)
      try output.write(AttackDiffText(terminal, showsAll: all).text(of: diff))
    }
    try output.flush()
  }

  /// Claims of the workspace's reports whose technique is not what it was.
  private func claims(on diff: AttackDiff) throws -> [AttackDiff.ClaimCount]? {
    guard let workspace else { return nil }
    do {
      let counts = try Workspace(directory: workspace, ifAbsent: .fail).reportCounts()
      return diff.changedTechniques.sorted().compactMap { id in
        counts[TechniqueID(rawValue: id)].map { .init(technique: id, reports: $0) }
      }
    } catch {
      throw Failure(message: error.description)
    }
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
