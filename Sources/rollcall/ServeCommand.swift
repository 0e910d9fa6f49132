import ArgumentParser
import Foundation
import Hummingbird
import Knowledge
import Model
import Web
import WorkspaceStore

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Shows a workspace in the browser.",
    discussion: """
      Listens on this machine only (127.0.0.1). The first time it prints a link, good for one use
      within a day, with which the first person chooses a name and a password.
      """
  )

  @OptionGroup
  var location: WorkspaceOption

  @Option(help: "The port; 0 takes any that is free.")
  var port = 7117

  func validate() throws {
    guard (0...65535).contains(port) else { throw ValidationError("--port: 0 to 65535.") }
  }

  func run() async throws {
    let server = try WebServer(
      workspace: location.open(),
      knowing: knowing(),
      toolVersion: Rollcall.version,
      now: { Timestamp(Date()) }
    )
    let path = try server.firstSignInPath()
    let application = server.application(port: port) { port in
      let begin = path.map { "; to begin, open once:\n  http://127.0.0.1:\(port)\($0)" } ?? ""
      StandardError.write("rollcall: http://127.0.0.1:\(port)/\(begin)\n")
    }
    do {
      try await application.runService()
    } catch {
      throw Failure(message: "cannot serve on port \(port): \(error)")
    }
  }

  private func knowing() throws -> WebServer.Knowing {
    let known = try LoadedKnowledge.load(workspace: location.workspace)
    return WebServer.Knowing(facts: known.facts) { try known.texts(about: $0) }
  }
}
