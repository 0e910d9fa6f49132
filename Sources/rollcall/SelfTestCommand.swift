import ArgumentParser

struct SelfTestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "selftest",
    abstract: "Finds out what your logs show, by sign-ins of your own at your own services.",
    discussion: """
      'plan' writes a checklist with names that nothing else has; you do what it says; 'check' reads the
      logs after it and says for each flow whether a miss and a hit were logged, and how late.
      """,
    subcommands: [SelfTestCheckCommand.self, SelfTestPlanCommand.self, SelfTestShowCommand.self]
  )
}
