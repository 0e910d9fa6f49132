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
      Listens on this machine only (127.0.0.1), unless --host names another address; then a
      certificate is needed. The first time it prints a link, good for one use within a day, with
      which the first person chooses a name and a password.
      """
  )

  @OptionGroup
  var location: WorkspaceOption

  @Option(help: "The port; 0 takes any that is free.")
  var port = 7117

  @Option(help: "The address to listen on.")
  var host = "127.0.0.1"

  @Option(
    help: ArgumentHelp(
      "A name that browsers reach it by, as the certificate has it; may be repeated.",
      valueName: "name"
    )
  )
  var name: [String] = []

  @Option(help: ArgumentHelp("The certificate and those above it, PEM.", valueName: "file"))
  var tlsCertificate: String?

  @Option(help: ArgumentHelp("The certificate's private key, PEM.", valueName: "file"))
  var tlsKey: String?

  func validate() throws {
    guard (0...65535).contains(port) else { throw ValidationError("--port: 0 to 65535.") }
    guard (tlsCertificate == nil) == (tlsKey == nil) else {
      throw ValidationError("--tls-certificate and --tls-key belong together.")
    }
    // Passwords and account names would cross the network for all to read.
    guard address.isLoopback || address.isSecure else {
      throw ValidationError(
        "--host \(host): beyond this machine only with --tls-certificate and --tls-key."
      )
    }
  }

  private var address: WebAddress {
    var certificate: WebAddress.Certificate?
    if let tlsCertificate, let tlsKey {
      certificate = WebAddress.Certificate(chain: tlsCertificate, key: tlsKey)
    }
    return WebAddress(host: host, names: name, certificate: certificate)
  }

  func run() async throws {
    let address = address
    let server = try WebServer(
      workspace: location.open(),
      knowing: knowing(),
      toolVersion: Rollcall.version,
      address: address,
      now: { Timestamp(Date()) }
    )
    let path = try server.firstSignInPath()
    do {
      let application = try server.application(port: port) { port in
        let base = "\(address.scheme)://\(address.shownName):\(port)"
        let begin = path.map { "; to begin, open once:\n  \(base)\($0)" } ?? ""
        StandardError.write("rollcall: \(base)/\(begin)\n")
      }
      try await application.runService()
    } catch {
      throw Failure(message: "cannot serve on \(host), port \(port): \(error)")
    }
  }

  private func knowing() throws -> WebServer.Knowing {
    let known = try LoadedKnowledge.load(workspace: location.workspace)
    return WebServer.Knowing(facts: known.facts) { try known.texts(about: $0) }
  }
}
