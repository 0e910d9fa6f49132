import ArgumentParser
import Custody

struct EvidenceExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes a folder, or a ZIP file, that a stranger can verify."
  )

  @Argument(help: "The folder to make, or a file that ends in .zip.")
  var target: String

  @Option(help: "Only this exhibit and what it was made of; may be repeated.")
  var exhibit: [ExhibitID] = []

  @OptionGroup
  var custody: CustodyOptions

  func run() throws {
    let selection = ExportSelection(only: exhibit.isEmpty ? nil : Set(exhibit))
    try reportingFailures {
      try Exporter(custody.locker(), selection: selection).report(to: target, as: .export)
    }
  }
}

struct EvidenceRedactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redact",
    abstract: "Writes an export without some records or bytes; it still verifies."
  )

  @Argument(help: "The folder to make, or a file that ends in .zip.")
  var target: String

  @Option(help: "An event whose record is replaced by its leaf hash; may be repeated.")
  var event: [Int64] = []

  @Option(help: "An exhibit whose bytes are left out; may be repeated.")
  var exhibit: [ExhibitID] = []

  @OptionGroup
  var custody: CustodyOptions

  func validate() throws {
    if event.isEmpty, exhibit.isEmpty {
      throw ValidationError("Name what to withhold with --event or --exhibit.")
    }
    if event.contains(where: { $0 < 0 }) { throw ValidationError("Events count from 0.") }
  }

  func run() throws {
    let selection = ExportSelection(
      withheldEvents: Set(event),
      withheldContents: Set(exhibit)
    )
    try reportingFailures {
      try Exporter(custody.locker(), selection: selection).report(to: target, as: .redact)
    }
  }
}

extension Exporter {
  fileprivate func report(to target: String, as action: CustodyEvent.Action) throws {
    let summary = try export(to: target, as: action)
    StandardError.write(
      "\(target): \(summary.events) events (\(summary.withheldEvents) withheld), "
        + "\(summary.exhibits) exhibits, \(summary.contents) contents "
        + "(\(summary.withheldContents) withheld)\n"
    )
  }
}
