import ArgumentParser
import Foundation
import Model
import Scan
import WorkspaceStore

struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Searches a workspace: the text of reports, what they claim, and findings.",
    discussion: """
      All words must be in the report, in the claim (its subject, what matched, why) or in the finding
      (its technique, sources, clients, accounts). What matched is marked. Rejected claims and findings
      that others took the place of are left out.
      """
  )

  @Argument(help: "Words, or values as in an address or an ATT&CK id.")
  var query: [String]

  @OptionGroup
  var option: WorkspaceOption

  @Option(help: "At most so many of each kind.")
  var limit = 50

  @Flag(help: "As JSON lines, each with its kind.")
  var json = false

  private struct Line<Hit: Encodable>: Encodable {
    var kind: String
    var hit: Hit
  }

  func validate() throws {
    if query.isEmpty { throw ValidationError("Say what to search for.") }
    if !(1...10_000).contains(limit) { throw ValidationError("--limit must be 1 to 10000.") }
  }

  func run() throws {
    let store = try option.open()
    let words = query.joined(separator: " ")
    var output = StandardOutput()
    do {
      for hit in try store.searchReports(words, limit: limit) {
        try write(
          "report",
          hit,
          "\(hit.id)  \(VisibleText.escaped(hit.title))",
          hit.excerpt,
          &output
        )
      }
      for hit in try store.searchClaims(words, limit: limit) {
        let place = "\(hit.report) \(hit.span.lowerBound)+\(hit.span.count)"
        try write("claim", hit, "\(place)  \(hit.kind.rawValue)", hit.words, &output)
      }
      for hit in try store.searchFindings(words, limit: limit) {
        let head = "\(hit.id)  \(hit.technique.rawValue) \(hit.lastSeen.rfc3339)"
        try write("finding", hit, head, hit.excerpt, &output)
      }
      try output.flush()
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
  }

  private func write(
    _ kind: String,
    _ hit: some Encodable,
    _ head: String,
    _ words: [ReportHit.Part],
    _ output: inout StandardOutput
  ) throws {
    if json {
      try output.write(ReportJSON.line(Line(kind: kind, hit: hit), keys: .convertToSnakeCase))
      return
    }
    let style = Terminal(descriptor: STDOUT_FILENO).style
    let marked = words.map { part in
      let text = VisibleText.escaped(part.text.replacing("\n", with: " "))
      return part.isMatch ? style.paint("[\(text)]", .figure) : text
    }
    let padded = kind.padding(toLength: 8, withPad: " ", startingAt: 0)
    try output.write("\(padded) \(head)\n    \(marked.joined())\n")
  }
}
