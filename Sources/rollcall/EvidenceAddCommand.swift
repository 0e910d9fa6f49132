import ArgumentParser
import Custody
import Foundation
import LogBytes
import Model
import Scan
import WorkspaceStore

struct EvidenceAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Takes a file in as an exhibit, or the lines that a finding cites."
  )

  @Argument(help: "The file to take in.")
  var file: String?

  @Option(help: "Take in the lines that this finding cites, from plain files.")
  var finding: String?

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
    guard (file == nil) != (finding == nil) else {
      throw ValidationError("Name either a file or --finding.")
    }
    if Exhibit.Kind(rawValue: kind) == nil {
      throw ValidationError("--kind: '\(kind)' is unknown.")
    }
    if workingCopy, parent == nil { throw ValidationError("--working-copy needs --parent.") }
  }

  func run() throws {
    try reportingFailures {
      let locker = try custody.locker(ifAbsent: finding == nil ? .create : .fail)
      var output = StandardOutput()
      for exhibit in try finding.map({ try lines(of: $0, locker) }) ?? [try whole(locker)] {
        let digest = exhibit.digests.sha256.hexadecimal
        try output.write("\(exhibit.id)  \(digest)  \(VisibleText.escaped(exhibit.name))\n")
      }
      try output.flush()
    }
  }

  private func whole(_ locker: EvidenceLocker<Workspace>) throws -> Exhibit {
    let path = file ?? ""
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
      let handle = FileHandle(forReadingAtPath: path)
    else { throw Failure(message: "\(path): cannot be opened as a file") }
    let form: Exhibit.Form = parent == nil ? .original : workingCopy ? .workingCopy : .derived
    let new = NewExhibit(
      kind: Exhibit.Kind(rawValue: kind) ?? .file,
      form: form,
      parent: parent,
      name: (path as NSString).lastPathComponent,
      origin: Exhibit.Origin(host: originHost, path: path)
    )
    return try locker.add(new, from: handle)
  }

  /// Reads each cited line again; one that changed since the scan stops everything.
  private func lines(of id: String, _ locker: EvidenceLocker<Workspace>) throws -> [Exhibit] {
    let finding = try locker.store.finding(id: id).finding
    let files = LogFiles()
    var opened: [String: RandomAccessFile] = [:]
    var new: [(exhibit: NewExhibit, bytes: Data)] = []
    for line in finding.evidence {
      do {
        let file = try opened[line.file] ?? files.openForPlaces(line.file)
        opened[line.file] = file
        let bytes = Data(try file.read(at: line.offset, count: Int(line.length)))
        new.append((Self.exhibit(line, finding: finding.id, host: originHost), bytes))
      } catch let error as InputError {
        throw Failure(message: error.message)
      }
    }
    return try locker.add(new, expecting: finding.evidence.map(\.sha256))
  }

  private static func exhibit(_ line: Evidence, finding: String, host: String?) -> NewExhibit {
    let origin = Exhibit.Origin(
      host: host,
      path: line.file,
      byteOffset: line.offset,
      finding: finding
    )
    return NewExhibit(kind: .logLine, name: "\(line.file):\(line.offset)", origin: origin)
  }
}
