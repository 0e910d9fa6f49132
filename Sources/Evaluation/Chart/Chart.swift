/// A drawing of the report: one file, without script, readable in light and dark.
package struct Chart: Sendable {
  package var fileName: String
  package var svg: String
}

extension LabEvaluation {
  package var charts: [Chart] {
    [
      Chart(fileName: "curve.svg", svg: CurveChart(self).svg),
      Chart(fileName: "probes.svg", svg: ProbesChart(self).svg),
      Chart(fileName: "scenarios.svg", svg: ScenarioChart(self).svg),
    ]
  }
}
