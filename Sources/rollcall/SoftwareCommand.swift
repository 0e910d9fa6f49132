import ArgumentParser
import Foundation
import Knowledge
import Scan

struct SoftwareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "software",
    abstract: "Shows what is known of a software in ATT&CK."
  )

  @Argument(help: "The id, as in S0677, or a name or alias.")
  var id: String

  @OptionGroup
  var page: ActorPageOption

  func run() throws {
    try page.write(id, among: [.malware, .tool], what: "software")
  }
}
