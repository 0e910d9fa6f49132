import Hunting
import Knowledge
import Model
import WorkspaceStore

/// The page of a technique: what is known, what this workspace has seen of it, and how to go on.
struct TechniquePageView {
  static let scansShown = 5

  let page: TechniquePage
  let findingCount: Int
  let findings: [FindingSummary]
  let claims: [ReportSummary]
  /// The latest.
  let scans: [ScanRecord]
  /// Of all logs that were scanned.
  let formats: Set<String>
  let hunts: [HuntPage]
  let saved: [HuntResultList]
  let controls: ControlSections
  let exhibits: EvidenceState
  /// Findings of each month, the first first.
  let months: [(month: String, count: Int)]
  /// Also what a page that is not asked for in whole leaves out.
  var isWhole = false

  /// Bytes of the uses, and of the reports, that the page begins with.
  private static let portion = 40_000

  var html: HTML {
    """
    <p class="crumbs">\(page.id) · \(page.tactics.joined(separator: ", ")) ·
    <a href="#actors">\(page.actorCount.total) actors</a> ·
    <a href="#reports">\(page.reports.count) correlated reports</a> ·
    <a href="/findings?technique=\(page.id)">\(findingCount) \(findingCount == 1 ? "finding" : "findings") here</a></p>
    <h1>\(page.name)</h1>
    <p class="text">\(page.description.text)</p><p class="quiet">\(page.description.by)</p>\(facts)
    <nav class="tabs" aria-label="Workspace of the technique"><a href="#detection">Detection</a>
    <a href="#hunting">Hunting</a><a href="#mitigation">Mitigation</a>
    <a href="#evidence">Evidence</a></nav>
    \(detection)\(hunting)\(mitigation)\(evidence)\(actors)\(reports)
    <section><h2>Continue the investigation</h2>\(NextStepList(next: page.next).html)</section>
    """
  }

  private var facts: HTML {
    """
    <dl class="facts card"><div><dt>Version</dt><dd>\(page.release) \(page.status)</dd></div>
    <div><dt>Platforms</dt><dd>\(page.platforms.joined(separator: ", "))</dd></div>
    <div><dt>Parent</dt><dd>\(Self.links(page.parent.map { [$0] } ?? []))</dd></div>
    <div><dt>Beside it</dt><dd>\(Self.links(page.siblings))</dd></div>
    <div><dt>Sub-techniques</dt><dd>\(Self.links(page.subtechniques))</dd></div>
    <div><dt>ATT&amp;CK</dt><dd>\(HTML.outside(page.permalink, page.permalink))</dd></div></dl>
    """
  }

  static func links(_ techniques: [ObjectLink]) -> HTML {
    let links: [HTML] = techniques.map {
      "<a href=\"/techniques/\($0.id)\">\($0.id) \($0.name)</a><br>"
    }
    return links.isEmpty ? "none" : "\(links)"
  }

  private var detection: HTML {
    let strategies: [HTML] = page.detection.strategies.map { strategy in
      let analytics: [HTML] = strategy.analytics.map(Self.analytic)
      return "<li>\(strategy.strategy.id) \(strategy.strategy.name)<ul>\(analytics)</ul></li>"
    }
    let components: [HTML] = page.detection.components.map {
      "<li>\($0.component.id) \($0.component.name) \($0.application ?? "")</li>"
    }
    let tests: [HTML] = page.tests.map { test in
      """
      <li><strong>\(test.title)</strong><br>Looks for \(test.looksFor).
      <br>Against a hit speaks: \(test.disprovedBy).<br><code>\(test.command)</code></li>
      """
    }
    return """
      <section id="detection"><h2>Detection logic</h2>
      <h3>ATT&amp;CK</h3>\(Self.list(strategies + components, "ATT&amp;CK names none."))
      <p class="text">\(page.detection.text ?? "")</p>
      <h3>Tests of ours that can be run</h3>\(Self.list(tests, "None for this technique."))
      \(TechniqueDetection(months: months, technique: page.id).html)\(visibility)
      \(controls.detection)</section>
      """
  }

