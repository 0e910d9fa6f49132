/// Share of campaigns that were found by their n-th probe, each detector as it is usually set.
struct ProbesChart {
  private let evaluation: LabEvaluation
  private let plot = PlotArea(left: 76, right: 600, top: 84, bottom: 446)
  private let axis: LogAxis

  init(_ evaluation: LabEvaluation) {
    self.evaluation = evaluation
    let probes = evaluation.labs.flatMap(\.campaigns).filter(\.isExpected).map { Double($0.probes) }
    axis = LogAxis([1] + probes, left: plot.left, right: plot.right, hasZero: false)
  }

  var svg: String {
    var drawing = Drawing(
      width: 980,
      height: 510,
      title: "Campaigns found by their n-th probe",
      summary: evaluation.usualPoints.map(sentence).joined(separator: ". ")
    )
    drawing.text("Campaigns found by their n-th probe", at: (24, 34), "heading")
    drawing.text("Each detector as it is usually set", at: (24, 54), "quiet")
    plot.drawShares(on: &drawing)
    axis.draw(
      on: &drawing,
      top: plot.top,
      bottom: plot.bottom,
      label: "probes of the campaign so far"
    )
    let rules = evaluation.usualPoints.filter { $0.detector != LabEvaluation.rollcall }
    for point in rules { drawing.path(steps(point), "rule") }
    for point in evaluation.usualPoints where point.detector == LabEvaluation.rollcall {
      drawing.path(steps(point), "ours")
    }
    var marks = RuleMarks()
    for (number, point) in rules.enumerated() {
      guard let end = steps(point).last else { continue }
      marks.draw(number + 1, at: end, on: &drawing)
    }
    RuleMarks.drawList(
      at: (730, 92),
      remarks: evaluation.usualPoints.map { (evaluation.title($0.detector), remark($0)) },
      on: &drawing
    )
    return drawing.svg
  }

  private func sentence(_ point: OperatingPoint) -> String {
    "\(evaluation.title(point.detector)): \(remark(point))"
  }

  private func remark(_ point: OperatingPoint) -> String {
    let counts = [10, 100].map { probes in
      "\(Figures.pair(point.found(in: evaluation.labs, within: probes))) by probe \(probes)"
    }
    return counts.joined(separator: ", ")
  }

  /// A stair: the share rises at each number of probes at which some campaign was found.
  private func steps(_ point: OperatingPoint) -> [(x: Double, y: Double)] {
    let expected = zip(evaluation.labs, point.probesToDetection)
      .flatMap { zip($0.campaigns, $1) }.filter { $0.0.isExpected }
    let found = expected.compactMap(\.1).sorted()
    var stair = [(x: axis.x(1), y: plot.y(0))]
    for (place, probes) in found.enumerated() {
      let x = axis.x(Double(probes))
      stair.append((x, stair[stair.count - 1].y))
      stair.append((x, plot.y(Double(place + 1) / Double(expected.count))))
    }
    stair.append((plot.right, stair[stair.count - 1].y))
    return stair
  }
}
