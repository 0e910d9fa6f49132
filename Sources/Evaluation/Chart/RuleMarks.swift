/// Numbered marks of the rules, moved aside where they would cover each other, and the list that says
/// which is which.
struct RuleMarks {
  private var placed: [(x: Double, y: Double)] = []
  private static let radius = 8.5
  private static let apart = 18.0

  mutating func draw(_ number: Int, at place: (x: Double, y: Double), on drawing: inout Drawing) {
    var place = place
    func isFree(_ place: (x: Double, y: Double)) -> Bool {
      !placed.contains { abs($0.x - place.x) < Self.apart && abs($0.y - place.y) < Self.apart }
    }
    while !isFree(place) { place.x += Self.apart }
    placed.append(place)
    drawing.circle(place, radius: Self.radius, "rule-dot")
    drawing.text("\(number)", at: (place.x, place.y + 3.5), anchor: .middle, "mark-label")
  }

  /// The list of all detectors, each with a remark.
  static func drawList(
    at corner: (x: Double, y: Double),
    remarks: [(title: String, remark: String)],
    on drawing: inout Drawing
  ) {
    for (number, entry) in remarks.enumerated() {
      let y = corner.y + Double(number) * 38
      if number == 0 {
        drawing.line((corner.x - 9, y - 4), (corner.x + 9, y - 4), "ours")
      } else {
        drawing.circle((corner.x, y - 4), radius: radius, "rule-dot")
        drawing.text("\(number)", at: (corner.x, y - 0.5), anchor: .middle, "mark-label")
      }
      let style = number == 0 ? "ours-label" : "label"
      drawing.text(entry.title, at: (corner.x + 18, y), style)
      drawing.text(entry.remark, at: (corner.x + 18, y + 15), "quiet")
    }
  }
}
