import Knowledge

/// The matrix as columns of tactics.
struct MatrixPage {
  let matrix: Matrix

  var html: HTML {
    let columns: [HTML] = matrix.columns.map { column in
      """
      <section class="tactic"><h2>\(Self.title(column.tactic))</h2>
      <ul>\(column.entries.map(Self.entry))</ul></section>
      """
    }
    return """
      <h1>Matrix</h1><p>\(matrix.release?.title ?? "ATT&CK"): techniques, with the findings, reports and
      hunts of this workspace; of sub-techniques only those that something is here of.
      <a href="/matrix/layer.json">As a layer for ATT&amp;CK Navigator</a></p>
      <div class="matrix">\(columns)</div>
      """
  }

  private static func title(_ tactic: String) -> String {
    let words = tactic.replacing("-", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  private static func entry(_ entry: Matrix.Entry) -> HTML {
    let counts = [(entry.findings, "finding"), (entry.reports, "report"), (entry.hunts, "hunt")]
      .filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    let mark: HTML =
      entry.findings > 0 ? " class=\"seen\"" : entry.isEmpty ? "" : " class=\"known\""
    let text = HTML.when(!counts.isEmpty, "<br><span>\(counts.joined(separator: ", "))</span>")
    return
      "<li\(mark)><a href=\"/techniques/\(entry.id)\">\(entry.id)</a> \(entry.name)\(text)</li>"
  }
}
