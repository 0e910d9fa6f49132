import ArgumentParser
import Foundation
import LogBytes
import Mitigation
import Model
import Scan
import WorkspaceStore

struct MitigationCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Reads logs and configurations, and says of each control what they show.",
    discussion: """
      Configurations are told from logs by their content: postconf -n, sshd_config, exports of
      Keycloak, WordPress, Entra, Exchange, AD FS, Teams, SharePoint, GitLab, Okta and Cognito, DNS
      zones. 'rollcall mitigation list' says what would tell of a control that is unknown.
      """
  )

  @Argument(help: "Logs, configurations, or folders of them.")
  var paths: [String]

  @OptionGroup
  var reading: LogReadingOptions

  @Option(help: "Only what was logged from this day or time (UTC) on, as after a change.")
  var since: MomentOption?

  @Option(help: "File with your canary names, one a line.")
  var canaries: String?

  @Option(help: "File with all names of the directory, one a line: for canaries and for the audit.")
  var names: String?

  @Option(help: "Workspace to record the states in.")
  var workspace: String?

  @Flag(help: "One JSON object a control.")
  var json = false

  func validate() throws {
    if canaries != nil, names == nil {
      throw ValidationError("--canaries needs --names: the directory that they should lie in.")
    }
  }

  func run() async throws {
    let check = MitigationCheck(
      paths: paths,
      options: reading.options(paths: paths),
      since: since?.moment,
      canaries: try canaryNames(),
      directory: try names.map(Self.text)
    )
    let result = try await check.run()
    let (before, duties) = try record(result)
    var output = StandardOutput()
    for record in result.records {
      if json {
        try output.write(try ReportJSON.line(record, keys: .convertToSnakeCase))
      } else {
        let now = Timestamp(Date())
        try output.write(ControlText().text(of: record, duty: duties[record.id], at: now))
        if let state = before[record.id] { try output.write("  was \(state.rawValue) before\n") }
      }
    }
    try output.flush()
    try report(result)
  }

  private static func text(of path: String) throws -> String {
    do throws(InputError) {
      return String(decoding: try LogFiles().bytes(of: path), as: UTF8.self)
    } catch {
      throw Failure(error)
    }
  }

  private func canaryNames() throws -> CanaryNames? {
    guard let canaries, let names else { return nil }
    return CanaryNames(
      file: canaries,
      canaryText: try Self.text(of: canaries),
      directoryText: try Self.text(of: names)
    )
  }

  private func record(
    _ result: MitigationCheck.Result
  ) throws -> (before: [String: ControlState], duties: [String: ControlDuty]) {
    guard let workspace else { return ([:], [:]) }
    do {
      let store = try Workspace(directory: workspace)
      let before = try store.recordControls(
        result.records,
        at: Timestamp(Date()),
        toolVersion: Rollcall.version
      )
      return (before, try store.controlDuties())
    } catch {
      throw Failure(error)
    }
  }

  private func report(_ result: MitigationCheck.Result) throws {
    for (file, title) in result.configurations {
      StandardError.write("\(VisibleText.escaped(file)): read as \(title)\n")
    }
    StandardError.write("\(result.logs.count) other files read as logs\n")
    for note in result.notes { StandardError.write("\(VisibleText.escaped(note.text))\n") }
    for failure in result.failures {
      StandardError.write("rollcall: \(VisibleText.escaped(failure.text))\n")
    }
    if !result.failures.isEmpty { throw ExitCode(ExitStatus.failed) }
  }
}
