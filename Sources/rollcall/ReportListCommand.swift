import ArgumentParser
import Foundation
import Knowledge
import Scan
import WorkspaceStore

struct ReportListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract:
      "Lists the reports of the workspace and those that ATT&CK cites for uses of techniques."
  )

  @OptionGroup
  var knowledge: KnowledgeOption

  @Option(help: "Only reports on this technique.")
  var technique: String?

  @Option(help: "Only reports on this group, campaign or software.")
  var actor: String?

  @Flag(help: "As JSON lines.")
  var json = false

  func run() throws {
    let known = try knowledge.load()
    let technique = try technique.map {
      try known.look(up: $0, among: [.technique], what: "technique").index
    }
    let actor = try actor.map {
      try known.look(up: $0, among: ActorPage.kinds, what: "actor").index
    }
    let reports = ReportCatalogue(known.facts).reports { relation in
      (technique.map { $0 == relation.target } ?? true)
        && (actor.map { $0 == relation.source } ?? true)
    }
    var output = StandardOutput()
    try writeOwn(known, technique ?? actor, to: &output)
    for report in reports {
      try output.write(json ? ReportJSON.line(report, keys: .convertToSnakeCase) : line(report))
    }
    if !json {
      let versions = known.facts.releases.map(\.title).joined(separator: ", ")
      try output.write("\(reports.count) reports: \(ReportCatalogue.rule) (\(versions))\n")
    }
    try output.flush()
  }

  /// Reports that were taken into the workspace come first.
  private func writeOwn(
    _ known: LoadedKnowledge,
    _ subject: Int?,
    to output: inout StandardOutput
  ) throws {
    let id = subject.map { known.facts.objects[$0].id.rawValue }
    do {
      for report in try known.workspace?.reports(claiming: id) ?? [] {
        let title = report.title.isEmpty ? report.name : report.title
        try output.write(
          json
            ? ReportJSON.line(report, keys: .convertToSnakeCase)
            : "\(report.id)  \(VisibleText.escaped(title))  \(report.claimCount) claims\n"
        )
      }
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
  }

  private func line(_ correlated: CorrelatedReport) -> String {
    let report = correlated.report
    return
      "\(report.id)  \(VisibleText.escaped(report.title))  \(VisibleText.escaped(report.url))\n"
  }
}
