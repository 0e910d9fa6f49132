/// What the tests of a technique have found here: over time as bars and as the table behind them, and
/// how to run them now.
struct TechniqueDetection {
  private static let (width, height) = (720, 90)

  let months: [(month: String, count: Int)]
  let technique: String

  var html: HTML {
    """
    <h3>Findings over time</h3>\(chart)
    <p>Run now: <a href="/">drop a log on the start page</a>, or
    <code>rollcall scan LOGS --workspace …</code></p>
    """
  }

  private var chart: HTML {
    let most = months.map(\.count).max() ?? 0
    if most == 0 {
      return "<p class=\"empty\">None yet: nothing that was read here holds this technique.</p>"
    }
    let step = Double(Self.width) / Double(months.count)
    let bars: [HTML] = months.enumerated().map { place, month in
      let height = Double(Self.height * month.count) / Double(most)
      return """
        <rect x="\(RollCallPlot.figure(Double(place) * step))"
        y="\(RollCallPlot.figure(Double(Self.height) - height))"
        width="\(RollCallPlot.figure(min(max(step - 2, 1), 60)))" height="\(RollCallPlot.figure(height))">
        <title>\(month.month): \(month.count)</title></rect>
        """
    }
    let rows: [HTML] = months.map { month in
      "<tr><td>\(month.month)</td><td class=\"number\">\(month.count)</td></tr>"
    }
    let label = "Findings of each month, \(months[0].month) to \(months[months.count - 1].month)"
    return """
      <figure><svg class="plot" viewBox="0 0 \(Self.width) \(Self.height)" role="img"
      aria-label="\(label); the most are \(most)" preserveAspectRatio="none">\(bars)</svg>
      <figcaption>\(label), by the month in which each was last seen; superseded ones are left out.
      <a href="/findings?technique=\(technique)">The list</a></figcaption></figure>
      <details><summary>As a table</summary><table><thead><tr><th>Month</th>
      <th class="number">Findings</th></tr></thead><tbody>\(rows)</tbody></table></details>
      """
  }
}
