import ArgumentParser
import Foundation
import LogFormats
import Model
import Scan
import Web
import WorkspaceStore

struct FindingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "findings",
    abstract: "Lists the findings of a workspace, newest first."
  )

  @OptionGroup
  var location: WorkspaceOption

  @Option(help: "list, table, jsonl, ocsf or csv.")
  var format: String = "list"

  @Option(help: "Only findings with this source.")
  var source: String?

  @Option(help: "Only findings with this account.")
  var account: String?

  @OptionGroup
  var triage: TriageOptions

  @Flag(help: "Also findings that a longer version of the same log has replaced.")
  var all = false

  func validate() throws {
    if format != "list", OutputFormat(rawValue: format) == nil {
      throw ValidationError("--format: '\(format)' is none of list, table, jsonl, ocsf, csv.")
    }
  }

  func run() throws {
    let workspace = try location.open()
    var output = StandardOutput()
    do {
      if let format = OutputFormat(rawValue: format) {
        try write(workspace, as: format, to: &output)
      } else {
        try list(workspace, to: &output)
      }
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
    try output.flush()
  }

  private var filter: FindingFilter {
    FindingFilter(source: source, account: account, includingSuperseded: all)
  }

  private func list(_ workspace: Workspace, to output: inout StandardOutput) throws {
    let places = try places(workspace)
    let rule = triage.ruleOrUsual
    var cut = 0
    try list(workspace, authorised: false) { finding in
      let place = places[finding.id]
      if !rule.shows(place) { cut += 1 } else { try output.write(line(finding, place)) }
    }
    reportCut(cut)
    var isFirst = true
    try list(workspace, authorised: true) { finding in
      if isFirst { try output.write("authorised:\n") }
      isFirst = false
      try output.write("\(finding.authorisedBy ?? "")  \(line(finding, nil))")
    }
  }

  private func list(
    _ workspace: Workspace,
    authorised: Bool,
    _ body: (FindingSummary) throws -> Void
  ) throws {
    var filter = filter
    filter.isAuthorised = authorised
    var cursor: FindingCursor?
    repeat {
      let page = try workspace.findings(matching: filter, by: .latest, limit: 500, after: cursor)
      for finding in page.findings { try body(finding) }
      cursor = page.next
    } while cursor != nil
  }

  /// The place of each open finding among those that the filter lets through.
  private func places(_ workspace: Workspace) throws -> [String: Finding.Triage] {
    var subjects: [TriageRule.Subject] = []
    try list(workspace, authorised: false) { subjects.append(TriageRule.Subject($0)) }
    return triage.ruleOrUsual.triage(subjects)
  }

  private func reportCut(_ count: Int) {
    guard count > 0 else { return }
    StandardError.write("budget: \(count) findings not shown\n")
  }

  private func line(_ finding: FindingSummary, _ place: Finding.Triage?) -> String {
    let others = finding.sourceCount > 1 ? " +\(finding.sourceCount - 1)" : ""
    let source = VisibleText.escaped(finding.firstSource ?? "no source") + others
    return "\(finding.id.prefix(15))  \(finding.lastSeen.rfc3339)  \(source)  "
      + "\(finding.probes) probes, \(finding.absentCount) absent, "
      + "\(finding.confirmedCount) confirmed, \(finding.stageCount) later stages  "
      + finding.services.joined(separator: ",")
      + (place.map { "  \($0.state.rawValue), rank \($0.rank)" } ?? "") + "\n"
  }

  private func write(
    _ workspace: Workspace,
    as format: OutputFormat,
    to output: inout StandardOutput
  ) throws {
    let terminal = Terminal(descriptor: STDOUT_FILENO)
    if format == .csv { try output.write(FindingCSV.header) }
    let rule = triage.rule
    let places = rule == nil ? [:] : try places(workspace)
    var cut = 0
    for authorised in [false, true] {
      var filter = filter
      filter.isAuthorised = authorised
      try workspace.forEachFinding(matching: filter, by: .latest) { finding in
        var finding = finding
        finding.triage = places[finding.id]
        if let rule, !rule.shows(finding.triage) {
          cut += 1
          return
        }
        try format.writeOne(
          finding,
          terminal: terminal,
          rest: .workspace(location.workspace),
          to: &output
        )
      }
    }
    reportCut(cut)
  }
}
