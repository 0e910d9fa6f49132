import ArgumentParser
import Foundation
import Lab
import LogFormats
import Model

struct LabCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lab",
    abstract: "Writes logs of an invented company, with campaigns in them and the truth beside.",
    discussion: """
      DIR is made, or must be empty; it gets the logs and truth.json. The same options write the same
      bytes. What a detector finds in a lab says nothing of what it finds in real logs.

      Scenarios: \(CampaignScenario.allCases.map(\.rawValue).joined(separator: ", ")).
      """
  )

  @Argument(help: ArgumentHelp("Folder to write.", valueName: "dir"))
  var folder: String

  @Option(help: "What everything is drawn from.")
  var seed: UInt64

  @Option(help: "What honest people and programs do, over all logs.")
  var events: Int = 200_000

  @Option(help: "Days that the logs span, from 2 March 2026.")
  var days: Int = 30

  @Option(help: "People of the company; drawn from the seed if not given.")
  var people: Int?

  @Option(help: "A campaign to plant, by its scenario; may be repeated. All that fit if not given.")
  var scenario: [CampaignScenario] = []

  @Option(
    help:
      "A log format to write (see 'rollcall formats'); may be repeated. If not given, all that the company has."
  )
  var format: [String] = []

  @Flag(help: "Plant no campaign.")
  var benignOnly = false

  func validate() throws {
    if benignOnly, !scenario.isEmpty {
      throw ValidationError("--benign-only and --scenario exclude each other.")
    }
    _ = try logs()
  }

  func run() throws {
    let logs = try logs()
    let fitting = CampaignScenario.allCases.filter { !$0.places(in: logs).isEmpty }
    let parameters = LabParameters(
      seed: seed,
      benignEvents: events,
      days: days,
      logs: logs,
      scenarios: benignOnly ? [] : (scenario.isEmpty ? fitting : scenario),
      people: people
    )
    do {
      let truth = try Lab.write(to: folder, parameters)
      try report(truth)
    } catch let error as LabError {
      throw Failure(message: error.description)
    }
  }

  private func logs() throws -> [LabLog] {
    for id in format where !LabLog.allCases.contains(where: { $0.format == id }) {
      let known = Set(LabLog.allCases.map(\.format)).sorted().joined(separator: ", ")
      throw ValidationError("--format: the lab does not write '\(id)'; it writes \(known).")
    }
    if format.isEmpty { return LabLog.usual(seed: seed) }
    return LabLog.allCases.filter { format.contains($0.format) }
  }

  private func report(_ truth: LabTruth) throws {
    var output = StandardOutput()
    for log in truth.logs {
      try output.write("\(log.fileName)  \(log.format)  \(log.lines) lines\n")
    }
    try output.write(
      "\(truth.benignEvents) honest events, \(truth.campaigns.count) campaigns, "
        + "\(truth.situations.count) honest situations that look like one\n"
    )
    try output.flush()
  }
}

extension CampaignScenario: ExpressibleByArgument {}
