import ArgumentParser
import Foundation
import Intake
import Knowledge
import Model
import Scan
import WorkspaceStore

struct ReportAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Takes a report, or every report in a folder, into a workspace.",
    discussion: """
      Text, Markdown, HTML, PDF, DOCX, STIX 2.1 bundles and MISP events of up to 64 MB; nothing is
      fetched. What the text names becomes claims, which 'rollcall report review' accepts or rejects.
      A folder is read with the folders in it; links, pipes and what begins with a dot are counted and
      passed over. A file that cannot be taken in is named, the others are still taken, and the exit status is 2.
      """
  )

  @Argument(help: "A file, or a folder whose files are taken in order of their paths.")
  var path: String

  @Option(help: "The workspace folder; made if it is not there.")
  var workspace: String

  @Option(help: "How far the source can be trusted: A, B, C, D, E or F (Admiralty scale).")
  var reliability: String = SourceReliability.unknown.rawValue

  @Flag(help: "As JSON lines.")
  var json = false

  @Option(
    help: """
      Who may be told: clear, green, amber, amber+strict or red (TLP 2.0). Without it what the report says \
      of itself, or amber.
      """
  )
  var tlp: String?

  func validate() throws {
    if SourceReliability(rawValue: reliability) == nil {
      throw ValidationError("--reliability: '\(reliability)' is not one of A to F.")
    }
    if let tlp, TrafficLight(rawValue: tlp) == nil {
      throw ValidationError("--tlp: '\(tlp)' is no label of TLP 2.0.")
    }
  }

  func run() throws {
    let found = try ReportFiles(at: path)
    for remark in found.passedOver {
      StandardError.write("rollcall: not looked at: \(remark)\n")
    }
    let files = found.files
    do {
      let store = try Workspace(directory: workspace)
      var intake = try ReportIntake(
        store,
        facts: try LoadedKnowledge(store, wanted: nil).facts,
        toolVersion: Rollcall.version,
        at: Timestamp(Date())
      )
      if intake.model == nil {
        StandardError.write(
          "rollcall: techniques are not ranked: no version of ATT&CK was imported (rollcall attack import)\n"
        )
      }
      var output = StandardOutput()
      var failures = 0
      for file in files {
        do {
          try output.write(try line(try take(file, into: &intake)))
        } catch let error as ReportError {
          failures += 1
          StandardError.write("rollcall: \(VisibleText.escaped(error.message))\n")
        }
      }
      try output.flush()
      if failures > 0 { throw Failure(message: "\(failures) of \(files.count) files not taken in") }
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
  }

  private func take(_ file: String, into intake: inout ReportIntake) throws -> ReportIntake.Taken {
    try intake.take(
      ReportFiles.bytes(of: file),
      file: file,
      named: (file as NSString).lastPathComponent,
      reliability: SourceReliability(rawValue: reliability) ?? .unknown,
      trafficLight: tlp.flatMap { TrafficLight(rawValue: $0) },
      at: Timestamp(Date())
    )
  }

  private struct Line: Encodable {
    var id: String
    var name: String
    var title: String
    var format: String
    var sha256: String
    var isNew: Bool
    var wasCut: Bool
    var claims: Int
    var rankedTechniques: Int
    var abstained: Int?
    var model: Int64?
    var nearDuplicateOf: String?
    var trafficLight: String
    var leftOut: [String: Int]
  }

  private func line(_ taken: ReportIntake.Taken) throws -> String {
    let report = taken.report
    let ranked = report.claims.count { $0.method == .ranked }
    if json {
      return try ReportJSON.line(
        Line(
          id: report.id,
          name: report.name,
          title: report.text.title,
          format: report.format,
          sha256: report.sha256,
          isNew: taken.isNew,
          wasCut: report.text.wasCut,
          claims: report.claims.count,
          rankedTechniques: ranked,
          abstained: taken.ranking?.abstained,
          model: taken.ranking?.model,
          nearDuplicateOf: report.nearDuplicateOf,
          trafficLight: report.trafficLight.rawValue,
          leftOut: taken.leftOut
        ),
        keys: .convertToSnakeCase
      )
    }
    let name = VisibleText.escaped(report.name)
    if !taken.isNew { return "\(report.id)  \(name)  already here\n" }
    var line = "\(report.id)  \(name)  \(report.format), \(report.claims.count) claims"
    if let ranking = taken.ranking {
      line +=
        ", \(ranked) techniques ranked by model \(ranking.model), \(ranking.abstained) held back"
    }
    if report.trafficLight != .amber { line += ", TLP \(report.trafficLight.rawValue)" }
    if report.text.wasCut { line += ", cut at the limit" }
    if let original = report.nearDuplicateOf { line += ", says the same as \(original)" }
    for (reason, count) in taken.leftOut.sorted(by: { $0.key < $1.key }) {
      line += "; left out: \(count) \(reason)"
    }
    return line + "\n"
  }
}
