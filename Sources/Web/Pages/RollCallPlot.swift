import Model
import Scan

/// Each probe as a point: time across, the name's place in the alphabet upward.
///
/// It is a picture of its own, so its colours must do on light and on dark.
struct RollCallPlot {
  private static let (width, height, margin) = (1000.0, 320.0, 34.0)

  private let finding: Finding
  private let reading: ProbePoints.Reading

  init(of finding: Finding, _ reading: ProbePoints.Reading) {
    (self.finding, self.reading) = (finding, reading)
  }

  var svg: HTML {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 320" font-family="sans-serif"
    font-size="13" fill="#7b8a99">\(content)</svg>
    """
  }

  private var content: HTML {
    switch reading {
    case .absent(let reason): "<text x=\"500\" y=\"160\" text-anchor=\"middle\">\(reason)</text>"
    case .points(let points): "\(axes(points.count))\(circles(points))\(legend)"
    }
  }

  private func circles(_ points: [ProbePoints.Point]) -> [HTML] {
    let names = Set(points.map(\.name)).sorted()
    let rank = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Double($0)) })
    let first = Double(finding.firstSeen.millisecondsSince1970)
    let span = max(Double(finding.lastSeen.millisecondsSince1970) - first, 1)
    return points.map { point in
      let across = (Double(point.time.millisecondsSince1970) - first) / span
      let up = (rank[point.name] ?? 0) / max(Double(names.count - 1), 1)
      let x = Self.figure(Self.margin + across * (Self.width - 2 * Self.margin))
      let y = Self.figure(Self.height - Self.margin - up * (Self.height - 2 * Self.margin))
      return "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"4\" fill=\"\(Self.colour(point.outcome))\"/>"
    }
  }

  private static func colour(_ outcome: Outcome) -> String {
    guard outcome.existence.exists else { return "#5b8db8" }
    return outcome.disclosure == .disclosed ? "#d1453b" : "#c98a1b"
  }

  private func axes(_ count: Int) -> HTML {
    """
    <text x="34" y="310">\(TimeText.minute(finding.firstSeen))</text>
    <text x="966" y="310" text-anchor="end">\(TimeText.minute(finding.lastSeen)) UTC</text>
    <text x="966" y="18" text-anchor="end">\(count) lines</text>
    """
  }

  private var legend: HTML {
    """
    <circle cx="40" cy="14" r="4" fill="#5b8db8"/><text x="50" y="18">absent</text>
    <circle cx="120" cy="14" r="4" fill="#c98a1b"/><text x="130" y="18">exists</text>
    <circle cx="196" cy="14" r="4" fill="#d1453b"/><text x="206" y="18">exists, and was told</text>
    """
  }

  /// One decimal is a tenth of a pixel.
  private static func figure(_ value: Double) -> String {
    String((value * 10).rounded() / 10)
  }
}
