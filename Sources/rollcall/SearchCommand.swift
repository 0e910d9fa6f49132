import ArgumentParser
import Foundation
import Scan
import WorkspaceStore

struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Searches a workspace: the text of reports, what they claim, and findings.",
    discussion: """
      A report is found if it holds all words. A claim or a finding is found by the whole of its
      subject, source or account, as in an address or an ATT&CK id.
      """
  )

  @Argument(help: "Words, or one value.")
  var query: String

  @OptionGroup
  var option: WorkspaceOption

  func run() throws {
    let store = try option.open()
    let style = Terminal(descriptor: STDOUT_FILENO).style
    var output = StandardOutput()
    do {
      for hit in try store.searchReports(query) {
        try output.write("report   \(hit.id)  \(VisibleText.escaped(hit.title))\n")
        let words = hit.excerpt.map { part in
          let text = VisibleText.escaped(part.text.replacing("\n", with: " "))
          return part.isMatch ? style.paint("[\(text)]", .figure) : text
        }
        try output.write("    \(words.joined())\n")
      }
      for report in try store.reports(claiming: query) {
        try output.write("claim    \(report.id)  \(VisibleText.escaped(report.title))\n")
      }
      for filter in [FindingFilter(source: query), FindingFilter(account: query)] {
        for finding in try store.findings(matching: filter).findings {
          try output.write("finding  \(finding.id)\n")
        }
      }
      try output.flush()
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
  }
}