  private static func analytic(_ analytic: DetectionLogic.Analytic) -> HTML {
    let sources = analytic.logSources.map { source in
      source.name + (source.channel.map { ": \($0)" } ?? "")
    }
    return """
      <li>\(analytic.id) · \(analytic.platforms.joined(separator: ", ")) \(analytic.description ?? "")
      \(HTML.when(!sources.isEmpty, "<br><span class=\"quiet\">looks in \(sources.joined(separator: "; "))</span>"))</li>
      """
  }

  private var hunting: HTML {
    """
    <section id="hunting"><h2>Hunting</h2><h3>Saved hunts</h3>
    \(TechniquePageView.list(saved.map(\.html), "None for this technique is kept in this workspace."))
    <h3>Ready to run</h3>\(HuntList(hunts: hunts).html)</section>
    """
  }

  /// For techniques that tests of ours look for: the logs that the tests read.
  private var visibility: HTML {
    if page.tests.isEmpty { return "" }
    return "<h3>What each log can show</h3>\(VisibilityTable(present: formats).html)"
  }

  private var mitigation: HTML {
    let entries: [HTML] = page.mitigations.map {
      "<li>\($0.mitigation.id) \($0.mitigation.name)<br><span class=\"text\">\($0.application ?? "")</span></li>"
    }
    return """
      <section id="mitigation"><h2>Mitigation</h2>\(controls.mitigation)
      <h3>ATT&amp;CK</h3>\(Self.list(entries, "ATT&amp;CK names none."))</section>
      """
  }

  private var evidence: HTML {
    TechniqueEvidence(technique: page.id, findings: findings, count: findingCount, state: exhibits)
      .html
  }

  private var actors: HTML {
    let uses: [HTML] =
      (page.groups + page.campaigns).map { Self.use($0, in: "actors") }
      + page.software.map { Self.use($0, in: "software") }
    let portion = Portion(of: uses, byteCount: Self.portion, isWhole: isWhole)
    return """
      <section id="actors"><h2>Observed actors</h2>
      <p class="quiet">\(page.actorCount.total) = \(page.actorCount.rule), \(page.release)</p>
      \(Self.list(portion.shown, "ATT&amp;CK names none."))\(portion.more("/techniques/\(page.id)?all=1#actors"))</section>
      """
  }

  private static func use(_ use: ObservedUse, in folder: String) -> HTML {
    let reports: [HTML] = use.reports.map { "<br>\(Self.cited($0))" }
    return """
      <li><a href="/\(folder)/\(use.user.id)">\(use.user.id) \(use.user.name)</a>
      <span class="tag">\(use.kind)</span> <span class="text">\(use.procedures.joined(separator: "\n"))</span>
      \(reports)</li>
      """
  }

  static func cited(_ report: CitedReport) -> HTML {
    "<span class=\"quiet\">\(report.id)</span> \(HTML.outside(report.url, report.title))"
  }

  private var reports: HTML {
    let cited: [HTML] = page.reports.map { report in
      let actors: [HTML] = report.citedFor.map { "<span class=\"tag\">\($0.name)</span> " }
      return "<li>\(Self.cited(report.report)) \(actors)</li>"
    }
    let portion = Portion(of: cited, byteCount: Self.portion, isWhole: isWhole)
    let claimed: [HTML] = claims.map { "<li><a href=\"/reports/\($0.id)\">\($0.title)</a></li>" }
    return """
      <section id="reports"><h2>Correlated CTI and IR reports</h2>
      <p class="quiet">\(page.reports.count): \(page.reportRule)</p>
      \(Self.list(portion.shown, "ATT&amp;CK cites none."))\(portion.more("/techniques/\(page.id)?all=1#reports"))
      <h3>In this workspace</h3>\(Self.list(claimed, "No report here claims it."))</section>
      """
  }

  static func list(_ items: [HTML], _ none: HTML) -> HTML {
    items.isEmpty ? "<p>\(none)</p>" : "<ul class=\"uses\">\(items)</ul>"
  }
}
