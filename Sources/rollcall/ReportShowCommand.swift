import ArgumentParser
import Foundation
import Knowledge
import Model
import Scan
import WorkspaceStore

struct ReportShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows what a report is cited for, or what a report of the workspace claims."
  )

  @Argument(help: "The report's id, as in ar-0123456789ab, or the first characters of it.")
  var id: String

  @OptionGroup
  var knowledge: KnowledgeOption

  @Flag(help: "As one JSON object; of a workspace's report, with one more for each claim.")
  var json = false

  @Flag(help: "List everything, however long.")
  var all = false

  func run() throws {
    let known = try knowledge.load()
    if id.hasPrefix("rp-") { return try showOwn(known) }
    let catalogue = ReportCatalogue(known.facts)
    let found = catalogue.look(up: id)
    guard let index = found.first else { throw Failure(message: "no report has the id \(id)") }
    if found.count > 1 {
      let ids = found.prefix(10).map { catalogue.report($0).id }
      throw Failure(
        message: "\(id) is the start of \(found.count) ids: \(ids.joined(separator: ", "))"
      )
    }
    let page = catalogue.page(
      index,
      texts: try known.texts(about: catalogue.textSubjects(of: index))
    )
    var output = StandardOutput()
    try output.write(json ? ReportJSON.line(page, keys: .convertToSnakeCase) : text(page))
    try output.flush()
  }

  private func showOwn(_ known: LoadedKnowledge) throws {
    guard let workspace = known.workspace else {
      throw Failure(message: "\(id) is a report of a workspace: add --workspace")
    }
    do {
      let report = try workspace.report(id: id)
      var output = StandardOutput()
      let summary = report.summary
      if json {
        try output.write(ReportJSON.line(summary, keys: .convertToSnakeCase))
        for claim in report.claims {
          try output.write(ReportJSON.line(claim, keys: .convertToSnakeCase))
        }
      } else {
        try output.write(
          "\(summary.id) · \(summary.format) · reliability \(summary.reliability.rawValue) · "
            + "TLP:\(summary.trafficLight.rawValue.uppercased())\n"
            + "\(VisibleText.escaped(summary.title))\nsha256 \(summary.sha256)\n\n"
        )
        let shown = all ? report.claims.count : min(report.claims.count, 50)
        for claim in report.claims.prefix(shown) {
          try output.write(ClaimText.line(claim, in: report.text) + "\n")
        }
        if shown < report.claims.count {
          try output.write("… and \(report.claims.count - shown) more: --all or --json\n")
        }
      }
      try output.flush()
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
  }

  private func text(_ page: ReportPage) -> String {
    var text = PageText(Terminal(descriptor: STDOUT_FILENO), showsAll: all)
    text.title("\(page.report.id) · \(page.report.published ?? "no date")")
    text.title(page.report.title)
    text.paragraph(page.report.url, .quiet)
    text.heading("Cited for", page.releases.joined(separator: ", "))
    text.list(page.claims) { claim, text in
      text.paragraph(
        "\(claim.source.id) \(claim.source.name) \(claim.relation) "
          + "\(claim.target.id) \(claim.target.name)"
      )
      if let words = claim.text { text.paragraph(words, level: 2) }
    }
    if !page.mentionedBy.isEmpty {
      text.heading("Named in the text on")
      text.list(page.mentionedBy) { $1.paragraph("\($0.id) \($0.name)") }
    }
    return text.text
  }
}
