import ArgumentParser

struct MitigationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mitigation",
    abstract: "Says which controls against account enumeration are on, with the evidence.",
    subcommands: [
      MitigationCheckCommand.self, MitigationListCommand.self, MitigationSetCommand.self,
    ]
  )
}
