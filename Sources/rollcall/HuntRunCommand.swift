import ArgumentParser
import Foundation
import Hunting
import LogFormats
import Model
import Scan
import Sigma
import WorkspaceStore

struct HuntRunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs a hunt over logs and shows what it found, with the lines.",
    discussion: """
      HUNT is a hunt of the library ('all' for every one), a hunt that was saved in the workspace, or
      a Sigma rule file or a folder of them. Rules that cannot be run are refused with file and line.
      """
  )

  /// Of one result of a saved hunt; the run itself shows as many as asked for.
  private static let linesKept = 1000

  @Argument(help: "A hunt, a rule file or a folder of rules.")
  var hunt: String

  @Argument(help: "Logs to read, as 'rollcall scan' takes them; none for hunts over findings.")
  var paths: [String] = []

  @OptionGroup
  var target: HuntTargetOptions

  @Option(help: "Workspace with saved hunts and findings; a saved hunt shows what is new.")
  var workspace: String?

  @Option(help: "Which format the logs have (see 'rollcall formats').")
  var format: String?

  @Option(help: "Zone of times that are written without one, as in Europe/Zurich.")
  var timezone: String = "UTC"

  @Option(help: "Year of the first line of logs that leave years out.")
  var year: Int?

  @Option(help: "Workers; the number of processors if not given.")
  var threads: Int?

  @Option(help: "Lines shown of each result.")
  var limit: Int = 10

  @Flag(help: "One JSON object a rule.")
  var json = false

  @Flag(help: "Show the text of the lines, which may hold names and passwords typed as names.")
  var text = false

  func validate() throws {
    if limit < 0 { throw ValidationError("--limit must be 0 or more.") }
    try checkThreads(threads)
    if let format, LogFormats.named(format) == nil {
      throw ValidationError("--format: '\(format)' is unknown; see 'rollcall formats'.")
    }
    if TimeZone(identifier: timezone) == nil {
      throw ValidationError(
        "--timezone: '\(timezone)' is not a zone; write one as in Europe/Zurich."
      )
    }
    _ = try target.parameters()
  }

  func run() async throws {
    let (selection, saved) = try select()
    try checkParameters(of: selection)
    let (plan, refused) = HuntPlan.make(selection.rules)
    let errors = selection.errors + refused
    for error in errors { StandardError.write("rollcall: \(error.text)\n") }
    guard !plan.rules.rules.isEmpty else { throw ExitCode(ExitStatus.failed) }
    try checkInputs(of: plan)
    let run = HuntRun(
      plan,
      options,
      findings: try findings(for: plan),
      lineLimit: saved == nil ? limit : nil
    )
    let startedAt = Timestamp(Date())
    var report = try await run.run()
    if let saved { try record(&report, of: saved, startedAt: startedAt) }
    try write(report)
    if !errors.isEmpty { StandardError.write("\(errors.count) rules refused\n") }
    for failure in report.failures { StandardError.write("rollcall: \(failure.text)\n") }
    if !report.failures.isEmpty { throw ExitCode(ExitStatus.failed) }
  }

  /// A hunt that has nothing to look at is an error, not "nothing found".
  private func checkInputs(of plan: HuntPlan) throws {
    if paths.isEmpty, !plan.readsFindings {
      throw Failure(message: "the hunt reads logs: name some")
    }
    if workspace == nil, !plan.readsLogs {
      throw Failure(message: "the hunt reads findings: name their workspace with --workspace")
    }
    if workspace == nil, paths.isEmpty {
      throw Failure(message: "name logs to read, or a --workspace with findings")
    }
  }

  private func findings(for plan: HuntPlan) throws -> FindingReader? {
    guard let workspace, plan.readsFindings else { return nil }
    do {
      let store = try Workspace(directory: workspace, ifAbsent: .fail)
      return { body in try store.forEachFinding(body) }
    } catch {
      throw Failure(message: error.description)
    }
  }

  private var options: ScanOptions {
    ScanOptions(
      paths: paths,
      format: format.flatMap { LogFormats.named($0) },
      zone: TimeZone(identifier: timezone) ?? .gmt,
      firstYear: year,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount
    )
  }

  /// A saved hunt goes before one of the library, and that before a file.
  private func select() throws -> (HuntSelection, saved: (Workspace, SavedHunt)?) {
    let parameters = try target.parameters()
    if let workspace {
      do {
        let store = try Workspace(directory: workspace, ifAbsent: .fail)
        if let saved = try store.savedHunts().first(where: { $0.name == hunt }) {
          let values = saved.parameters.merging(parameters) { $1 }
          let selection = HuntSelection(text: saved.rules, name: hunt, parameters: values)
          return (selection, (store, saved))
        }
      } catch {
        throw Failure(message: error.description)
      }
    }
    return (try HuntSelection(named: hunt, parameters: parameters), nil)
  }

  private func checkParameters(of selection: HuntSelection) throws {
    for name in try target.parameters().keys.sorted() where !selection.knows(parameter: name) {
      throw Failure(message: "--set: no rule has a parameter '\(name)'")
    }
  }

  private func record(
    _ report: inout HuntReport,
    of saved: (Workspace, SavedHunt),
    startedAt: Timestamp
  ) throws {
    let sightings = report.sightings
    let contents = try report.contents(
      of: sightings,
      limit: Self.linesKept,
      from: FileManager.default.currentDirectoryPath
    )
    do {
      let isNew = try saved.0.recordHuntRun(
        of: saved.1.name,
        seen: zip(sightings, contents).map {
          SeenByHunt(rule: $0.rule, key: $0.key, lastTime: $0.lastTime, content: $1)
        },
        startedAt: startedAt,
        toolVersion: Rollcall.version
      )
      let new = zip(sightings, isNew).filter(\.1).map(\.0)
      report.mark(new: Set(new), limit: limit)
    } catch {
      throw Failure(message: error.description)
    }
  }

  private func write(_ report: HuntReport) throws {
    var output = StandardOutput()
    for hunt in report.hunts {
      try output.write(
        json ? try ReportJSON.line(hunt) : HuntText(showsText: text).text(of: hunt)
      )
    }
    try output.flush()
    if report.unreadRecords > 0 {
      StandardError.write("\(report.unreadRecords) records could not be read\n")
    }
  }
}

extension HuntSelection {
  /// A hunt of the library, or else a path.
  init(named name: String, parameters: [String: String]) throws {
    if let hunt = HuntSelection(library: name, parameters: parameters) {
      self = hunt
    } else if FileManager.default.fileExists(atPath: name) {
      self = HuntSelection(path: name, parameters: parameters)
    } else {
      throw Failure(
        message: "'\(name)' is no hunt and no file; 'rollcall hunt list' names the hunts"
      )
    }
  }
}
