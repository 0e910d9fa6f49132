import Knowledge
import LogFormats
import Scan

/// The page of a technique for a terminal.
struct TechniqueText {
  private let page: TechniquePage
  private var text: PageText

  init(_ page: TechniquePage, _ terminal: Terminal, showsAll: Bool) {
    self.page = page
    text = PageText(terminal, showsAll: showsAll)
  }

  static func headline(_ page: TechniquePage) -> String {
    let count = page.actorCount
    return [
      page.id, page.tactics.joined(separator: ", "),
      "\(count.total) actors (\(count.rule), \(page.release))",
      "\(page.reports.count) correlated reports",
      page.ownReports.isEmpty ? "" : "\(page.ownReports.count) of this workspace",
    ].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  mutating func rendered() -> String {
    text.title(Self.headline(page))
    text.title(page.name)
    addFamily()
    text.heading("Description", page.description.by)
    text.paragraph(page.description.text)
    addDetection()
    addTests()
    addActors()
    addReports()
    text.addOwnReports(page.ownReports)
    addMitigations()
    text.addNextSteps(page.next)
    return text.text
  }

  private mutating func addFamily() {
    if let old = page.askedFor { text.paragraph("\(old) was revoked; this stands in its place.") }
    if !page.status.isEmpty { text.paragraph("ATT&CK calls it \(page.status).") }
    if let parent = page.parent {
      text.paragraph("A sub-technique of \(parent.id) \(parent.name).")
    }
    if !page.siblings.isEmpty { text.paragraph("Beside it: " + Self.names(page.siblings)) }
    if !page.subtechniques.isEmpty {
      text.paragraph(
        "Sub-techniques, whose actors are not counted here: " + Self.names(page.subtechniques)
      )
    }
    text.paragraph(
      "Platforms: \(page.platforms.joined(separator: ", ")) · \(page.permalink)",
      .quiet
    )
  }

  static func names(_ links: [ObjectLink]) -> String {
    links.map { "\($0.id) \($0.name)" }.joined(separator: ", ")
  }

  private mutating func addDetection() {
    text.heading("Detection logic", "ATT&CK")
    let detection = page.detection
    if detection.isEmpty { text.paragraph("ATT&CK names none.") }
    for strategy in detection.strategies {
      text.paragraph("\(strategy.strategy.id) \(strategy.strategy.name)")
      text.list(strategy.analytics) { Self.add($0, to: &$1) }
    }
    text.list(detection.components) { component, text in
      let source = component.source.map { "\($0.id) \($0.name): " } ?? ""
      text.paragraph(source + component.component.name)
      if let application = component.application { text.paragraph(application, level: 2) }
    }
    if let words = detection.text { text.paragraph(words) }
  }

  private static func add(_ analytic: DetectionLogic.Analytic, to text: inout PageText) {
    text.paragraph("\(analytic.id) · \(analytic.platforms.joined(separator: ", "))", level: 2)
    if let description = analytic.description { text.paragraph(description, level: 3) }
    for source in analytic.logSources {
      let component = source.component.map { " · \($0.name) (\($0.id))" } ?? ""
      let channel = source.channel.map { ": \($0)" } ?? ""
      text.paragraph("looks in \(source.name)\(channel)\(component)", level: 3)
    }
    if !analytic.mutableFields.isEmpty {
      let fields = analytic.mutableFields.map { field in
        field.name + (field.description.map { " (\($0))" } ?? "")
      }
      text.paragraph("yours to set: " + fields.joined(separator: "; "), level: 3)
    }
  }

  private mutating func addTests() {
    text.heading("Tests of ours that can be run")
    if page.tests.isEmpty { text.paragraph("None for this technique.") }
    for test in page.tests {
      text.paragraph("\(test.id) · \(test.title)")
      text.paragraph("Looks for \(test.looksFor).", level: 2)
      text.paragraph("Against a hit speaks: \(test.disprovedBy).", level: 2)
      text.paragraph(
        "Reads \(LogFormats.all.map { $0.facts.id }.joined(separator: ", "));"
          + " what each cannot show: rollcall formats",
        level: 2
      )
      text.paragraph(test.command, level: 2, .figure)
    }
  }

  private mutating func addActors() {
    text.heading(
      "Observed actors",
      "\(page.actorCount.total) = \(page.actorCount.rule), \(page.release)"
    )
    text.list(page.groups + page.campaigns + page.software) { use, text in
      text.paragraph("\(use.user.id) \(use.user.name) · \(use.kind)")
      if use.procedures.isEmpty {
        text.paragraph(
          "ATT&CK relates it to the technique; how, its text says (not imported).",
          level: 2,
          .quiet
        )
      }
      for procedure in use.procedures { text.paragraph(procedure, level: 2) }
      for report in use.reports { text.paragraph("\(report.id) \(report.title)", level: 2, .quiet) }
    }
    for tie in page.groupsThroughCampaigns {
      text.paragraph(
        "Not counted: \(tie.group.id) \(tie.group.name), to which \(tie.campaign.id) is attributed"
      )
    }
  }

  private mutating func addReports() {
    text.heading("Correlated CTI and IR reports", "\(page.reports.count): \(page.reportRule)")
    text.list(page.reports) { text, page in page.add(text) }
    if !page.references.isEmpty {
      text.heading("References of ATT&CK's text", "\(page.references.count), not among the reports")
      text.list(page.references) { report, text in
        text.paragraph("\(report.id) \(report.title)")
        text.address(report.url, level: 2)
      }
    }
  }

  private mutating func addMitigations() {
    text.heading("Mitigation", "ATT&CK")
    if page.mitigations.isEmpty { text.paragraph("ATT&CK names none.") }
    text.list(page.mitigations) { entry, text in
      text.paragraph("\(entry.mitigation.id) \(entry.mitigation.name)")
      if let application = entry.application { text.paragraph(application, level: 2) }
    }
  }
}

extension PageText {
  /// A report and for whom it is cited.
  mutating func add(_ correlated: CorrelatedReport) {
    let report = correlated.report
    paragraph("\(report.id) \(report.title)")
    let cited = correlated.citedFor.map { "\($0.id) \($0.name)" }
    let more = cited.count > 5 ? " and \(cited.count - 5) more" : ""
    paragraph("for \(cited.prefix(5).joined(separator: ", "))\(more)", level: 2)
    address(report.url, level: 2)
  }

