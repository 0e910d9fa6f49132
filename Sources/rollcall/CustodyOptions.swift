import ArgumentParser
import Custody
import Foundation
import LogBytes
import Model
import Scan
import WorkspaceStore

/// Who acts, why and under what authority; every event states it.
struct CustodyOptions: ParsableArguments {
  @OptionGroup
  var location: WorkspaceOption

  @Option(help: "Why this is done.")
  var purpose: String

  @Option(help: "Under what authority: an order, a policy, a ticket.")
  var authority: String = ""

  @Option(help: "Who does it; the user of this machine if not given.")
  var actor: String?

  @Option(
    help:
      "What the time is read from; the system's clock, and what the kernel says of it, if not given."
  )
  var clock: String?

  func validate() throws {
    for (name, text) in [
      ("--purpose", purpose), ("--clock", clock ?? "-"), ("--actor", actor ?? "-"),
    ]
    where text.isEmpty {
      throw ValidationError("\(name) must not be empty.")
    }
  }

  func locker(ifAbsent absence: Workspace.Absence = .fail) throws -> EvidenceLocker<Workspace> {
    EvidenceLocker(
      store: try Workspace(directory: location.workspace, ifAbsent: absence),
      workspace: location.workspace,
      scene: CustodyEvent.Scene(
        actor: actor ?? NSUserName(),
        authority: authority,
        clock: clock ?? SystemClock.description,
        command: CommandLine.arguments.map(ShellWord.quoted).joined(separator: " "),
        host: ProcessInfo.processInfo.hostName,
        purpose: purpose,
        tool: "rollcall \(Rollcall.version)",
        zone: TimeZone.current.identifier
      ),
      clock: { Timestamp(Date()) }
    )
  }
}

/// Runs `body`; what goes wrong with evidence ends the command with its message.
func reportingFailures(_ body: () throws -> Void) throws {
  do {
    try body()
  } catch let error as CustodyError {
    throw Failure(message: error.description)
  } catch let error as WorkspaceError {
    throw Failure(message: error.description)
  }
}

extension ExhibitID: ExpressibleByArgument {
  /// `nil` for what is no exhibit's number.
  public init?(argument: String) { self.init(argument) }
}
