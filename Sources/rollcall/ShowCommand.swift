import ArgumentParser
import Foundation
import Knowledge
import LogFormats
import Model
import Scan
import WorkspaceStore

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows one finding of a workspace."
  )

  /// Bytes of a packed log that are unpacked to compare its lines with fingerprints.
  private static let mostUnpacked: UInt64 = 1 << 30

  @Argument(help: "The finding's id, or the first characters of it.")
  var id: String

  @OptionGroup
  var location: WorkspaceOption

  @Option(help: "table, jsonl, ocsf or csv.")
  var format: String = "table"

  @Flag(help: "List every cited line with its file, byte offset, length and hash.")
  var evidence = false

  @Flag(help: "List every account that was touched or confirmed.")
  var accounts = false

  func validate() throws {
    if OutputFormat(rawValue: format) == nil {
      throw ValidationError("--format: '\(format)' is none of table, jsonl, ocsf, csv.")
    }
  }

  func run() throws {
    let stored = try find()
    var output = StandardOutput()
    let terminal = Terminal(descriptor: STDOUT_FILENO)
    let format = OutputFormat(rawValue: format) ?? .table
    if format == .csv { try output.write(FindingCSV.header) }
    try format.writeOne(stored.finding, terminal: terminal, rest: .here, to: &output)
    if let newer = stored.supersededBy {
      try output.write("A longer version of the log gave finding \(newer).\n")
    }
    if format == .table { try writeKnown(of: stored.finding, terminal, to: &output) }
    if accounts { try writeAccounts(of: stored.finding, to: &output) }
    if evidence { try writeEvidence(of: stored.finding, to: &output) }
    try output.flush()
  }

  private func find() throws -> StoredFinding {
    do {
      return try location.open().finding(id: id)
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
  }

  /// What ATT&CK and published fingerprints say of the finding.
  private func writeKnown(
    of finding: Finding,
    _ terminal: Terminal,
    to output: inout StandardOutput
  ) throws {
    let known = FindingKnowledge(
      of: finding,
      records: CitedSigns(
        in: CitedRecords(finding.evidence, unpacked: Self.mostUnpacked).texts
      ),
      in: try LoadedKnowledge.load(workspace: location.workspace).facts,
      today: String(Timestamp(Date()).rfc3339.prefix(10))
    )
    var text = PageText(terminal, showsAll: accounts)
    text.add(known, evidenceCount: finding.evidence.count)
    do {
      text.add(try location.open().reports(namingFinding: finding.id))
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
    try output.write(text.text)
  }

  private func writeAccounts(of finding: Finding, to output: inout StandardOutput) throws {
    let confirmed = Set(finding.accounts.confirmed)
    for name in finding.accounts.present {
      let mark = confirmed.contains(name) ? "confirmed" : "exists   "
      try output.write("\(mark)  \(VisibleText.escaped(name))\n")
    }
  }

  private func writeEvidence(of finding: Finding, to output: inout StandardOutput) throws {
    for line in finding.evidence {
      try output.write(
        "\(VisibleText.escaped(line.file)):\(line.offset)+\(line.length) sha256 \(line.sha256)\n"
      )
    }
  }
}
