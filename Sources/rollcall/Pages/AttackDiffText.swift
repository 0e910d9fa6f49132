import Knowledge
import Scan

/// What changed between two versions, for a terminal.
struct AttackDiffText {
  private let terminal: Terminal
  private let showsAll: Bool

  init(_ terminal: Terminal, showsAll: Bool) {
    self.terminal = terminal
    self.showsAll = showsAll
  }

  func text(of diff: AttackDiff) -> String {
    var text = PageText(terminal, showsAll: showsAll)
    text.title("\(diff.before) → \(diff.after)")
    add("Techniques added", diff.techniquesAdded, to: &text)
    add("Techniques gone", diff.techniquesGone, to: &text)
    add("Techniques renamed", diff.techniquesRenamed, to: &text)
    add("Techniques revoked", diff.techniquesRevoked, to: &text)
    add("Techniques deprecated", diff.techniquesDeprecated, to: &text)
    add("Techniques with other tactics", diff.tacticsChanged, to: &text)
    add("Groups and campaigns added", diff.actorsAdded, to: &text)
    add("Groups and campaigns gone", diff.actorsGone, to: &text)
    add("Software added", diff.softwareAdded, to: &text)
    add("Software gone", diff.softwareGone, to: &text)
    add("Techniques with other actors", diff.usersChanged, to: &text)
    add("Techniques with other detections", diff.detectionsChanged, to: &text)
    add("Techniques with other mitigations", diff.mitigationsChanged, to: &text)
    text.heading("Tests of ours to look at", "their technique is not what it was")
    text.paragraph(diff.testsToReview.isEmpty ? "none" : diff.testsToReview.joined(separator: ", "))
    if let claims = diff.claimsToReview {
      text.heading("Claims of reports to look at", "their technique is not what it was")
      text.list(claims) { $1.paragraph("\($0.technique) in \($0.reports) reports") }
      if claims.isEmpty { text.paragraph("none") }
    }
    return text.text
  }

  private func add(_ heading: String, _ links: [ObjectLink], to text: inout PageText) {
    text.heading(heading, "\(links.count)")
    text.list(links) { $1.paragraph("\($0.id) \($0.name)") }
  }

  private func add(_ heading: String, _ changes: [AttackDiff.Change], to text: inout PageText) {
    text.heading(heading, "\(changes.count)")
    text.list(changes) { change, text in
      text.paragraph(
        "\(change.object.id) \(change.object.name): \(change.before) → \(change.after)"
      )
    }
  }

  private func add(_ heading: String, _ changes: [AttackDiff.ListChange], to text: inout PageText) {
    text.heading(heading, "\(changes.count)")
    text.list(changes) { change, text in
      text.paragraph("\(change.object.id) \(change.object.name)")
      if !change.gained.isEmpty {
        text.paragraph("+ " + TechniqueText.names(change.gained), level: 2)
      }
      if !change.lost.isEmpty { text.paragraph("- " + TechniqueText.names(change.lost), level: 2) }
    }
  }
}
