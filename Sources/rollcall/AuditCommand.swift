import ArgumentParser
import Foundation
import LogBytes
import Mitigation
import Model
import Scan
import WorkspaceStore

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Finds endpoints whose answers tell who exists, in logs of what was asked already.",
    discussion: """
      Reads access logs (response times of nginx's $request_time or Apache's %D behind the usual
      fields), IIS logs with time-taken, mail and sign-in logs, and lines that an application writes of
      itself. Who exists is known by --names, by other logs and by findings. It asks nobody anything.
      """
  )

  @Argument(help: "Logs, or folders of them.")
  var paths: [String]

  @OptionGroup
  var reading: LogReadingOptions

  @Option(help: "File with all names of the directory, one a line: names not in it do not exist.")
  var names: String?

  @Option(help: "Compare before with since this day or time (UTC), as after a fix.")
  var since: MomentOption?

  @Option(help: "Workspace to keep the audit in; shows what changed against the one before.")
  var workspace: String?

  @Flag(help: "One JSON object.")
  var json = false

  private struct Report: Encodable {
    var audit: ExposureAudit
    var before: ExposureAudit?
    var since: ExposureAudit?
    /// Against the audit that the workspace kept last.
    var changes: [String]
  }

  func run() async throws {
    let store = try openWorkspace()
    let run = ExposureAuditRun(
      paths: paths,
      options: reading.options(paths: paths),
      labels: try labels(store),
      since: since?.moment
    )
    let result = try await run.run()
    let report = Report(
      audit: result.whole,
      before: result.before,
      since: result.since,
      changes: try record(result.since ?? result.whole, in: store)
    )
    var output = StandardOutput()
    try output.write(
      json ? try ReportJSON.line(report, keys: .convertToSnakeCase) : Self.text(of: report)
    )
    try output.flush()
    for note in result.notes { StandardError.write("\(VisibleText.escaped(note.text))\n") }
    for failure in result.failures {
      StandardError.write("rollcall: \(VisibleText.escaped(failure.text))\n")
    }
    if !result.failures.isEmpty { throw ExitCode(ExitStatus.failed) }
  }

  private func openWorkspace() throws -> Workspace? {
    do {
      return try workspace.map { try Workspace(directory: $0) }
    } catch {
      throw Failure(error)
    }
  }

  private func labels(_ store: Workspace?) throws -> ExistenceLabels {
    do {
      let directory = try names.map { path in
        String(decoding: try LogFiles().bytes(of: path), as: UTF8.self)
      }
      let confirmed = try store?.namesConfirmedOffTheWeb() ?? []
      return ExistenceLabels(directory: directory, confirmed: confirmed)
    } catch {
      throw Failure(error)
    }
  }

  private func record(_ audit: ExposureAudit, in store: Workspace?) throws -> [String] {
    guard let store else { return [] }
    do {
      let earlier = try store.kept(.exposureAudit, limit: 1).first
      try store.record(
        .exposureAudit,
        content: try ReportJSON.line(audit),
        at: Timestamp(Date()),
        toolVersion: Rollcall.version
      )
      guard let earlier else { return [] }
      let before = try JSONDecoder().decode(ExposureAudit.self, from: Data(earlier.content.utf8))
      return audit.changes(since: before)
    } catch {
      throw Failure(error)
    }
  }

  private static func text(of report: Report) -> String {
    var text = report.audit.text
    if let before = report.before, let since = report.since {
      text += "\nBefore and since:\n"
      text += lines(since.changes(since: before))
    }
    if !report.changes.isEmpty {
      text += "\nAgainst the audit before:\n" + lines(report.changes)
    }
    return text
  }

  private static func lines(_ changes: [String]) -> String {
    changes.isEmpty
      ? "  nothing told who exists, before or since\n"
      : changes.map { "  \(VisibleText.escaped($0))\n" }.joined()
  }
}
