import Hunting
import Knowledge
import Model
import WorkspaceStore

/// The page of a technique: what is known, what this workspace has seen of it, and how to go on.
struct TechniquePageView {
  static let scansShown = 5

  let page: TechniquePage
  let parts: TechniqueParts
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

  var html: HTML {
    """
    <p class="crumbs">\(page.id) · \(page.release) · \(page.tactics.joined(separator: ", ")) ·
    <a href="#actors">\(page.actorCount.total) actors</a> ·
    <a href="#reports">\(page.reports.count) correlated reports</a> ·
    <a href="/findings?technique=\(page.id)">\(findingCount) \(findingCount == 1 ? "finding" : "findings") here</a></p>
    <h1>\(page.name)</h1>
    <p class="text">\(page.description.text)</p><p class="quiet">\(page.description.by)</p>\(parts.facts)
    <nav class="tabs" aria-label="Workspace of the technique"><a href="#detection">Detection</a>
    <a href="#hunting">Hunting</a><a href="#mitigation">Mitigation</a>
    <a href="#evidence">Evidence</a></nav>
    \(detection)\(hunting)\(mitigation)\(evidence)\(parts.actors)\(reports)\(parts.continuation)
    """
  }

  private var detection: HTML {
    """
    <section id="detection"><h2>Detection logic</h2>\(parts.detection)
    \(TechniqueDetection(months: months, technique: page.id).html)\(visibility)
    \(controls.detection)</section>
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
    """
    <section id="mitigation"><h2>Mitigation</h2>\(controls.mitigation)\(parts.mitigation)</section>
    """
  }

  private var evidence: HTML {
    TechniqueEvidence(technique: page.id, findings: findings, count: findingCount, state: exhibits)
      .html
  }

  static func cited(_ report: CitedReport) -> HTML {
    "<span class=\"quiet\">\(report.id)</span> \(HTML.outside(report.url, report.title))"
  }

  private var reports: HTML {
    let claimed: [HTML] = claims.map { "<li><a href=\"/reports/\($0.id)\">\($0.title)</a></li>" }
    return """
      <section id="reports"><h2>Correlated CTI and IR reports</h2>\(parts.reports)
      <h3>In this workspace</h3>\(Self.list(claimed, "No report here claims it."))</section>
      """
  }

  static func list(_ items: [HTML], _ none: HTML) -> HTML {
    items.isEmpty ? "<p>\(none)</p>" : "<ul class=\"uses\">\(items)</ul>"
  }
}
