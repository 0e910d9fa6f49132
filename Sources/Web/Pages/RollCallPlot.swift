// Few probes are points; many are cells, darker where more lie in one. The cells of one colour and
// darkness are one path: a picture of 100,000 probes weighs some ten kilobytes and shows what the
// points would, the diagonals and bands of a list that is read out.

import Model
import Scan

/// The probes of a finding: time across, the name's place in the alphabet upward.
///
/// It is a picture of its own, so its colours must do on light and on dark.
struct RollCallPlot {
  static let mostPoints = 1500
  static let (width, height, margin) = (1000.0, 320.0, 34.0)

  /// What is shown of a probe, the most telling first.
  enum Kind: Int, CaseIterable {
    case told
    case exists
    case absent

    init(_ outcome: Outcome) {
      guard outcome.existence.exists else {
        self = .absent
        return
      }
      self = outcome.disclosure == .disclosed ? .told : .exists
    }

    var colour: String {
      switch self {
      case .told: "#d1453b"
      case .exists: "#c98a1b"
      case .absent: "#5b8db8"
      }
    }

    var name: String {
      switch self {
      case .told: "confirmed to the operator"
      case .exists: "existing but not confirmed"
      case .absent: "absent"
      }
    }
  }

  /// A probe within the region, its place from 0 to 1.
  struct Spot {
    var across: Double
    var up: Double
    var kind: Kind
    var point: ProbePoints.Point
  }

  let finding: Finding
  let region: PlotRegion
  let nameCount: Int
  /// In the order of time.
  let spots: [Spot]
  private let reason: String?

  init(of finding: Finding, _ reading: ProbePoints.Reading, in region: PlotRegion? = nil) {
    self.finding = finding
    switch reading {
    case .absent(let reason):
      self.region = region ?? PlotRegion(of: finding, nameCount: 0)
      (self.reason, nameCount, spots) = (reason, 0, [])
    case .points(let points):
      let rank = Self.ranks(of: points)
      let region = region ?? PlotRegion(of: finding, nameCount: rank.count)
      (self.region, reason, nameCount) = (region, nil, rank.count)
      spots = points.compactMap { Self.spot($0, rank[$0.name] ?? 0, in: region) }
        .sorted { $0.across < $1.across }
    }
  }

  static func ranks(of points: [ProbePoints.Point]) -> [String: Int] {
    let names = Set(points.map(\.name)).sorted()
    return Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
  }

  private static func spot(
    _ point: ProbePoints.Point,
    _ rank: Int,
    in region: PlotRegion
  ) -> Spot? {
    let time = point.time.millisecondsSince1970
    guard region.times.contains(time), region.ranks.contains(rank) else { return nil }
    let span = Double(max(region.times.upperBound - region.times.lowerBound, 1))
    let names = Double(max(region.ranks.upperBound - region.ranks.lowerBound, 1))
    return Spot(
      across: Double(time - region.times.lowerBound) / span,
      up: Double(rank - region.ranks.lowerBound) / names,
      kind: Kind(point.outcome),
      point: point
    )
  }

  /// For an element of a page: `overlay` lies over the probes.
  func svg(attributes: HTML = "", overlay: [HTML] = [], linking link: ((Spot) -> String)? = nil)
    -> HTML
  {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 320" font-family="sans-serif"
    font-size="13" fill="#7b8a99"\(attributes)>\(content(link))\(overlay)</svg>
    """
  }

  var svg: HTML { svg() }

  var isDrawn: Bool { reason == nil }

  /// Who cannot see the picture reads this.
  var sentence: String {
    if let reason { return reason }
    let counts = Kind.allCases.map { kind in
      "\(spots.count { $0.kind == kind }) \(kind.name)"
    }
    return "\(spots.count) probes of \(nameCount) names: \(counts.joined(separator: ", "))"
  }

  private func content(_ link: ((Spot) -> String)?) -> HTML {
    if let reason { return "<text x=\"500\" y=\"160\" text-anchor=\"middle\">\(reason)</text>" }
    let marks: [HTML] =
      spots.count > Self.mostPoints
      ? DensityGrid(spots).paths : spots.map { circle($0, link) }
    return "\(axes)\(marks)\(legend)"
  }

  private func circle(_ spot: Spot, _ link: ((Spot) -> String)?) -> HTML {
    let x = Self.figure(Self.margin + spot.across * (Self.width - 2 * Self.margin))
    let y = Self.figure(Self.height - Self.margin - spot.up * (Self.height - 2 * Self.margin))
    let circle: HTML = "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"4\" fill=\"\(spot.kind.colour)\"/>"
    guard let link else { return circle }
    let label = "\(TimeText.minute(spot.point.time)), \(spot.kind.name)"
    return "<a href=\"\(link(spot))\" aria-label=\"\(label)\">\(circle)</a>"
  }

  private var axes: HTML {
    let (start, end) = (region.times.lowerBound, region.times.upperBound)
    return """
      <text x="34" y="310">\(TimeText.minute(Timestamp(millisecondsSince1970: start)))</text>
      <text x="966" y="310" text-anchor="end">\(TimeText.minute(Timestamp(millisecondsSince1970: end))) UTC</text>
      <text x="966" y="18" text-anchor="end">\(spots.count) probes</text>
      """
  }

  private var legend: HTML {
    """
    <circle cx="40" cy="14" r="4" fill="#5b8db8"/><text x="50" y="18">absent</text>
    <circle cx="120" cy="14" r="4" fill="#c98a1b"/><text x="130" y="18">existing but not confirmed</text>
    <circle cx="330" cy="14" r="4" fill="#d1453b"/><text x="340" y="18">confirmed to the operator</text>
    """
  }

  /// One decimal is a tenth of a pixel.
  static func figure(_ value: Double) -> String {
    String((value * 10).rounded() / 10)
  }
}
