import ArgumentParser
import Foundation
import Knowledge
import Model
import Scan
import WorkspaceStore

struct AttackVersionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "versions",
    abstract: "Lists the versions of ATT&CK: the one built in, and those of a workspace."
  )

  @Option(help: "A workspace folder with imported versions.")
  var workspace: String?

  @Flag(help: "As JSON lines.")
  var json = false

  private struct Line: Encodable {
    var domain: String
    var version: String
    var origin: String
    var lastChange: String
    var place: String
    var file: String?
    var sha256: String?
    var importedAt: Timestamp?
  }

  func run() throws {
    var output = StandardOutput()
    for line in try lines() {
      try output.write(json ? ReportJSON.line(line, keys: .convertToSnakeCase) : text(line))
    }
    try output.flush()
  }

  private func lines() throws -> [Line] {
    do {
      let builtIn = try FactsPack.read(FactsPack.builtIn()).releases.map {
        Line(
          domain: $0.domain.rawValue,
          version: $0.version,
          origin: $0.origin.rawValue,
          lastChange: $0.date,
          place: "built in, facts only"
        )
      }
      let store = try workspace.map { try Workspace(directory: $0, ifAbsent: .fail) }
      let imported = try store?.attackReleases().map {
        Line(
          domain: $0.domain,
          version: $0.version,
          origin: $0.origin,
          lastChange: $0.date,
          place: "imported, with texts",
          file: $0.file,
          sha256: $0.sha256,
          importedAt: $0.importedAt
        )
      }
      return builtIn + (imported ?? [])
    } catch let error as AttackError {
      throw Failure(message: error.message)
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
  }

  private func text(_ line: Line) -> String {
    let from = line.file.map { "  from \(VisibleText.escaped($0))" } ?? ""
    let when = line.importedAt.map { " at \($0.rfc3339)" } ?? ""
    return "\(line.domain) \(line.version) (\(line.origin), last change \(line.lastChange))  "
      + "\(line.place)\(from)\(when)\n"
  }
}
