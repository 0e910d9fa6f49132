import ArgumentParser
import Foundation
import LogBytes
import Model
import Scan
import WorkspaceStore

struct CanaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "canary",
    abstract: "Names that nobody uses: whoever asks for one tells where he has it from.",
    discussion: """
      A canary name is put in one place only. Any touch of it is a finding of its own, which names
      that place, however little else its source did.
      """,
    subcommands: [
      CanaryAddCommand.self, TableListCommand<CanaryTable>.self, CanaryPlanCommand.self,
      TableRemoveCommand<CanaryTable>.self,
    ]
  )
}

private struct CanaryAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Adds a name, or a table of them; they are watched from the next scan on."
  )

  @OptionGroup
  var location: WorkspaceOption

  @Option(help: "The name, with its domain if it is an address.")
  var name: String?

  @Option(
    name: .customLong("class"),
    help: ArgumentHelp(
      "A only in the directory, B only on one web page, C bait in the alphabet, D only in one file that looks leaked, E a template that is not in use.",
      valueName: "A-E"
    )
  )
  var kind: String?

  @Option(help: "Where it was put: the channel that leaked if anybody asks for it.")
  var channel: String?

  @Option(help: "Who put it there.")
  var owner: String?

  @Option(help: ArgumentHelp("Day or time in UTC from which on it counts.", valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("Day or time in UTC of its end.", valueName: "time"))
  var until: String?

  @Option(help: ArgumentHelp("Table of names (see docs/canaries.md).", valueName: "file"))
  var file: String?

  func validate() throws {
    let fields = [name, kind, channel, owner]
    if file != nil, fields.contains(where: { $0 != nil }) || since != nil || until != nil {
      throw ValidationError("--file stands for itself.")
    }
    if file == nil, fields.contains(nil) {
      throw ValidationError("--name, --class, --channel and --owner are needed, or --file.")
    }
  }

  func run() throws {
    var output = StandardOutput()
    do {
      let entries = try entries()
      let workspace = try location.open(ifAbsent: .create)
      for entry in entries {
        let isNew = try workspace.addCanary(entry)
        try output.write(entry.id + (isNew ? "" : " (was there already)") + "\n")
      }
    } catch {
      throw Failure(error)
    }
    try output.flush()
  }

  private func entries() throws -> [CanaryEntry] {
    if let file { return try CanaryFile.read(try LogFiles().bytes(of: file), file: file) }
    return [
      try CanaryEntry(
        name: name ?? "",
        kind: kind ?? "",
        channel: channel ?? "",
        owner: owner ?? "",
        since: try since.map { try AllowFile.time($0) },
        until: try until.map { try AllowFile.time($0) }
      )
    ]
  }
}

private struct CanaryPlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Proposes names that look like the company's and are nobody's, as a table.",
    discussion: """
      How names are made is told from the accounts that the workspace knows and those of --accounts. Put
      each name out in one place, write that place into the table, and give it to 'canary add --file'.
      """
  )

  @OptionGroup
  var location: WorkspaceOption

  @Option(
    help: ArgumentHelp("All accounts, one a line, as the directory has them.", valueName: "file")
  )
  var accounts: String?

  @Option(help: "Names of each class.")
  var each: Int = 2

  @Option(help: "Who will put them out.")
  var owner: String = "SOC"

  @Option(help: "Another number gives other names.")
  var seed: UInt64 = 1

  @Flag(help: "One JSON object a line.")
  var json = false

  func validate() throws {
    if !(1...100).contains(each) { throw ValidationError("--each must be from 1 to 100.") }
  }

  func run() throws {
    var output = StandardOutput()
    do {
      let known = try knownAccounts()
      var plan = CanaryPlan(accounts: known, seed: seed)
      let entries = try plan.entries(ofEach: each, owner: owner, since: nil)
      if json {
        for entry in entries { try output.write(CanaryText.json(of: entry)) }
      } else {
        try output.write("# \(known.count) accounts known, made as \(plan.template.rawValue)\n")
        try output.write(CanaryFile.table(entries))
      }
    } catch {
      throw Failure(error)
    }
    try output.flush()
  }

  private func knownAccounts() throws -> [String] {
    let workspace = try location.open()
    var known = Set(try workspace.knownAccounts())
    known.formUnion(try workspace.latestBaseline()?.content.names.map(\.name) ?? [])
    known.formUnion(try workspace.canaries().map(\.name))
    if let accounts {
      let bytes = try LogFiles().bytes(of: accounts)
      for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
        let name = line.trimmingCharacters(in: .whitespaces).lowercased()
        if !name.isEmpty { known.insert(name) }
      }
    }
    return known.sorted()
  }
}

private enum CanaryTable: WorkspaceTable {
  static let listAbstract = "Lists the names."
  static let removeAbstract = "Takes a name away; what was found by it stays."

  static func entries(of workspace: Workspace) throws -> [CanaryEntry] {
    try workspace.canaries()
  }

  static func text(of entry: CanaryEntry, json: Bool) throws -> String {
    json ? try CanaryText.json(of: entry) : CanaryText.lines(of: entry)
  }

  static func remove(id: String, from workspace: Workspace) throws -> String {
    try workspace.removeCanary(id: id)
    return "removed \(id)"
  }
}
