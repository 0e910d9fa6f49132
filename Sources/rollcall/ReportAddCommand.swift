import ArgumentParser
import Crypto
import Foundation
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
      A file that cannot be taken in is named, the others are still taken, and the exit status is 2.
      """
  )

  @Argument(help: "A file, or a folder whose files are taken in order of their names.")
  var path: String

  @Option(help: "The workspace folder; made if it is not there.")
  var workspace: String

  @Option(help: "How far the source can be trusted: A, B, C, D, E or F (Admiralty scale).")
  var reliability: String = SourceReliability.unknown.rawValue

  @Option(help: "Who may be told: clear, green, amber, amber+strict or red (TLP 2.0).")
  var tlp: String = TrafficLight.amber.rawValue

  func validate() throws {
    if SourceReliability(rawValue: reliability) == nil {
      throw ValidationError("--reliability: '\(reliability)' is not one of A to F.")
    }
    if TrafficLight(rawValue: tlp) == nil {
      throw ValidationError("--tlp: '\(tlp)' is no label of TLP 2.0.")
    }
  }

  func run() throws {
    let files = try ReportFiles.at(path)
    do {
      let store = try Workspace(directory: workspace)
      let names = NameMatcher(try LoadedKnowledge(store, wanted: nil).facts)
      var sketches = try store.reportSketches().map { ($0.id, ReportSketch(values: $0.values)) }
      var output = StandardOutput()
      var failures = 0
      for file in files {
        do {
          let (report, leftOut) = try newReport(file, names: names, among: sketches)
          let isNew = try store.addReport(report)
          if isNew { sketches.append((report.id, ReportSketch(values: report.sketch))) }
          try output.write(line(report, isNew: isNew, leftOut: leftOut))
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

  private func newReport(
    _ file: String,
    names: NameMatcher,
    among sketches: [(id: String, sketch: ReportSketch)]
  ) throws -> (NewReport, leftOut: [String: Int]) {
    let bytes = try ReportFiles.bytes(of: file)
    let (format, text) = try ReportReader.read(bytes, file: file)
    let extracted = ExtractedClaims(of: text, names: names)
    let sketch = ReportSketch(of: text.bytes)
    let sha256 = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
    let report = NewReport(
      sha256: sha256,
      name: (file as NSString).lastPathComponent,
      format: format.rawValue,
      original: bytes,
      text: text,
      claims: extracted.claims,
      sketch: sketch.values,
      nearDuplicateOf: NearDuplicates.nearest(to: sketch, among: sketches),
      reliability: SourceReliability(rawValue: reliability) ?? .unknown,
      trafficLight: TrafficLight(rawValue: tlp) ?? .amber,
      addedAt: Timestamp(Date()),
      toolVersion: Rollcall.version
    )
    return (report, extracted.leftOut)
  }

  private func line(_ report: NewReport, isNew: Bool, leftOut: [String: Int]) -> String {
    let name = VisibleText.escaped(report.name)
    if !isNew { return "\(report.id)  \(name)  already here\n" }
    var line = "\(report.id)  \(name)  \(report.format), \(report.claims.count) claims"
    if report.text.wasCut { line += ", cut at the limit" }
    if let original = report.nearDuplicateOf { line += ", says the same as \(original)" }
    for (reason, count) in leftOut.sorted(by: { $0.key < $1.key }) {
      line += "; left out: \(count) \(reason)"
    }
    return line + "\n"
  }
}

/// The files that a path stands for.
enum ReportFiles {
  static func at(_ path: String) throws -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure(message: "\(path): there is no such file or folder")
    }
    if !isFolder.boolValue { return [path] }
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    let files = names.filter { !$0.hasPrefix(".") }.map { path + "/" + $0 }.filter {
      let type = try? FileManager.default.attributesOfItem(atPath: $0)[.type] as? FileAttributeType
      // What vanished since it was listed is no file either; folders, links and pipes are not read.
      return type == .typeRegular
    }
    guard !files.isEmpty else { throw Failure(message: "\(path): no files in this folder") }
    return files
  }

  /// At most one byte more than a report may have, so that the reader can tell.
  static func bytes(of file: String) throws(ReportError) -> [UInt8] {
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
      return Array(try handle.read(upToCount: ReportReader.largestFile + 1) ?? Data())
    } catch {
      throw .unreadable(file: file, reason: error.localizedDescription)
    }
  }
}
