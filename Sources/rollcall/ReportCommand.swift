import ArgumentParser

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Lists and shows reports on techniques and actors.",
    subcommands: [
      ReportListCommand.self,
      ReportShowCommand.self,
    ]
  )
}
