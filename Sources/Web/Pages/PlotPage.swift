import Model
import Scan

/// The roll-call plot to zoom into, down to single lines of the log.
struct PlotPage {
  /// More are counted, not listed.
  private static let linesListed = 100
  private static let (columns, rows) = (8, 4)

  let plot: RollCallPlot
  let whole: PlotRegion

  private var path: String { "/findings/\(plot.finding.id)" }
  private var isCrowded: Bool { plot.spots.count > RollCallPlot.mostPoints }

  var html: HTML {
    """
    <nav class="crumbs"><a href="/findings">Findings</a> › <a href="\(path)">\(plot.finding.id)</a> › plot</nav>
    <h1>Roll call, probe by probe</h1>
    <figure><div class="wide" tabindex="0" role="region" aria-label="Plot">\(picture)</div>\(HTML.when(plot.isDrawn, "<figcaption>\(plot.sentence). \(help)</figcaption>"))</figure>
    <p>\(HTML.when(plot.region != whole, "<a href=\"\(path)/plot\">The whole plot</a>"))</p>\(table)
    """
  }

  private var picture: HTML {
    let attributes: HTML = " class=\"rollcall\" role=\"group\" aria-label=\"\(plot.sentence)\""
    return plot.svg(
      attributes: attributes,
      overlay: isCrowded ? zones : [],
      linking: { "\(path)/lines/\($0.point.line)" }
    )
  }

  private var help: String {
    isCrowded
      ? "Choose a part of the picture to see it larger; with fewer than \(RollCallPlot.mostPoints) probes each is a link to its line."
      : "Each point is a link to its line of the log."
  }

  /// Parts of the picture as links.
  private var zones: [HTML] {
    let width = (RollCallPlot.width - 2 * RollCallPlot.margin) / Double(Self.columns)
    let height = (RollCallPlot.height - 2 * RollCallPlot.margin) / Double(Self.rows)
    return plot.region.cut(columns: Self.columns, rows: Self.rows).map { column, row, part in
      let x = RollCallPlot.figure(RollCallPlot.margin + Double(column) * width)
      let top = RollCallPlot.height - RollCallPlot.margin - Double(row + 1) * height
      let label =
        "Larger: part \(column + 1) of \(Self.columns) in time, \(row + 1) of \(Self.rows) of the names"
      return """
        <a href="\(part.query.link(path + "/plot"))" aria-label="\(label)"><rect class="zone" x="\(x)"
        y="\(RollCallPlot.figure(top))" width="\(RollCallPlot.figure(width))"
        height="\(RollCallPlot.figure(height))" fill-opacity="0"/></a>
        """
    }
  }

  private var table: HTML {
    if plot.spots.isEmpty { return "" }
    let rows: [HTML] = plot.spots.prefix(Self.linesListed).map { spot in
      """
      <tr data-row><td>\(spot.point.time.rfc3339)</td><td>\(spot.kind.name)</td>
      <td><a href="\(path)/lines/\(spot.point.line)">line \(spot.point.line + 1) of those cited</a></td></tr>
      """
    }
    let hidden = plot.spots.count - rows.count
    return """
      <details><summary>The same as a table</summary><div class="wide" tabindex="0" role="group" aria-label="Table"><table><thead><tr><th>Time, UTC</th>
      <th>Answer</th><th>Line</th></tr></thead><tbody>\(rows)</tbody></table></div>
      \(HTML.when(hidden > 0, "<p>and \(hidden) more: zoom in</p>"))</details>
      """
  }
}
