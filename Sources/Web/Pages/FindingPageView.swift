import Knowledge
import Model
import Scan
import WorkspaceStore

/// One finding: what happened, why it is none of chance, and every cited line.
struct FindingPageView {
  static let evidenceOnAPage = 100
  /// Longer lists say how many more there are.
  private static let namesShown = 200

  /// With the cited lines that the page shows.
  let stored: StoredFinding
  let known: FindingKnowledge
  let firstEvidence: Int
  let named: NamedFindings
  let cases: [CaseFile]
  /// Some that are open and do not hold it.
  let openCases: [CaseFile]
  /// Of all logs that were scanned.
  let formats: Set<String>
  let exhibits: FindingExhibits
  let visitor: Visitor

  private var finding: Finding { stored.finding }

  var html: HTML {
    """
    <nav class="crumbs"><a href="/findings">Findings</a> › \(finding.id)</nav>
    <h1>\(FindingHeadline.text(finding))</h1>\(successor)\(authorisation)\(facts)\(Self.tabs)
    \(plot)\(accounts)\(score)\(sources)\(inReports)\(stages)\(limits)\(inCases)\(evidence)\(continuation)
    """
  }

  private static let tabs: HTML = """
    <nav class="tabs" aria-label="Sections"><a href="#accounts">Accounts</a><a href="#score">Score</a>
    <a href="#sources">Sources</a><a href="#stages">What followed</a><a href="#cases">Cases</a>
    <a href="#evidence">Evidence</a><a href="#next">Next steps</a></nav>
    """

  private var inReports: HTML {
    """
    <section><h2>What reports name of it</h2>\(NamedFindingList(named: named).html)
    <h2>What it is consistent with</h2><p>\(known.likeness)</p>
    \(FingerprintList(known: known, evidenceCount: stored.evidenceCount).html)</section>
    """
  }

  private var inCases: HTML {
    let links: [HTML] = cases.map { "<li><a href=\"/cases/\($0.id)\">\($0.title)</a></li>" }
    return """
      <section id="cases"><h2>Cases</h2>\(TechniquePageView.list(links, "In none yet."))
      \(joining)\(CaseRoutes.form(visitor, finding: finding.id))</section>
      """
  }

  /// Puts the finding into a case that is there.
  private var joining: HTML {
    if openCases.isEmpty || visitor.person.role < .analyst { return "" }
    let forms: [HTML] = openCases.map { file in
      """
      <form class="inline" method="post" action="/cases/\(file.id)">\(visitor.formField)
      <input type="hidden" name="kind" value="\(CaseEvent.Kind.findingAdded.rawValue)">
      <input type="hidden" name="target" value="\(finding.id)"><button class="quiet">Add to “\(file.title)”</button></form>
      """
    }
    return "<div class=\"buttons\">\(forms)</div>"
  }

  private var successor: HTML {
    stored.supersededBy.map {
      "<p class=\"note\">A longer version of the log gave <a href=\"/findings/\($0)\">\($0)</a>.</p>"
    } ?? ""
  }

  private var authorisation: HTML {
    finding.authorisedBy.map {
      "<p class=\"note\">Authorised until \(TimeText.minute($0.expires)): \($0.reason) (\($0.owner)).</p>"
    } ?? ""
  }

  private var facts: HTML {
    let technique = finding.technique.rawValue
    return """
      <dl class="facts card"><div><dt>Technique</dt>
      <dd><a href="/techniques/\(technique)">\(technique) \(known.technique.name)</a></dd></div>
      <div><dt>Severity</dt><dd>\(FindingSeverity(finding).name)</dd></div>
      <div><dt>Pattern</dt><dd>\(FindingHeadline.pattern(finding.pattern))</dd></div>
      <div><dt>Seen</dt><dd>\(TimeText.range(finding.firstSeen, finding.lastSeen))</dd></div>
      <div><dt>Detected at</dt><dd>\(TimeText.minute(finding.detectedAt)), after
      \(finding.probesAtDetection) of \(finding.probes) probes</dd></div>
      <div><dt>Services</dt><dd>\(finding.services.joined(separator: ", "))</dd></div>
      <div><dt>Scans</dt><dd>\(scans)</dd></div>
      <div><dt>Supersedes</dt><dd>\(older)</dd></div></dl>
      """
  }

