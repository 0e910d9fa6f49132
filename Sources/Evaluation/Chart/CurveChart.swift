/// Share of campaigns found against false findings: one line a detector, through all of its settings.
struct CurveChart {
  private let evaluation: LabEvaluation
  private let plot = PlotArea(left: 76, right: 600, top: 84, bottom: 446)
  private let axis: LogAxis

  init(_ evaluation: LabEvaluation) {
    self.evaluation = evaluation
    axis = LogAxis(
      evaluation.points.map(\.falsePerTenMillion),
      left: plot.left,
      right: plot.right,
      hasZero: true
    )
  }

  var svg: String {
    let labs = evaluation.labs
    var drawing = Drawing(
      width: 980,
      height: 510,
      title: "Campaigns found against false findings",
      summary: evaluation.usualPoints.map { point in
        "\(evaluation.title(point.detector)): \(Figures.pair(point.found(in: labs))) campaigns, "
          + "\(Figures.decimal(point.falsePerTenMillion)) false findings per 10 million events"
      }.joined(separator: ". ")
    )
    drawing.text("Campaigns found against false findings", at: (24, 34), "heading")
    drawing.text(
      "Each line goes through the settings of one detector; the number marks its usual one",
      at: (24, 54),
      "quiet"
    )
    plot.drawShares(on: &drawing)
    axis.draw(
      on: &drawing,
      top: plot.top,
      bottom: plot.bottom,
      label: "false findings per 10 million benign events"
    )
    for rule in ThresholdRule.catalogue { drawLine(rule.id, "rule", on: &drawing) }
    drawLine(LabEvaluation.rollcall, "ours", on: &drawing)
    drawMarks(on: &drawing)
    drawList(on: &drawing)
    return drawing.svg
  }

  private func place(_ point: OperatingPoint) -> (x: Double, y: Double) {
    (axis.x(point.falsePerTenMillion), plot.y(point.found(in: evaluation.labs).share ?? 0))
  }

  private func drawLine(_ detector: String, _ style: String, on drawing: inout Drawing) {
    let points = evaluation.points.filter { $0.detector == detector }
    drawing.path(points.map(place), style)
    for point in points {
      drawing.circle(
        place(point),
        radius: style == "ours" ? 4 : 2.5,
        style == "ours" ? "ours-dot" : "small-dot"
      )
    }
  }

  private func drawMarks(on drawing: inout Drawing) {
    var marks = RuleMarks()
    for (number, rule) in ThresholdRule.catalogue.enumerated() {
      guard let usual = evaluation.usualPoints.first(where: { $0.detector == rule.id }) else {
        continue
      }
      marks.draw(number + 1, at: place(usual), on: &drawing)
    }
    if let ours = evaluation.usualPoints.first(where: { $0.detector == LabEvaluation.rollcall }) {
      drawing.circle(place(ours), radius: 7, "ours-dot")
    }
  }

  private func drawList(on drawing: inout Drawing) {
    let remarks = evaluation.usualPoints.map { point in
      (
        title: evaluation.title(point.detector),
        remark: "\(Figures.pair(point.found(in: evaluation.labs))) found, "
          + "\(Figures.decimal(point.falsePerTenMillion)) false per 10 M"
      )
    }
    RuleMarks.drawList(at: (654, 92), remarks: remarks, on: &drawing)
  }
}
