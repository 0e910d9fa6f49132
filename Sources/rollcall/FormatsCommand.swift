import ArgumentParser
import Foundation
import LogFormats
import Model

struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats",
    abstract: "Lists the log formats, and what each cannot show."
  )

  func run() throws {
    var output = StandardOutput()
    for format in LogFormats.all {
      let facts = format.facts
      let names = facts.services.map(\.service.name).joined(separator: ", ")
      try output.write("\(facts.id)\n  \(facts.title)\n  reads: \(names)\n")
      var seen: Set<VisibilityGap> = []
      for gap in facts.services.flatMap(\.gaps) where seen.insert(gap).inserted {
        try output.write("  hides: \(gap.id)\n         \(gap.text)\n")
      }
      try output.write("\n")
    }
    try output.flush()
  }
}
