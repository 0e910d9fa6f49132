import ArgumentParser
import Foundation
import LogBytes
import Model
import Scan
import WorkspaceStore

struct AllowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allow",
    abstract: "Declares own scanners, monitors and migrations, each with an owner and an expiry.",
    discussion: """
      A finding all of whose attempts an entry covers is kept as authorised and listed apart. The
      time of the events counts, not the clock: what comes after the expiry is a finding again.
      """,
    subcommands: [
      AllowAddCommand.self, TableListCommand<AllowTable>.self, TableRemoveCommand<AllowTable>.self,
    ]
  )
}

private struct AllowAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Adds an entry; it covers findings from the next scan on."
  )

  @OptionGroup
  var location: WorkspaceOption

  @Option(help: "Address, block (192.0.2.0/24) or the name that a client gives of itself.")
  var source: String?

  @Option(help: "Client string; * stands for anything.")
  var client: String?

  @Option(help: "Account name; * stands for anything.")
  var name: String?

  @Option(help: "Service, as findings name it.")
  var service: String?

  @Option(
    help: ArgumentHelp(
      "Day or time in UTC from which on events are covered; all before the expiry if not given.",
      valueName: "time"
    )
  )
  var from: String?

  @Option(help: ArgumentHelp("Day or time in UTC of the end.", valueName: "time"))
  var expires: String

  @Option(help: "Who answers for it.")
  var owner: String

  @Option(help: "What it is.")
  var reason: String

  func run() throws {
    let rule = try rule()
    do {
      let isNew = try location.open(ifAbsent: .create).addAllowEntry(rule.entry)
      var output = StandardOutput()
      try output.write(rule.entry.id + (isNew ? "" : " (was there already)") + "\n")
      try output.flush()
    } catch {
      throw Failure(error)
    }
  }

  private func rule() throws -> AllowRule {
    do throws(AllowError) {
      let end = try AllowFile.time(expires)
      // A window that was over before it was declared is an excuse, unless both its ends are named.
      if end <= Timestamp(Date()), from == nil {
        throw AllowError(
          message: "--expires \(expires) is past; a window in the past needs --from as well"
        )
      }
      return try AllowRule(
        AllowEntry(
          source: source,
          client: client,
          name: name,
          service: service,
          begins: try from.map { text throws(AllowError) in try AllowFile.time(text) },
          expires: end,
          owner: owner,
          reason: reason
        )
      )
    } catch {
      throw Failure(error)
    }
  }
}

private enum AllowTable: WorkspaceTable {
  static let listAbstract = "Lists the entries."
  static let removeAbstract = "Takes an entry away; the findings that it covered come back."

  static func entries(of workspace: Workspace) throws -> [AllowEntry] {
    try workspace.allowEntries()
  }

  static func text(of entry: AllowEntry, json: Bool) throws -> String {
    json ? try AllowText.json(of: entry) : AllowText.lines(of: entry)
  }

  static func remove(id: String, from workspace: Workspace) throws -> String {
    let count = try workspace.removeAllowEntry(id: id)
    return "removed \(id); \(count) findings came back"
  }
}
