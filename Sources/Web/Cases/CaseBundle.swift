// Everything of a case in one ZIP file that a stranger can read without this program: the report, the
// findings, the cited lines as bytes, the timeline, and where the workspace keeps a log of evidence, an
// export of it that proves itself.

import Crypto
import Custody
import Foundation
import Model
import Scan
import WorkspaceStore

struct CaseBundle {
  /// Somebody waits for the file.
  private static let reach = CitedReach(unpacked: 4 << 30)

  let desk: EvidenceDesk
  let report: CaseReport
  let pdf: Data?
  let reason: EvidenceDesk.Reason
  let visitor: Visitor

  private var workspace: Workspace { desk.workspace }
  private var file: CaseFile { report.file }

  /// Writes the file to `path`, all or nothing.
  /// - Complexity: Reads every cited line again.
  func write(to path: String) throws {
    let sink = try ZipSink(target: path, folder: file.id)
    do {
      var sums: [String] = []
      try add(to: sink, &sums)
      let list = sums.joined(separator: "\n") + "\n"
      try Self.put(Data(list.utf8), as: "SHA256SUMS", sink)
      try sink.keep()
    } catch {
      sink.discard()
      throw error
    }
  }

  private func add(to sink: ZipSink, _ sums: inout [String]) throws {
    try add("report.html", Data(CaseDocument(report: report).html.utf8), sink, &sums)
    if let pdf { try add("report.pdf", pdf, sink, &sums) }
    try add("case.json", try CaseRecord.bytes(of: file), sink, &sums)
    try add("timeline.csv", Data(timeline.utf8), sink, &sums)
    var account = "finding\tcited lines\tintact\tchanged\tnot there\tnot unpacked\n"
    // One at a time: a finding can cite a hundred thousand lines.
    for id in file.findings {
      let finding = try workspace.finding(id: id).finding
      let record = try ReportJSON.line(finding, keys: .convertToSnakeCase)
      try add("findings/\(finding.id).json", Data(record.utf8), sink, &sums)
      let (bytes, counts) = lines(of: finding)
      try add("findings/\(finding.id).lines", bytes, sink, &sums)
      account += "\(finding.id)\t\(finding.evidence.count)\t"
      account += CitedLineReading.State.allCases.map { String(counts[$0] ?? 0) }
        .joined(separator: "\t")
      account += "\n"
    }
    try add("findings/account.tsv", Data(account.utf8), sink, &sums)
    let custody = try custodyExport()
    if let custody { try add("custody.zip", custody, sink, &sums) }
    try add("README.txt", Data(readme(hasCustody: custody != nil).utf8), sink, &sums)
  }

  private func add(
    _ name: String,
    _ bytes: Data,
    _ sink: ZipSink,
    _ sums: inout [String]
  ) throws {
    try Self.put(bytes, as: name, sink)
    let digest = SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    sums.append("\(digest.joined())  \(name)")
  }

  private static func put(_ bytes: Data, as name: String, _ sink: ZipSink) throws {
    try sink.begin(name)
    try sink.write(bytes)
    try sink.end()
  }

  /// The cited lines that still stand where they were, each with its end, and how many do not.
  private func lines(of finding: Finding) -> (bytes: Data, counts: [CitedLineReading.State: Int]) {
    var bytes = Data()
    var counts: [CitedLineReading.State: Int] = [:]
    for line in CitedLines().readings(of: finding.evidence, reach: Self.reach) {
      counts[line.state, default: 0] += 1
      if line.state == .intact { bytes += line.bytes + [UInt8(ascii: "\n")] }
    }
    return (bytes, counts)
  }

  private var timeline: String {
    let rows = file.events.map { event in
      [event.at.rfc3339, event.person, event.kind.rawValue, event.target, event.body]
        .map(Self.cell).joined(separator: ",")
    }
    return (["time,person,what,of,text"] + rows).joined(separator: "\r\n") + "\r\n"
  }

  /// A cell that no spreadsheet runs as a formula, as RFC 4180 quotes it.
  private static func cell(_ text: String) -> String {
    let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
    let shown = (isFormula ? "'" : "") + VisibleText.escaped(text)
    return "\"" + shown.replacing("\"", with: "\"\"") + "\""
  }

  /// `nil` where the workspace has no exhibit of these findings.
  private func custodyExport() throws -> Data? {
    let exhibits = try file.findings.flatMap { try workspace.exhibits(ofFinding: $0) }
    if exhibits.isEmpty { return nil }
    let path = workspace.directory + "/export-\(UUID().uuidString).zip"
    // The copy in the bundle is the one that is handed out.
    defer { try? FileManager.default.removeItem(atPath: path) }
    let selection = ExportSelection(only: Set(exhibits.map(\.exhibit.id)))
    _ = try Exporter(desk.locker(for: reason, by: visitor), selection: selection)
      .export(to: path, folder: "custody", as: .export)
    return FileManager.default.contents(atPath: path)
  }

  private func readme(hasCustody: Bool) -> String {
    """
    Case \(file.id) of a Rollcall workspace, exported \(report.at.rfc3339) by \(VisibleText.escaped(visitor.person.name)).

    report.html, report.pdf   the report for people\(pdf == nil ? " (no PDF: no Chromium on the server)" : "")
    case.json, timeline.csv   all that was done to the case, in order
    findings/ID.json          each finding with every cited line: file, offset, length, SHA-256
    findings/ID.lines         those lines, as far as they still stand in the logs
    findings/account.tsv      how many of the cited lines are intact, changed, not there, or too deep in a packed log
    custody.zip               \(hasCustody ? "the exhibits with a log that proves itself; verify.py is in it" : "not there: no line of these findings is an exhibit")
    SHA256SUMS                check with: sha256sum -c SHA256SUMS

    """
  }
}