  private var scans: [HTML] {
    stored.scanIDs.map { "<a href=\"\(Query([("scan", $0)]).link("/findings"))\">\($0)</a> " }
  }

  private var older: HTML {
    if stored.supersedes.isEmpty { return "none" }
    let links: [HTML] = stored.supersedes.map { "<a href=\"/findings/\($0)\">\($0)</a> " }
    return "\(links)"
  }

  private var plot: HTML {
    let span = TimeText.range(finding.firstSeen, finding.lastSeen)
    let caption = "Probes in \(finding.rhythm.count) equal parts of \(span)"
    return """
      <section><h2>Roll call</h2><figure><div class="wide" tabindex="0"
      role="region" aria-label="Plot"><img class="rollcall" src="/findings/\(finding.id)/plot.svg"
      width="1000" height="320" alt="Each probe: time across, place of the name in the alphabet upward"></div>
      <figcaption>Time across, the name's place in the alphabet upward: lists show as diagonals and
      bands. Read again from the cited lines, each checked by its SHA-256.
      <a href="/findings/\(finding.id)/plot">Zoom in, down to the lines of the log</a></figcaption></figure>
      <h3>Rhythm</h3>\(RhythmPlot(counts: finding.rhythm, caption: caption).html)</section>
      """
  }

  private var accounts: HTML {
    let accounts = finding.accounts
    return """
      <section id="accounts"><h2>Accounts</h2><p>\(accounts.probed) names tried: \(accounts.absent) do not exist,
      \(accounts.present.count) exist, \(accounts.confirmed.count) were confirmed to the operator
      \(confirmedVisibility).</p>
      \(nameList("Confirmed to the operator", accounts.confirmed))
      \(nameList("Exist, not confirmed", unconfirmed))</section>
      """
  }

  private var unconfirmed: [String] {
    let confirmed = Set(finding.accounts.confirmed)
    return finding.accounts.present.filter { !confirmed.contains($0) }
  }

  private var confirmedVisibility: String {
    switch finding.accounts.confirmedVisibility {
    case .full: "(the log shows every confirmation)"
    case .partial: "(the log shows some confirmations, not all)"
    case .none: "(the log cannot show what the operator learnt)"
    }
  }

  private func nameList(_ title: String, _ names: [String]) -> HTML {
    if names.isEmpty { return "" }
    let links: [HTML] = names.prefix(Self.namesShown).map {
      "<li><a href=\"\(SubjectRoutes.accountLink($0))\">\($0)</a></li>"
    }
    let hidden = names.count - links.count
    return """
      <h3>\(title)</h3><ul class="names">\(links)</ul>
      \(HTML.when(hidden > 0, "<p>and \(hidden) more</p>"))
      """
  }

  private var chance: String {
    let sentence = ChanceText.sentence(expectedFalseFindings: finding.score.expectedFalseFindings)
    return sentence.prefix(1).uppercased() + sentence.dropFirst() + "."
  }

  private var score: HTML {
    let terms: [HTML] = finding.score.terms.map { term in
      let link = Query([("what", "term:" + term.name)]).link("/findings/\(finding.id)/strike")
      let strike = HTML.when(
        term.attempts > 0 && visitor.person.role >= .analyst,
        " <a class=\"quiet\" href=\"\(link)\">strike it out</a>"
      )
      return "<li>\(TermText.text(term))\(strike)</li>"
    }
    return """
      <section id="score"><h2>Score</h2>
      <p>\(chance)</p>
      <p>Powers of ten of the evidence, term by term:</p><ul class="terms">\(terms)</ul></section>
      """
  }

