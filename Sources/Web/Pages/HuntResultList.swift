import Model
import Scan
import WorkspaceStore

/// Saved hunts with what their runs found, and a form for what people make of it.
struct HuntResultList {
  static let resultsShown = 50

  let hunt: SavedHunt
  let results: [HuntResultRecord]
  let visitor: Visitor
  /// Where a verdict leads back to.
  let page: String

  var html: HTML {
    let new = results.count { $0.isNew }
    let open = results.count { $0.verdict == .open }
    let rows = results.prefix(Self.resultsShown).map(row)
    let rest = results.count - rows.count
    let parameters = hunt.parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return """
      <li><details\(HTML.when(open > 0, " open"))><summary><strong>\(hunt.name)</strong>
      <span class="tag">\(results.count) found</span> <span class="tag">\(new) new</span>
      <span class="tag">\(open) open</span></summary>
      <p class="quiet">Saved \(TimeText.minute(hunt.savedAt)) \(parameters.joined(separator: ", ")).
      Again: <code>rollcall hunt run \(hunt.name) LOGS --workspace …</code></p>
      \(HTML.when(rows.isEmpty, "<p>It has not run yet, or has found nothing.</p>"))
      <ul class="uses">\(rows)</ul>\(HTML.when(rest > 0, "<p>and \(rest) more</p>"))</details></li>
      """
  }

  private func row(_ result: HuntResultRecord) -> HTML {
    let summary = HuntResultSummary(result)
    let history: [HTML] = result.verdicts.map { verdict in
      """
      <br><span class="quiet">\(TimeText.minute(verdict.at)) \(verdict.person):
      \(verdict.verdict.rawValue)</span> \(verdict.note)
      """
    }
    let places: [HTML] = summary.lines.prefix(5).map { line in
      if let finding = line.finding {
        return "<br><a href=\"/findings/\(finding)\">\(finding)</a>"
      }
      return "<br><code>\(line.place)</code>"
    }
    return """
      <li data-row id="\(result.id)"><span class="tag">\(result.verdict.rawValue)</span>
      \(HTML.when(result.isNew, "<span class=\"tag alarm\">new</span>")) <strong>\(summary.subject)</strong>
      \(summary.seen) <span class="quiet">\(result.rule), \(result.id), first found
      \(TimeText.minute(result.firstSeen))</span>\(places)\(history)\(form(result))</li>
      """
  }

  private func form(_ result: HuntResultRecord) -> HTML {
    if visitor.person.role < .analyst { return "" }
    let words: [HTML] = HuntVerdict.Word.allCases.map { word in
      let mark: HTML = word == result.verdict ? " selected" : ""
      return "<option\(mark)>\(word.rawValue)</option>"
    }
    return """
      <form class="filters" method="post" action="/hunts/results/\(result.id)">\(visitor.formField)
      <input type="hidden" name="page" value="\(page)">
      <label>Verdict <select name="verdict">\(words)</select></label>
      <label>Why <input name="note" maxlength="500"></label><button>Keep</button></form>
      """
  }
}
