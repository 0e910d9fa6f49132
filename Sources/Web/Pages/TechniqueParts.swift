import Knowledge

/// What a technique's page says whatever the workspace holds: made once, it is most of the page.
struct TechniqueParts: Sendable {
  /// Bytes of the uses, and of the reports, that the page begins with.
  private static let portion = 40_000

  let facts: HTML
  let detection: HTML
  let mitigation: HTML
  let actors: HTML
  let reports: HTML
  let continuation: HTML

  /// With all of the long lists where `isWhole`.
  init(_ page: TechniquePage, isWhole: Bool) {
    facts = Self.facts(page)
    detection = Self.detection(page)
    mitigation = Self.mitigation(page)
    actors = Self.actors(page, isWhole: isWhole)
    reports = Self.reports(page, isWhole: isWhole)
    continuation =
      "<section><h2>Continue the investigation</h2>\(NextStepList(next: page.next).html)</section>"
  }

  private static func facts(_ page: TechniquePage) -> HTML {
    """
    <dl class="facts card"><div><dt>Version</dt><dd>\(page.release) \(page.status)</dd></div>
    <div><dt>Platforms</dt><dd>\(page.platforms.joined(separator: ", "))</dd></div>
    <div><dt>Parent</dt><dd>\(links(page.parent.map { [$0] } ?? []))</dd></div>
    <div><dt>Beside it</dt><dd>\(links(page.siblings))</dd></div>
    <div><dt>Sub-techniques</dt><dd>\(links(page.subtechniques))</dd></div>
    <div><dt>ATT&amp;CK</dt><dd>\(HTML.outside(page.permalink, page.permalink))</dd></div></dl>
    """
  }

  private static func links(_ techniques: [ObjectLink]) -> HTML {
    let links: [HTML] = techniques.map {
      "<a href=\"/techniques/\($0.id)\">\($0.id) \($0.name)</a><br>"
    }
    return links.isEmpty ? "none" : "\(links)"
  }

  private static func detection(_ page: TechniquePage) -> HTML {
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
      <h3>ATT&amp;CK</h3>\(TechniquePageView.list(strategies + components, "ATT&amp;CK names none."))
      <p class="text">\(page.detection.text ?? "")</p>
      <h3>Tests of ours that can be run</h3>\(TechniquePageView.list(tests, "None for this technique."))
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

  private static func mitigation(_ page: TechniquePage) -> HTML {
    let entries: [HTML] = page.mitigations.map {
      "<li>\($0.mitigation.id) \($0.mitigation.name)<br><span class=\"text\">\($0.application ?? "")</span></li>"
    }
    return "<h3>ATT&amp;CK</h3>\(TechniquePageView.list(entries, "ATT&amp;CK names none."))"
  }

  private static func actors(_ page: TechniquePage, isWhole: Bool) -> HTML {
    let uses: [HTML] =
      (page.groups + page.campaigns).map { use($0, in: "actors") }
      + page.software.map { use($0, in: "software") }
    let portion = Portion(of: uses, byteCount: Self.portion, isWhole: isWhole)
    return """
      <section id="actors"><h2>Observed actors</h2>
      <p class="quiet">\(page.actorCount.total) = \(page.actorCount.rule), \(page.release)</p>
      \(TechniquePageView.list(portion.shown, "ATT&amp;CK names none."))\(portion.more("/techniques/\(page.id)?all=1#actors"))</section>
      """
  }

  private static func use(_ use: ObservedUse, in folder: String) -> HTML {
    let reports: [HTML] = use.reports.map { "<br>\(TechniquePageView.cited($0))" }
    return """
      <li><a href="/\(folder)/\(use.user.id)">\(use.user.id) \(use.user.name)</a>
      <span class="tag">\(use.kind)</span> <span class="text">\(use.procedures.joined(separator: "\n"))</span>
      \(reports)</li>
      """
  }

  private static func reports(_ page: TechniquePage, isWhole: Bool) -> HTML {
    let cited: [HTML] = page.reports.map { report in
      let actors: [HTML] = report.citedFor.map { "<span class=\"tag\">\($0.name)</span> " }
      return "<li>\(TechniquePageView.cited(report.report)) \(actors)</li>"
    }
    let portion = Portion(of: cited, byteCount: Self.portion, isWhole: isWhole)
    return """
      <p class="quiet">\(page.reports.count): \(page.reportRule), \(page.release)</p>
      \(TechniquePageView.list(portion.shown, "ATT&amp;CK cites none."))\(portion.more("/techniques/\(page.id)?all=1#reports"))
      """
  }
}