  /// What is known beyond the log: never a name alone, always how common it is.
  mutating func add(_ known: FindingKnowledge, evidenceCount: Int) {
    heading("What is known beyond the log")
    for match in known.fingerprints { paragraph("\(match.sentence).") }
    if evidenceCount > 0 { paragraph(known.reach(evidenceCount: evidenceCount), .quiet) }
    paragraph(known.likeness)
    for step in known.next.steps.prefix(3) {
      paragraph(
        "May come next: \(step.technique.id) \(step.technique.name), used by \(step.usedBy) of the "
          + "\(step.nearActors) that did some of the same"
      )
    }
    paragraph("More: rollcall technique \(known.technique.id)")
  }

  mutating func addNextSteps(_ next: NextSteps) {
    heading("Continue the investigation", next.rule)
    if next.steps.isEmpty { paragraph("No group or campaign of ATT&CK is known to do the same.") }
    for step in next.steps {
      let tactics = step.tactics.joined(separator: ", ")
      paragraph("\(step.technique.id) \(step.technique.name) · \(tactics)")
      paragraph("used by \(step.usedBy) of the \(step.nearActors) that did the same", level: 2)
      if !step.logSources.isEmpty {
        paragraph("would show in: " + step.logSources.prefix(4).joined(separator: ", "), level: 2)
      }
      if let command = step.command {
        paragraph("\(step.tests.joined(separator: ", ")): \(command)", level: 2, .figure)
      }
      if !step.mitigations.isEmpty {
        paragraph("mitigated by " + TechniqueText.names(step.mitigations), level: 2)
      }
      paragraph("disproved by: \(step.disprovedBy)", level: 2)
    }
  }
}
