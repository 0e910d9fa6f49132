import ArgumentParser

struct HuntCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hunt",
    abstract: "Looks for something in logs: hunts of the library, or Sigma rules of your own.",
    subcommands: [
      HuntJudgeCommand.self, HuntListCommand.self, HuntResultsCommand.self, HuntRunCommand.self,
      HuntSaveCommand.self, HuntShowCommand.self, HuntTranslateCommand.self,
    ]
  )
}

/// What to hunt with, as `run` and `save` take it.
struct HuntTargetOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("A value for a parameter of the hunt.", valueName: "name=value")
  )
  var settings: [String] = []

  func parameters() throws -> [String: String] {
    var parameters: [String: String] = [:]
    for setting in settings {
      let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw ValidationError("--set: '\(setting)' is not written as name=value.")
      }
      parameters[parts[0]] = parts[1]
    }
    return parameters
  }
}
