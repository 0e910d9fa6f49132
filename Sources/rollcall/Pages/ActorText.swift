import Knowledge
import Scan

/// The page of a group, a campaign or a piece of software for a terminal.
struct ActorText {
  private let page: ActorPage
  private var text: PageText

  init(_ page: ActorPage, _ terminal: Terminal, showsAll: Bool) {
    self.page = page
    text = PageText(terminal, showsAll: showsAll)
  }

  mutating func rendered() -> String {
    text.title(
      "\(page.id) · \(page.kind) · \(page.techniques.count) techniques (\(page.release)) · "
        + "\(page.reports.count) reports"
    )
    text.title(page.name)
    addFacts()
    if let description = page.description {
      text.heading("Description", description.by)
      text.paragraph(description.text)
    }
    addTechniques()
    add("Software", page.software)
    add("Used by", page.users)
    add(page.kind == "campaign" ? "Attributed to" : "Campaigns", page.attributed)
    text.heading("Reports", "\(page.reports.count): different addresses that its relations cite")
    text.list(page.reports) { $1.add($0) }
    text.addOwnReports(page.ownReports)
    addNearest()
    return text.text
  }

  private mutating func addFacts() {
    if let old = page.askedFor { text.paragraph("\(old) was revoked; this stands in its place.") }
    if !page.status.isEmpty { text.paragraph("ATT&CK calls it \(page.status).") }
    if !page.aliases.isEmpty {
      text.paragraph("Also called: " + page.aliases.joined(separator: ", "))
    }
    for others in page.otherNames {
      text.paragraph("\(others.source): " + others.names.joined(separator: ", "))
    }
    if let first = page.firstSeen {
      text.paragraph("Seen from \(first) to \(page.lastSeen ?? "now")")
    }
    text.paragraph(page.permalink, .quiet)
  }

  private mutating func addTechniques() {
    text.heading(
      "Techniques",
      "how many of the \(page.actorsInATTACK) groups and campaigns of ATT&CK use each"
    )
    text.list(page.techniques) { technique, text in
      let tactics = technique.tactics.joined(separator: ", ")
      text.paragraph(
        "\(technique.technique.id) \(technique.technique.name) · \(tactics) · \(technique.usedBy)"
      )
      for procedure in technique.procedures { text.paragraph(procedure, level: 2) }
    }
  }

  private mutating func add(_ heading: String, _ ties: [ActorPage.Tie]) {
    if ties.isEmpty { return }
    text.heading(heading)
    text.list(ties) { tie, text in
      text.paragraph("\(tie.object.id) \(tie.object.name) · \(tie.kind)")
      if let words = tie.text { text.paragraph(words, level: 2) }
    }
  }

  private mutating func addNearest() {
    if page.nearest.isEmpty { return }
    text.heading("Works most like", "by shared techniques, rare ones counting more; no attribution")
    for near in page.nearest {
      text.paragraph(
        "\(near.actor.id) \(near.actor.name): \(near.shared.count) in common, the rarest "
          + TechniqueText.names(Array(near.shared.prefix(3)))
      )
    }
  }
}
