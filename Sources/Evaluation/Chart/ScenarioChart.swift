import Lab

/// Share of campaigns found, scenario by scenario: Rollcall above the best rule.

struct ScenarioChart {
  private let evaluation: LabEvaluation
  private let summaries: [ScenarioSummary]
  private static let rowHeight = 26.0
  private static let top = 92.0
  private static let (left, right) = (250.0, 720.0)

  init(_ evaluation: LabEvaluation) {
    self.evaluation = evaluation
    summaries = evaluation.scenarioSummaries.filter(\.isExpected)
  }

  private var bottom: Double { Self.top + Double(summaries.count) * Self.rowHeight }

  var svg: String {
    let rule = evaluation.bestRule
    let ruleTitle = rule.map { evaluation.title($0.detector) } ?? "no rule"
    var drawing = Drawing(
      width: 900,
      height: Int(bottom) + 60,
      title: "Campaigns found, by scenario",
      summary: summaries.map { "\($0.scenario.rawValue): Rollcall \(Figures.pair($0.found))" }
        .joined(separator: ". ")
    )
    drawing.text("Campaigns found, by scenario", at: (24, 34), "heading")
    drawing.circle((31, 52), radius: 6, "ours-dot")
    drawing.text("Rollcall, with the 95 % interval", at: (44, 56), "quiet")
    drawing.circle((246, 52), radius: 6, "rule-dot")
    drawing.text("best rule as usually set: \(ruleTitle)", at: (259, 56), "quiet")
    drawGrid(on: &drawing)
    for (number, summary) in summaries.enumerated() {
      let y = Self.top + (Double(number) + 0.5) * Self.rowHeight
      drawing.text(summary.scenario.rawValue, at: (Self.left - 16, y + 4), anchor: .end, "label")
      if let rule { draw(rule.found(summary, in: evaluation.labs), y: y + 5, "rule", on: &drawing) }
      draw(summary.found, y: y - 4, "ours", on: &drawing)
      drawing.text(remark(summary), at: (Self.right + 20, y + 4), "quiet")
    }
    return drawing.svg
  }

  private func x(_ share: Double) -> Double { Self.left + share * (Self.right - Self.left) }

  private func drawGrid(on drawing: inout Drawing) {
    for fifth in 0...5 {
      let x = x(Double(fifth) / 5)
      drawing.line((x, Self.top), (x, bottom), "grid")
      drawing.text("\(fifth * 20) %", at: (x, bottom + 20), anchor: .middle, "quiet")
    }
    drawing.text("found", at: ((Self.left + Self.right) / 2, bottom + 42), anchor: .middle, "label")
    drawing.text("median probes", at: (Self.right + 20, Self.top - 8), "quiet")
  }

  private func remark(_ summary: ScenarioSummary) -> String {
    "\(Figures.count(summary.medianProbes)), \(Figures.pair(summary.found)) found"
  }

  private func draw(_ found: Proportion, y: Double, _ style: String, on drawing: inout Drawing) {
    guard let share = found.share else { return }
    let isOurs = style == "ours"
    if let spread = Interval.wilson(found.hits, of: found.total) {
      drawing.line((x(spread.lower), y), (x(spread.upper), y), isOurs ? "spread" : "rule-spread")
    }
    drawing.circle((x(share), y), radius: isOurs ? 5.5 : 4.5, "\(style)-dot")
  }
}
