import Model
import WorkspaceStore

/// A report's text beside what it claims, with the verdicts.
struct ReportReview {
  /// Bytes of text on each side of a claim.
  private static let context = 160
  /// Bytes of claims, and of text, that the page begins with.
  private static let portion = 40_000

  let stored: StoredReport
  let visitor: Visitor
  let named: NamedFindings
  /// Also what a page that is not asked for in whole leaves out.
  var isWhole = false

  var html: HTML {
    let summary = stored.summary
    let whole = "/reports/\(summary.id)?all=1"
    let claims = Portion(of: stored.claims.map(claim), byteCount: Self.portion, isWhole: isWhole)
    let text = stored.text.bytes.prefix(isWhole ? .max : Self.portion)
    let rest = HTML.when(
      text.count < stored.text.bytes.count,
      "<p><a href=\"\(whole)\">The text goes on</a></p>"
    )
    let copy: HTML =
      summary.nearDuplicateOf.map {
        "<p class=\"note\">Nearly the same as <a href=\"/reports/\($0)\">\($0)</a>.</p>"
      } ?? ""
    return """
      <nav class="crumbs"><a href="/reports">Reports</a> › \(summary.id)</nav>
      <h1>\(summary.title)</h1>\(copy)
      <p class="quiet">\(summary.name) · \(summary.format) · reliability \(summary.reliability.rawValue)
      · TLP \(summary.trafficLight.rawValue) · SHA-256 <code>\(summary.sha256)</code></p>
      <h2>Findings that it names something of</h2>\(NamedFindingList(named: named).html)
      \(HTML.when(named.list.isEmpty, Self.leftOut))
      <div class="review"><section><h2>Claims</h2>
      \(TechniquePageView.list(claims.shown, "None was found in the text."))\(claims.more(whole))\(form)</section>
      <section class="source" tabindex="0" aria-label="Text"><h2>Text</h2>
      <p class="text">\(String(decoding: text, as: UTF8.self))</p>\(rest)</section></div>
      """
  }

  private static let leftOut: HTML = """
    <p class="quiet">What is on a list of warnings is no claim by itself: addresses of private networks and those kept
    for documentation, services that everybody uses. Add one below, and findings are looked for.</p>
    """

  /// What the methods did not find: words of the text, and what they show.
  private var form: HTML {
    if visitor.person.role < .analyst { return "" }
    return """
      <form class="filters card" method="post" action="/reports/\(stored.summary.id)/claims" data-claim>
      \(visitor.formField)<label>Words of the text <input name="words" maxlength="\(ClaimDesk.longestWords)"
      required></label><label>What they show: an id or a name of ATT&amp;CK, or an indicator
      <input name="subject" maxlength="\(ClaimDesk.longestSubject)" required></label>
      <button>Add the claim</button></form>
      """
  }

  private func claim(_ stored: StoredClaim) -> HTML {
    let claim = stored.claim
    let by = stored.decidedBy.map { "by \($0)" } ?? ""
    return """
      <li id="claim-\(String(stored.number))" data-row><strong>\(subject(claim))</strong>
      <span class="tag">\(claim.kind.rawValue)</span> <span class="tag">\(claim.method.rawValue)</span>
      <span class="tag">\(stored.verdict.rawValue)</span> <span class="quiet">\(by)
      \(reason(claim))</span><br>\(excerpt(claim.span))\(decision(stored))</li>
      """
  }

  /// The chance that a ranker gives, and why.
  private func reason(_ claim: Claim) -> HTML {
    let chance = claim.method == .ranked ? "chance \(Int((claim.score * 100).rounded())) %: " : ""
    return "\(chance)\(claim.explanation)"
  }

  private func subject(_ claim: Claim) -> HTML {
    let id = Query.encoded(claim.subject)
    switch claim.kind {
    case .technique: return "<a href=\"/techniques/\(id)\">\(claim.subject)</a>"
    case .actor where claim.subject.contains(" ") || claim.subject.utf8.count != 5:
      // ATT&CK does not have it.
      return "<a href=\"/search?q=\(id)\">\(claim.subject)</a>"
    case .actor: return "<a href=\"/actors/\(id)\">\(claim.subject)</a>"
    case .software: return "<a href=\"/software/\(id)\">\(claim.subject)</a>"
    case .indicator:
      let link = SubjectRoutes.indicatorLink(claim.subject)
      return "<a href=\"\(link)\">\(Defanged.text(claim.subject))</a>"
    }
  }

  private func excerpt(_ span: Range<Int>) -> HTML {
    let bytes = stored.text.bytes
    let span = span.clamped(to: bytes.indices)
    let start = max(0, span.lowerBound - Self.context)
    let end = min(bytes.count, span.upperBound + Self.context)
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    return """
      …\(text(start..<span.lowerBound))<mark>\(text(span))</mark>\(text(span.upperBound..<end))…
      """
  }

  private static func deed(_ verdict: Claim.Verdict) -> String {
    switch verdict {
    case .open: "Open again"
    case .accepted: "Accept"
    case .rejected: "Reject"
    }
  }

  private func decision(_ claim: StoredClaim) -> HTML {
    if visitor.person.role < .analyst { return "" }
    let buttons: [HTML] = Claim.Verdict.allCases.filter { $0 != claim.verdict }.map {
      "<button class=\"quiet\" name=\"verdict\" value=\"\($0.rawValue)\">\(Self.deed($0))</button> "
    }
    let number = String(claim.number)
    return """
      <form method="post" action="/reports/\(stored.summary.id)/claims/\(number)">
      \(visitor.formField)\(buttons)</form>
      """
  }
}
