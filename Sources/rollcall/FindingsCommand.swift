import ArgumentParser
import Foundation
import LogFormats
import Model
import Scan
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
    try list(workspace, authorised: false) { try output.write(line($0)) }
    var isFirst = true
    try list(workspace, authorised: true) { finding in
      if isFirst { try output.write("authorised:\n") }
      isFirst = false
      try output.write("\(finding.authorisedBy ?? "")  \(line(finding))")
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

  private func line(_ finding: FindingSummary) -> String {
    let others = finding.sourceCount > 1 ? " +\(finding.sourceCount - 1)" : ""
    let source = VisibleText.escaped(finding.firstSource ?? "no source") + others
    return "\(finding.id.prefix(15))  \(finding.detectedAt.rfc3339)  \(source)  "
      + "\(finding.probes) probes, \(finding.absentCount) absent, "
      + "\(finding.confirmedCount) confirmed, \(finding.stageCount) later stages  "
      + finding.services.joined(separator: ",") + "\n"
  }

  private func write(
    _ workspace: Workspace,
    as format: OutputFormat,
    to output: inout StandardOutput
  ) throws {
    let terminal = Terminal(descriptor: STDOUT_FILENO)
    if format == .csv { try output.write(FindingCSV.header) }
    for authorised in [false, true] {
      var filter = filter
      filter.isAuthorised = authorised
      try workspace.forEachFinding(matching: filter, by: .latest) { finding in
        try format.writeOne(finding, terminal: terminal, rest: .workspace, to: &output)
      }
    }
  }
}
