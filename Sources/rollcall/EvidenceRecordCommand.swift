import ArgumentParser
import Custody

struct EvidenceRecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Records that an exhibit was transferred, released or disposed of."
  )

  enum Deed: String, ExpressibleByArgument, CaseIterable {
    case dispose, release, transfer
  }

  @Argument(help: "transfer, release, or dispose, which destroys the bytes.")
  var deed: Deed

  @Argument(help: "The exhibit, as in E-3.")
  var exhibit: ExhibitID

  @Option(help: "Who receives it.")
  var to: String?

  @OptionGroup
  var custody: CustodyOptions

  func validate() throws {
    if (deed == .dispose) != (to == nil) {
      throw ValidationError("--to is for transfer and release, which need it.")
    }
  }

  func run() throws {
    try reportingFailures {
      let locker = try custody.locker()
      switch deed {
      case .dispose: try locker.dispose(of: exhibit)
      case .release: try locker.hand(exhibit, as: .release, to: to ?? "")
      case .transfer: try locker.hand(exhibit, as: .transfer, to: to ?? "")
      }
    }
  }
}
