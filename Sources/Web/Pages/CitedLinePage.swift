import Model
import Scan

/// One cited line with its neighbours: where it stands, and whether it is what was cited.
struct CitedLinePage {
  let cited: CitedPlace
  let line: CitedLine

  private var finding: String { cited.finding }
  private var evidence: Evidence { cited.evidence }

  var html: HTML {
    """
    <nav class="crumbs"><a href="/findings">Findings</a> ›
    <a href="/findings/\(finding)">\(finding)</a> › line \(cited.number + 1) of \(cited.lineCount)</nav>
    <h1>A line of the log</h1>
    <dl class="facts card"><div><dt>File</dt><dd>\(evidence.file)</dd></div>
    <div><dt>Bytes</dt><dd>\(String(evidence.offset)) to
    \(String(evidence.offset + UInt64(evidence.length)))</dd></div>
    <div><dt>SHA-256</dt><dd><code>\(evidence.sha256)</code></dd></div>
    <div><dt>Now</dt><dd>\(Self.sentence(line.state))</dd></div></dl>
    \(HTML.when(line.state == .intact, text))
    <p>\(neighbour(cited.number - 1, "The line before"))
    \(neighbour(cited.number + 1, "The next line"))</p>
    <p class="quiet">The same on the command line:
    <code>\(command)</code></p>
    """
  }

  private var command: String {
    let cut = "head -c \(evidence.length) | sha256sum"
    let start = "tail -c +\(evidence.offset + 1)"
    return line.isUnpacked
      ? "… the log unpacked, as UTF-8 … | \(start) | \(cut)" : "\(start) FILE | \(cut)"
  }

  private static func sentence(_ state: CitedLineReading.State) -> String {
    switch state {
    case .intact: "as it was when it was cited"
    case .changed: "other bytes stand there: the log was changed or turned over"
    case .missing: "the log is not where it was, or cannot be read"
    case .tooFar:
      "so deep in a packed log that it was not unpacked for this page: see rollcall show --evidence"
    }
  }

  private var text: HTML {
    func lines(_ lines: [String]) -> [HTML] { lines.map { "<span class=\"quiet\">\($0)</span>\n" } }
    return """
      <pre class="log" tabindex="0" aria-label="The line with its neighbours">\(lines(line.before))<mark>\(line.text)</mark>
      \(lines(line.after))</pre>
      """
  }

  private func neighbour(_ number: Int, _ name: String) -> HTML {
    guard (0..<cited.lineCount).contains(number) else { return "" }
    let mark: HTML = number > cited.number ? " rel=\"next\" data-next" : ""
    return "<a\(mark) href=\"/findings/\(finding)/lines/\(number)\">\(name) that is cited</a> "
  }
}
