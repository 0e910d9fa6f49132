import ArgumentParser
import Custody
import Foundation

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
    abstract: "Withholds records or bytes; what remains still verifies.",
    discussion: """
      Writes an export without them: of the workspace, or with --from of an export that was made
      before. With --here the records are taken out of the workspace itself, for good; bytes go with
      'evidence record dispose'.
      """
  )

  @Argument(help: "The folder to make, or a file that ends in .zip.")
  var target: String?

  @Option(help: "An export of this workspace's log that is to be written anew with less in it.")
  var from: String?

  @Flag(help: "Take the records of --event out of the workspace itself.")
  var here = false

  @Option(help: "An event whose record is replaced by its leaf hash; may be repeated.")
  var event: [Int64] = []

  @Option(help: "An exhibit whose bytes are left out; may be repeated.")
  var exhibit: [ExhibitID] = []

  @OptionGroup
  var custody: CustodyOptions

  func validate() throws {
    guard here == (target == nil) else {
      throw ValidationError("Name either what to write or --here.")
    }
    if here, from != nil || !exhibit.isEmpty {
      throw ValidationError("--here takes --event only.")
    }
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
      let locker = try custody.locker()
      guard let target else { return try locker.withhold(Set(event)) }
      guard let from else {
        return try Exporter(locker, selection: selection).report(to: target, as: .redact)
      }
      let source = try ExportFiles.open(from)
      try ExportRedactor(locker, of: source, withholding: selection).redact(to: target)
        .report(target)
    }
  }
}

extension Exporter {
  fileprivate func report(to target: String, as action: CustodyEvent.Action) throws {
    try export(to: target, as: action).report(target)
  }
}

extension ExportSummary {
  fileprivate func report(_ target: String) {
    StandardError.write(
      "\(target): \(events) events (\(withheldEvents) withheld), \(exhibits) exhibits, "
        + "\(contents) contents (\(withheldContents) withheld)\n"
    )
  }
}

/// An export that lies in a folder or a ZIP file.
enum ExportFiles {
  /// - Throws: `CustodyError.badExport` where its outer form is not that of an export.
  static func open(_ path: String) throws -> any BagFiles {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure(message: "\(path): there is nothing here")
    }
    return isFolder.boolValue ? try FolderBag(path) : try ZipBag(path)
  }
}
