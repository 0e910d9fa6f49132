import Knowledge
import WorkspaceStore

/// The matrix as columns of tactics, with a layer of somebody's laid over it.
struct MatrixPage {
  let matrix: Matrix
  let layers: [(number: Int64, name: String)]
  let layer: StoredLayer?
  let visitor: Visitor

  var html: HTML {
    let columns: [HTML] = matrix.columns.map { column in
      """
      <section class="tactic"><h2>\(Self.title(column.tactic))</h2>
      <ul>\(column.entries.map(entry))</ul></section>
      """
    }
    return """
      <h1>Matrix</h1><p>\(matrix.release?.title ?? "ATT&CK"): techniques, with the findings, reports and
      hunts of this workspace; of sub-techniques only those that something is here of.
      <a href="/matrix/layer.json">As a layer for ATT&amp;CK Navigator</a></p>
      \(chips)\(comparison)
      <div class="matrix" tabindex="0" role="region" aria-label="Matrix">\(columns)</div>
      \(HTML.when(visitor.person.role >= .analyst, form))
      """
  }

  private static func title(_ tactic: String) -> String {
    let words = tactic.replacing("-", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  private var chips: HTML {
    if layers.isEmpty { return "" }
    let chips: [HTML] = layers.map { number, name in
      let mark: HTML = number == layer?.number ? " aria-current=\"true\"" : ""
      return """
        <li class="chip"><a href="/matrix?layer=\(String(number))"\(mark)>\(name)</a>
        \(HTML.when(visitor.person.role >= .analyst, removal(number, name)))</li>
        """
    }
    return "<ul class=\"chips\" aria-label=\"Layers\">\(chips)</ul>"
  }

  private func removal(_ number: Int64, _ name: String) -> HTML {
    """
    <form class="inline" method="post" action="/matrix/layers/\(String(number))/remove">
    \(visitor.formField)<button class="quiet" aria-label="Remove \(name)">×</button></form>
    """
  }

  /// What of the layer this workspace has something of.
  private var comparison: HTML {
    guard let layer else { return "" }
    let all = matrix.columns.flatMap(\.entries)
    let here = Set(all.filter { !$0.isEmpty }.map(\.id))
    let both = here.intersection(layer.entries.keys).count
    let unknown = layer.unknown.prefix(20).joined(separator: ", ")
    return """
      <p><strong>\(layer.name)</strong>: \(layer.entries.count) techniques, of \(both) of them something
      is here. <a href="/matrix">Without the layer</a></p>
      \(HTML.when(!layer.unknown.isEmpty, "<p class=\"quiet\">\(layer.unknown.count) of its ids are not in the ATT&amp;CK in use: \(unknown)</p>"))
      """
  }

  private func entry(_ entry: Matrix.Entry) -> HTML {
    let counts = [(entry.findings, "finding"), (entry.reports, "report"), (entry.hunts, "hunt")]
      .filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    let own = layer?.entries[entry.id]
    let classes = [
      entry.findings > 0 ? "seen" : entry.isEmpty ? "" : "known", own == nil ? "" : "layered",
    ].filter { !$0.isEmpty }.joined(separator: " ")
    let mark: HTML = classes.isEmpty ? "" : " class=\"\(classes)\""
    let text = HTML.when(!counts.isEmpty, "<br><span>\(counts.joined(separator: ", "))</span>")
    return """
      <li\(mark)><a href="/techniques/\(entry.id)">\(entry.id)</a> \(entry.name)\(text)\(Self.note(own))</li>
      """
  }

  private static func note(_ entry: StoredLayer.Entry?) -> HTML {
    guard let entry else { return "" }
    let score = entry.score.map { "score \(RollCallPlot.figure($0))" } ?? "no score"
    return "<br><span class=\"tag\">\(score)</span> <span class=\"quiet\">\(entry.comment)</span>"
  }

  private var form: HTML {
    """
    <form class="card drop" data-drop="/matrix/layers">\(visitor.formField)
    <label>Lay a Navigator layer (4.5) over it: <input type="file" accept=".json" required></label>
    <button>Lay it over</button><span data-state role="status"></span></form>
    """
  }
}
