import ArgumentParser
import Scan
import WorkspaceStore

/// Entries of a workspace that people make by hand, listed and taken away alike.
protocol WorkspaceTable {
  associatedtype Entry
  static var listAbstract: String { get }
  static var removeAbstract: String { get }
  static func entries(of workspace: Workspace) throws -> [Entry]
  /// With the line end.
  static func text(of entry: Entry, json: Bool) throws -> String
  /// What was done, for the person who asked for it.
  static func remove(id: String, from workspace: Workspace) throws -> String
}

struct TableListCommand<Table: WorkspaceTable>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "list", abstract: Table.listAbstract)
  }

  @OptionGroup
  var location: WorkspaceOption

  @Flag(help: "One JSON object a line.")
  var json = false

  func run() throws {
    var output = StandardOutput()
    do {
      for entry in try Table.entries(of: try location.open()) {
        try output.write(try Table.text(of: entry, json: json))
      }
    } catch {
      throw Failure(error)
    }
    try output.flush()
  }
}

struct TableRemoveCommand<Table: WorkspaceTable>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "remove", abstract: Table.removeAbstract)
  }

  @Argument(help: "The entry's id.")
  var id: String

  @OptionGroup
  var location: WorkspaceOption

  func run() throws {
    var output = StandardOutput()
    do {
      try output.write(try Table.remove(id: id, from: try location.open()) + "\n")
    } catch {
      throw Failure(error)
    }
    try output.flush()
  }
}
