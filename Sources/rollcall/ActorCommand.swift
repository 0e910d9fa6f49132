import ArgumentParser
import Foundation
import Knowledge
import Scan

struct ActorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "actor",
    abstract: "Shows what is known of a group or campaign in ATT&CK."
  )

  @Argument(help: "The id, as in G0094 or C0055, or a name or alias.")
  var id: String

  @OptionGroup
  var page: ActorPageOption

  func run() throws {
    try page.write(id, among: [.group, .campaign], what: "group or campaign")
  }
}