  private var sources: HTML {
    let rows: [HTML] = finding.sources.prefix(Self.namesShown).map { source in
      let network = source.asn.map { "AS\($0)" } ?? ""
      let link = SubjectRoutes.sourceLink(source.ip)
      let percent = String((source.posterior * 1000).rounded() / 10)
      return """
        <tr data-row><td><a href="\(link)">\(source.ip)</a></td><td>\(network)</td>
        <td class="number">\(source.probes)</td><td class="number">\(percent) %</td></tr>
        """
    }
    if rows.isEmpty {
      return "<section id=\"sources\"><h2>Sources</h2><p>The log names none.</p></section>"
    }
    let hidden = finding.sources.count - rows.count
    return """
      <section id="sources"><h2>Sources</h2><table class="tight"><thead><tr><th>Address</th><th>Network</th>
      <th class="number">Probes</th><th class="number">Belongs here</th></tr></thead>
      <tbody>\(rows)</tbody></table>\(HTML.when(hidden > 0, "<p>and \(hidden) more</p>"))
      <p class="quiet">Clients: \(finding.clients.isEmpty ? "none in the log" : finding.clients.joined(separator: ", "))</p></section>
      """
  }

  private var stages: HTML {
    let lines: [HTML] = finding.stages.map { stage in
      let id = stage.technique.rawValue
      return "<li>\(StageText.text(stage)) <a href=\"/techniques/\(id)\">\(id)</a></li>"
    }
    return """
      <section id="stages"><h2>What followed</h2>
      \(lines.isEmpty ? "<p>Nothing that these logs show.</p>" : "<ul>\(lines)</ul>")</section>
      """
  }

  private var limits: HTML {
    let benign: [HTML] = finding.benignIf.map { "<li>\($0)</li>" }
    let gaps: [HTML] = finding.visibility.map { GapText.item($0) }
    return """
      <section><h2>What would make this benign</h2><ul>\(benign)</ul>
      <h2>What these logs cannot show</h2><ul>\(gaps)</ul></section>
      """
  }

  private var continuation: HTML {
    let mayWork = visitor.person.role >= .analyst
    let tasks = NextStepList.Tasks(
      visitor: visitor,
      finding: finding.id,
      title: FindingHeadline.text(finding),
      file: cases.first { $0.isOpen }?.id
    )
    let list = NextStepList(
      next: known.next,
      tasks: mayWork ? tasks : nil,
      means: NextStepList.Means(formats: formats, cases: cases)
    )
    return "<section id=\"next\"><h2>Continue the investigation</h2>\(list.html)</section>"
  }

  private var evidence: HTML {
    let end = firstEvidence + finding.evidence.count
    let rows: [HTML] = finding.evidence.enumerated().map { place, line in
      let number = firstEvidence + place
      return """
        <tr data-row><td><a href="/findings/\(finding.id)/lines/\(number)">\(line.file)</a></td>
        <td class="number">\(String(line.offset))</td>
        <td class="number">\(String(line.length))</td><td><code>\(line.sha256)</code></td>
        <td>\(exhibits.link(ofLine: place))</td></tr>
        """
    }
    let next = HTML.when(
      end < stored.evidenceCount,
      "<p><a rel=\"next\" data-next href=\"/findings/\(finding.id)?from=\(end)#evidence\">More lines</a></p>"
    )
    return """
      <section id="evidence"><h2>Evidence</h2>
      <p>Lines \(min(firstEvidence + 1, end)) to \(end) of \(stored.evidenceCount), each where
      it stands in its file, and its SHA-256.</p>\(exhibits.html(visitor))
      <div class="wide" tabindex="0" role="group" aria-label="Table"><table><thead><tr><th>File</th><th class="number">Offset</th>
      <th class="number">Length</th><th>SHA-256</th><th>Exhibit</th></tr></thead>
      <tbody>\(rows)</tbody></table></div>\(next)</section>
      """
  }
}
