import ArgumentParser

struct EvidenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "Keeps exhibits so that a stranger can verify them.",
    subcommands: [
      EvidenceAddCommand.self,
      EvidenceExportCommand.self,
      EvidenceHeadsCommand.self,
      EvidenceListCommand.self,
      EvidenceLogCommand.self,
      EvidenceRecordCommand.self,
      EvidenceRedactCommand.self,
      EvidenceRotateKeyCommand.self,
      EvidenceShowCommand.self,
      EvidenceTimestampCommand.self,
    ]
  )
}
