import ArgumentParser
import Custody
import Foundation
import Intake
import LogBytes
import Model
import Scan
import WorkspaceStore

struct EvidenceAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Takes in a file, a report, or what a finding or a saved hunt rests on, as exhibits.",
    discussion: """
      The lines of a finding, or of what a hunt found, are read again from where they were read,
      unpacked if need be, and must have the same SHA-256. A log that came from standard input is sent
      there once more.
      """
  )

  @Argument(help: "The file to take in.")
  var file: String?

  @Option(help: "Take in the lines that this finding cites, and the finding itself.")
  var finding: String?

  @Option(help: "Take in what runs of this saved hunt found, and the lines that they cite.")
  var hunt: String?

  @Option(help: "Take in a report of the workspace, as it was taken in there.")
  var report: String?

  @Option(
    help: ArgumentHelp(
      "With --finding or --hunt: where a log lies now that lay elsewhere then; may be repeated.",
      valueName: "then=now"
    )
  )
  var moved: [String] = []

  @Option(help: "The query, verbatim, whose result the file is.")
  var query: String?

  @Option(help: "The program that made the file, and its version, where that is another.")
  var sourceTool: String?

  @Option(help: "The zone of times in the file that are written without one.")
  var sourceZone: String?

  @Option(help: "file, finding, hunt-result, report or screenshot.")
  var kind: String = Exhibit.Kind.file.rawValue

  @Option(help: "The exhibit that the file was made of.")
  var parent: ExhibitID?

  @Flag(help: "The file is an unchanged working copy of --parent; without this it is derived.")
  var workingCopy = false

  @Option(help: "The machine that the bytes come from, where it is another.")
  var originHost: String?

  @OptionGroup
  var custody: CustodyOptions

  func validate() throws {
    guard [file, finding, hunt, report].count(where: { $0 != nil }) == 1 else {
      throw ValidationError("Name one of: a file, --finding, --hunt, --report.")
    }
    if finding == nil, hunt == nil, !moved.isEmpty {
      throw ValidationError("--moved needs --finding or --hunt.")
    }
    _ = try places()
    if Exhibit.Kind(rawValue: kind) == nil {
      throw ValidationError("--kind: '\(kind)' is unknown.")
    }
    if workingCopy, parent == nil { throw ValidationError("--working-copy needs --parent.") }
  }

  /// Where logs lie now, by where they lay.
  private func places() throws -> [String: String] {
    var places: [String: String] = [:]
    for text in moved {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw ValidationError("--moved: '\(text)' is not written as then=now.")
      }
      places[parts[0]] = parts[1]
      // Workspaces name logs from the root.
      let folder = FileManager.default.currentDirectoryPath
      places[LogName.absolute(parts[0], from: folder)] = parts[1]
    }
    return places
  }

  func run() throws {
    try reportingFailures {
      let locker = try custody.locker(ifAbsent: file == nil ? .fail : .create)
      var output = StandardOutput()
      for exhibit in try take(locker) {
        let digest = exhibit.digests.sha256.hexadecimal
        try output.write("\(exhibit.id)  \(digest)  \(VisibleText.escaped(exhibit.name))\n")
      }
      try output.flush()
    }
  }

  private func take(_ locker: EvidenceLocker<Workspace>) throws -> [Exhibit] {
    let lines = CitedLines(moved: try places(), readsStandardInput: true)
    if let finding {
      return try taken {
        try FindingIntake(locker, lines: lines, originHost: originHost).take(finding: finding)
      }
    }
    if let hunt {
      return try taken {
        try HuntIntake(locker, lines: lines, originHost: originHost).take(hunt: hunt)
      }
    }
    if let report { return [try original(of: report, locker)] }
    return [try whole(locker)]
  }

  private func whole(_ locker: EvidenceLocker<Workspace>) throws -> Exhibit {
    let path = file ?? ""
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
      let handle = FileHandle(forReadingAtPath: path)
    else { throw Failure(message: "\(path): cannot be opened as a file") }
    let new = NewExhibit(
      kind: Exhibit.Kind(rawValue: kind) ?? .file,
      form: form,
      parent: parent,
      name: (path as NSString).lastPathComponent,
      origin: Exhibit.Origin(host: originHost, path: path),
      circumstances: circumstances
    )
    return try locker.add(new, from: handle)
  }

  private var form: Exhibit.Form {
    parent == nil ? .original : workingCopy ? .workingCopy : .derived
  }

  private var circumstances: NewExhibit.Circumstances {
    NewExhibit.Circumstances(
      folder: FileManager.default.currentDirectoryPath,
      query: query,
      sourceTool: sourceTool,
      sourceZone: sourceZone
    )
  }

  private func taken(_ take: () throws -> TakenExhibits) throws -> [Exhibit] {
    do {
      let taken = try take()
      if taken.alreadyKnown > 0 {
        StandardError.write("\(taken.alreadyKnown) lines were exhibits before\n")
      }
      return taken.exhibits
    } catch let error as CitedLineError {
      throw Failure(message: error.message)
    } catch let error as InputError {
      throw Failure(message: error.message)
    }
  }

  private func original(of id: String, _ locker: EvidenceLocker<Workspace>) throws -> Exhibit {
    let summary = try locker.store.report(id: id).summary
    let new = NewExhibit(
      kind: .report,
      form: form,
      parent: parent,
      name: summary.title,
      origin: Exhibit.Origin(host: originHost, path: "\(Workspace.fileName) \(summary.id)"),
      circumstances: circumstances
    )
    let bytes = Data(try locker.store.originalOfReport(id: summary.id))
    return try locker.add([(new, bytes)])[0]
  }
}
