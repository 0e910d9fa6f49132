import Model
import Scan

/// What is left of a finding when part of its evidence is struck out.
struct StrikePage {
  let finding: Finding
  let what: String
  let answer: StrikeDesk.Answer

  var html: HTML {
    """
    <nav class="crumbs"><a href="/findings">Findings</a> ›
    <a href="/findings/\(finding.id)">\(finding.id)</a> › struck out</nav>
    <h1>Without \(String(what.trimmingPrefix("term:")))</h1>\(text)
    <p class="quiet">The whole log was judged again as if these attempts had never been made;
    <code>rollcall explain \(finding.id) --strike '\(what)'</code> does the same.</p>
    """
  }

  private var text: HTML {
    switch answer {
    case .none(let reason): return "<p class=\"note\">\(reason)</p>"
    case .verdict(let verdict):
      let left: [HTML] = verdict.remaining.map { left in
        """
        <li>\(FindingHeadline.text(left)): \(left.probes) of \(finding.probes) probes, score
        \(RollCallPlot.figure(left.score.log10E)) of \(RollCallPlot.figure(finding.score.log10E))</li>
        """
      }
      let fallen: HTML = "<p><strong>The verdict falls: nothing is left.</strong></p>"
      return """
        <p>\(verdict.struckAttempts) attempts were struck out.</p>
        \(left.isEmpty ? fallen : "<p>The verdict stands:</p><ul>\(left)</ul>")
        """
    }
  }
}
