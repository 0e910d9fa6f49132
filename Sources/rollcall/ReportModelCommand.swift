import ArgumentParser
import Foundation
import Intake
import Knowledge
import Model
import Scan
import WorkspaceStore

struct ReportModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model",
    abstract: "The model that ranks techniques: trains it on this machine, shows its card.",
    discussion: """
      The model learns from the procedure examples of the newest imported version of ATT&CK for Enterprise
      and from the verdicts on claims of techniques. 'rollcall report add' makes the first one; training
      again after a review takes its verdicts in. Old versions are kept.
      """,
    subcommands: [
      ReportModelCardCommand.self,
      ReportModelTrainCommand.self,
      ReportModelVersionsCommand.self,
    ]
  )
}

struct ReportModelTrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Learns a new model from ATT&CK's examples and all verdicts, and keeps it."
  )

  @OptionGroup
  var option: WorkspaceOption

  @Flag(help: "As one JSON object.")
  var json = false

  func run() throws {
    let store = try option.open()
    do {
      let workshop = try RankerWorkshop(store, toolVersion: Rollcall.version)
      guard let kept = try workshop.train(at: Timestamp(Date())) else {
        throw Failure(
          message: "no version of ATT&CK for Enterprise was imported: rollcall attack import FILE"
        )
      }
      var output = StandardOutput()
      try output.write(try ModelText.card(kept.card, version: kept.version, json: json))
      try output.flush()
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
  }
}

struct ReportModelCardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "card",
    abstract: "Shows what a kept model was made of, how well it does and what it is not for."
  )

  @Argument(help: "The version; the newest if not given.")
  var version: Int64?

  @OptionGroup
  var option: WorkspaceOption

  @Flag(help: "As one JSON object.")
  var json = false

  func run() throws {
    let store = try option.open()
    do {
      let models = try store.models()
      guard let record = models.first(where: { version == nil || $0.version == version }) else {
        throw Failure(
          message: version.map { "there is no model \($0)" }
            ?? "there is no model yet: rollcall report model train"
        )
      }
      let card = try JSONDecoder().decode(RankerCard.self, from: Data(record.card.utf8))
      var output = StandardOutput()
      try output.write(try ModelText.card(card, version: record.version, json: json))
      try output.flush()
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
  }
}

struct ReportModelVersionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "versions",
    abstract: "Lists the kept models, newest first."
  )

  @OptionGroup
  var option: WorkspaceOption

  @Flag(help: "As JSON lines.")
  var json = false

  private struct Line: Encodable {
    var version: Int64
    var trainedAt: Timestamp
    var toolVersion: String
    var card: RankerCard
  }

  func run() throws {
    let store = try option.open()
    do {
      var output = StandardOutput()
      for record in try store.models() {
        let card = try JSONDecoder().decode(RankerCard.self, from: Data(record.card.utf8))
        let line = Line(
          version: record.version,
          trainedAt: record.trainedAt,
          toolVersion: record.toolVersion,
          card: card
        )
        try output.write(
          json
            ? ReportJSON.line(line, keys: .convertToSnakeCase)
            : "\(record.version)  \(record.trainedAt.rfc3339)  \(card.attack), \(card.procedures) "
              + "examples, \(card.acceptedVerdicts) accepted and \(card.rejectedVerdicts) rejected\n"
        )
      }
      try output.flush()
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
  }
}

/// The card of a model for a terminal.
enum ModelText {
  private struct Line: Encodable {
    var version: Int64
    var card: RankerCard
  }

  static func card(_ card: RankerCard, version: Int64, json: Bool) throws -> String {
    if json {
      return try ReportJSON.line(Line(version: version, card: card), keys: .convertToSnakeCase)
    }
    var text = PageText(Terminal(descriptor: STDOUT_FILENO), showsAll: true)
    text.title("Model \(version) · \(card.techniques) techniques (\(card.attack))")
    text.paragraph(
      "Learned from \(card.procedures) procedure examples of ATT&CK, \(card.acceptedVerdicts) accepted and "
        + "\(card.rejectedVerdicts) rejected sentences, in \(seconds(card.trainingSeconds)) s of processor."
    )
    text.paragraph(
      "\(card.features) features, \(card.weights) weights, \(card.byteCount) bytes. Shows a technique from a "
        + "chance of \(Int((card.threshold * 100).rounded())) % on; calibrated on \(card.calibration)."
    )
    if let check = card.verdictCheck {
      text.heading("On verdicts of reports that it had not seen", "\(check.reports) reports")
      text.paragraph(
        "accepted sentences whose technique is first: \(check.first) of \(check.accepted), "
          + "without verdicts \(check.firstWithoutVerdicts)"
      )
      text.paragraph(
        "among the first ten: \(check.firstTen) of \(check.accepted), "
          + "without verdicts \(check.firstTenWithoutVerdicts)"
      )
      text.paragraph(
        "rejected sentences whose technique is still first: \(check.stillFirst) of \(check.rejected), "
          + "without verdicts \(check.stillFirstWithoutVerdicts)"
      )
    }
    text.heading("Use")
    text.paragraph(card.use)
    text.paragraph(card.limits)
    return text.text
  }

  private static func seconds(_ seconds: Double) -> String {
    String(format: "%.1f", seconds)
  }
}
