/// Many probes as cells. A cell has the colour of its most telling probe, so that a single confirmed
/// name among thousands shows, and three steps of darkness for how many lie in it.
struct DensityGrid {
  static let (columns, rows) = (124, 42)
  private static let darkness = [0.35, 0.65, 1.0]

  private struct Cell {
    var count = 0
    var kind = RollCallPlot.Kind.absent
  }

  private var cells = [Cell](repeating: Cell(), count: columns * rows)

  init(_ spots: [RollCallPlot.Spot]) {
    for spot in spots {
      let column = min(Int(spot.across * Double(Self.columns)), Self.columns - 1)
      let row = min(Int(spot.up * Double(Self.rows)), Self.rows - 1)
      let place = row * Self.columns + column
      cells[place].count += 1
      if spot.kind.rawValue < cells[place].kind.rawValue || cells[place].count == 1 {
        cells[place].kind = spot.kind
      }
    }
  }

  /// At most nine: three colours in three steps.
  var paths: [HTML] {
    let most = cells.map(\.count).max() ?? 1
    var drawn: [[String]] = Array(
      repeating: [],
      count: RollCallPlot.Kind.allCases.count * Self.darkness.count
    )
    for (place, cell) in cells.enumerated() where cell.count > 0 {
      // Thirds of the largest count.
      let step = min(cell.count * Self.darkness.count / (most + 1), Self.darkness.count - 1)
      drawn[cell.kind.rawValue * Self.darkness.count + step].append(Self.square(place))
    }
    return RollCallPlot.Kind.allCases.flatMap { kind in
      Self.darkness.indices.compactMap { step -> HTML? in
        let squares = drawn[kind.rawValue * Self.darkness.count + step]
        if squares.isEmpty { return nil }
        return """
          <path fill="\(kind.colour)" fill-opacity="\(String(Self.darkness[step]))" d="\(squares.joined())"/>
          """
      }
    }
  }

  private static func square(_ place: Int) -> String {
    let width = (RollCallPlot.width - 2 * RollCallPlot.margin) / Double(columns)
    let height = (RollCallPlot.height - 2 * RollCallPlot.margin) / Double(rows)
    let x = RollCallPlot.margin + Double(place % columns) * width
    let y = RollCallPlot.height - RollCallPlot.margin - Double(place / columns + 1) * height
    return "M\(RollCallPlot.figure(x)) \(RollCallPlot.figure(y))h7v6h-7z"
  }
}
