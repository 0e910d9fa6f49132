import ArgumentParser

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Takes in, lists, shows, reviews and correlates reports on techniques and actors.",
    subcommands: [
      ReportAddCommand.self,
      ReportCorrelateCommand.self,
      ReportListCommand.self,
      ReportModelCommand.self,
      ReportReviewCommand.self,
      ReportShowCommand.self,
    ]
  )
}
