import ArgumentParser
import Custody
import Foundation
import WorkspaceStore

struct EvidenceHeadsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heads",
    abstract: "Writes the last signed head, to be kept elsewhere as a witness, and the public key."
  )

  @OptionGroup
  var location: WorkspaceOption

  @Option(help: "Where to; standard output if not given.")
  var out: String?

  @Flag(help: "The public key instead, as 'rollcall verify --key' takes it.")
  var key = false

  func run() throws {
    try reportingFailures {
      let workspace = try location.open()
      let state = try workspace.logState()
      guard let verifier = state.verifier,
        let note = try workspace.head(ofSize: state.frontier.size).flatMap({ SignedHead(bytes: $0) }
        )
      else { throw Failure(message: "\(location.workspace): there is no evidence yet") }
      let bytes = Data(key ? Array((verifier.text + "\n").utf8) : SignedHead.joined([note]))
      if let out {
        try OutputFile.write(bytes, to: out)
      } else {
        try StandardOutput.write(bytes)
      }
    }
  }
}

struct EvidenceRotateKeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate-key",
    abstract: "Puts a new signing key in place of the old one, which signs it."
  )

  @OptionGroup
  var custody: CustodyOptions

  func run() throws {
    try reportingFailures { print(try custody.locker().rotateKey().text) }
  }
}
