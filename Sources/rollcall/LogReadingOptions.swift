import ArgumentParser
import Foundation
import LogFormats
import Model
import Scan

/// How logs are read, for commands that take logs besides other things.
struct LogReadingOptions: ParsableArguments {
  @Option(help: "Zone of times that are written without one, as in Europe/Zurich.")
  var timezone: String = "UTC"

  @Option(help: "Year of the first line of logs that leave years out.")
  var year: Int?

  @Option(help: "Workers; the number of processors if not given.")
  var threads: Int?

  func validate() throws {
    try checkThreads(threads)
    if TimeZone(identifier: timezone) == nil {
      throw ValidationError(
        "--timezone: '\(timezone)' is not a zone; write one as in Europe/Zurich."
      )
    }
  }

  func options(paths: [String]) -> ScanOptions {
    ScanOptions(
      paths: paths,
      zone: TimeZone(identifier: timezone) ?? .gmt,
      firstYear: year,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount
    )
  }
}

/// More workers than this need memory and bring nothing.
private let mostThreads = 256

func checkThreads(_ count: Int?) throws {
  if let count, !(1...mostThreads).contains(count) {
    throw ValidationError("--threads must be from 1 to \(mostThreads).")
  }
}

/// A day or a moment, as options name one.
struct MomentOption: ExpressibleByArgument {
  var moment: Timestamp

  init?(argument: String) {
    // What is no time is refused by the parser of options, with its own words.
    guard let moment = try? AllowFile.time(argument) else { return nil }
    self.moment = moment
  }
}
