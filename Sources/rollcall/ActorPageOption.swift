import ArgumentParser
import Foundation
import Knowledge
import Scan

/// Options of the commands that show the page of an actor or of software, and the way to write it.
struct ActorPageOption: ParsableArguments {
  @OptionGroup
  var knowledge: KnowledgeOption

  @Flag(help: "As one JSON object.")
  var json = false

  @Flag(help: "List everything, however long.")
  var all = false

  func write(_ typed: String, among kinds: Set<AttackObject.Kind>, what: String) throws {
    let known = try knowledge.load()
    let (index, askedFor) = try known.look(up: typed, among: kinds, what: what)
    var page = ActorPage(
      index,
      askedFor: askedFor,
      in: known.facts,
      texts: try known.texts(about: [known.facts.objects[index].id])
    )
    page.ownReports = try known.ownReports(claiming: page.id)
    page.otherNames = try known.otherNames(of: page.id)
    var output = StandardOutput()
    if json {
      try output.write(ReportJSON.line(page, keys: .convertToSnakeCase))
    } else {
      var text = ActorText(page, Terminal(descriptor: STDOUT_FILENO), showsAll: all)
      try output.write(text.rendered())
    }
    try output.flush()
  }
}
