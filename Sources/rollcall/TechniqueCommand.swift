import ArgumentParser
import Foundation
import Knowledge
import Scan

struct TechniqueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "technique",
    abstract: "Shows what is known of an ATT&CK technique, and how to go on from it.",
    discussion: """
      Works offline from built-in facts; ATT&CK's own texts show once a bundle was imported (see
      'rollcall attack import') and --workspace names the folder.
      """
  )

  @Argument(help: "The technique's id, as in T1589.002, or its name.")
  var id: String

  @OptionGroup
  var knowledge: KnowledgeOption

  @Flag(help: "As one JSON object.")
  var json = false

  @Flag(help: "List everything, however long.")
  var all = false

  func run() throws {
    let known = try knowledge.load()
    let (index, askedFor) = try known.look(up: id, among: [.technique], what: "technique")
    var page = TechniquePage(
      index,
      askedFor: askedFor,
      in: known.facts,
      texts: try known.texts(about: TechniquePage.textSubjects(index, in: known.facts))
    )
    page.ownReports = try known.ownReports(claiming: page.id)
    var output = StandardOutput()
    if json {
      try output.write(ReportJSON.line(page, keys: .convertToSnakeCase))
    } else {
      var text = TechniqueText(page, Terminal(descriptor: STDOUT_FILENO), showsAll: all)
      try output.write(text.rendered())
    }
    try output.flush()
  }
}
