import ArgumentParser
import Foundation
import Hunting
import Scan
import Sigma

struct HuntShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows why and where to hunt, what the logs hide, and the rules."
  )

  @Argument(help: "A hunt of the library.")
  var name: String

  @Flag(help: "As JSON, without the rules.")
  var json = false

  @Flag(help: "Only the rules, as YAML.")
  var rules = false

  func run() throws {
    guard let hunt = HuntLibrary.hunts.first(where: { $0.key == name }) else {
      throw Failure(message: "there is no hunt '\(name)'; 'rollcall hunt list' names them")
    }
    var output = StandardOutput()
    let page = HuntPage(hunt)
    if json {
      try output.write(try ReportJSON.line(page))
    } else {
      if !rules { try output.write(text(page)) }
      try output.write(HuntLibrary.text(of: hunt.key))
    }
    try output.flush()
  }

  private func text(_ page: HuntPage) -> String {
    var text = PageText(Terminal(descriptor: STDOUT_FILENO), showsAll: true)
    text.title("\(page.title) [\(page.techniques.joined(separator: " "))]")
    text.paragraph(page.hypothesis ?? "")
    list("Log sources", page.sources, &text)
    list("What the logs hide", page.gaps, &text)
    list("What else it may be", page.benign, &text)
    let parameters = page.parameters.map { parameter in
      "\(parameter.name) (\(parameter.standard ?? "must be set")): \(parameter.meaning)"
    }
    list("What may be set", parameters, &text)
    text.heading("Rules")
    return text.text
  }

  private func list(_ heading: String, _ entries: [String], _ text: inout PageText) {
    if entries.isEmpty { return }
    text.heading(heading)
    for entry in entries { text.paragraph("- \(entry)") }
  }
}
