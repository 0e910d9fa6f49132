import ArgumentParser

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Takes in, lists, shows and reviews reports on techniques and actors.",
    subcommands: [
      ReportAddCommand.self,
      ReportListCommand.self,
      ReportReviewCommand.self,
      ReportShowCommand.self,
    ]
  )
}
