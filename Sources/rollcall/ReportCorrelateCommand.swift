import ArgumentParser
import Foundation
import Intake
import Knowledge
import Model
import Scan
import WorkspaceStore

struct ReportCorrelateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correlate",
    abstract: "Ties reports to each other, to techniques, actors and findings, and says by what.",
    discussion: """
      Two reports belong together as far as they share what few others have: a shared value weighs the
      logarithm of how much rarer it is than one that all reports hold. A value of more than 50 reports
      ties nothing. Without an id, all reports.
      """
  )

  @Argument(help: "The report's id, as in rp-0123456789abcdef, or the first characters of it.")
  var id: String?

  @OptionGroup
  var knowledge: KnowledgeOption

  @Flag(help: "As JSON lines.")
  var json = false

  @Flag(help: "List everything, however long.")
  var all = false

  func run() throws {
    let known = try knowledge.load()
    guard let workspace = known.workspace else {
      throw Failure(message: "reports are correlated in a workspace: add --workspace")
    }
    var output = StandardOutput()
    do {
      let reader = try ReportTiesReader(workspace, facts: known.facts)
      for index in try id.map({ [try reader.index(of: $0)] }) ?? Array(reader.reports.indices) {
        let ties = try reader.ties(of: index)
        try output.write(
          json ? ReportJSON.line(ties, keys: .convertToSnakeCase) : text(ties)
        )
      }
      try output.flush()
    } catch let error as WorkspaceError {
      throw Failure(message: error.description)
    }
  }

  private func text(_ ties: ReportTies) -> String {
    var text = PageText(Terminal(descriptor: STDOUT_FILENO), showsAll: all)
    text.title("\(ties.report) \(ties.title)")
    text.list(ties.reports) { near, text in
      text.paragraph("\(near.report) \(near.title) · weight \(Self.rounded(near.weight))")
      let shared = near.shared.prefix(6).map {
        "\($0.subject) (\($0.kind.rawValue), in \($0.reportCount) reports, \(Self.rounded($0.weight)))"
      }
      let more = near.shared.count > 6 ? ", and \(near.shared.count - 6) more" : ""
      text.paragraph("both name " + shared.joined(separator: ", ") + more, level: 2)
    }
    if ties.reports.isEmpty { text.paragraph("shares nothing rare with another report") }
    add("actors", ties.actors, &text)
    add("software", ties.software, &text)
    add("techniques, the rarest first", ties.techniques, &text)
    for near in ties.likeness {
      text.paragraph(
        "consistent with \(near.actor.id) \(near.actor.name): \(near.shared.count) \(near.shared.count == 1 ? "technique" : "techniques") in common, "
          + "the rarest \(near.shared.prefix(3).map(\.id).joined(separator: ", ")); no attribution"
      )
    }
    for finding in ties.findings {
      text.paragraph(
        "finding \(finding.finding): its \(finding.kind) \(finding.value) is named, by "
          + "\(finding.reportCount) reports in all"
      )
    }
    if ties.findingsAreCut { text.paragraph("more findings are tied than are listed") }
    return text.text + "\n"
  }

  private func add(_ heading: String, _ subjects: [ReportTies.Subject], _ text: inout PageText) {
    if subjects.isEmpty { return }
    let shown = all ? subjects.count : min(12, subjects.count)
    let names = subjects.prefix(shown).map { subject in
      let share = subject.share.map { ", \(Self.percent($0)) of ATT&CK's actors" } ?? ""
      let name = subject.name == subject.subject ? "" : " \(subject.name)"
      return "\(subject.subject)\(name) (\(subject.reportCount) reports\(share))"
    }
    let more = shown < subjects.count ? ", and \(subjects.count - shown) more" : ""
    text.paragraph("\(heading): " + names.joined(separator: ", ") + more)
  }

  private static func rounded(_ weight: Double) -> String { String(format: "%.1f", weight) }

  private static func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }
}

extension PageText {
  /// Reports that name something of a finding: how common that is, and never a verdict.
  mutating func add(_ named: NamedFindings) {
    for match in named.list.prefix(10) {
      let what = match.value == match.indicator ? "" : " (\(match.indicator))"
      paragraph(
        "Its \(match.kind.rawValue) \(match.value)\(what) is named by report \(match.report) "
          + "\(match.title), one of \(match.reportCount) that name it; consistent with what that tells."
      )
    }
    if named.list.count > 10 {
      let more = named.isCut ? "more than \(named.list.count - 10)" : "\(named.list.count - 10)"
      paragraph("… and \(more) others of this kind")
    }
  }
}
