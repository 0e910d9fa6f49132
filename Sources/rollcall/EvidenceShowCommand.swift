import ArgumentParser
import Custody
import Foundation

struct EvidenceShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Writes an exhibit's bytes, once they prove to be those taken in; leaves an event."
  )

  @Argument(help: "The exhibit, as in E-3.")
  var exhibit: ExhibitID

  @OptionGroup
  var custody: CustodyOptions

  func run() throws {
    try reportingFailures {
      try custody.locker().view(exhibit) { try StandardOutput.write($0) }
    }
  }
}
