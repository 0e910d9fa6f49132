import Hummingbird
import Model
import WorkspaceStore

/// What stands behind a finding: its plot to zoom into, each cited line, and the verdict without part
/// of it.
struct LineRoutes {
  let workspace: Workspace
  let points: PointCache
  let now: @Sendable () -> Timestamp

  func add(to router: Router<WebContext>) {
    router.get("/findings/:id/plot") { request, context in
      let visitor = try context.visitor()
      let finding = try workspace.finding(id: context.parameters.require("id")).finding
      let reading = try await points.reading(of: finding)
      let whole = RollCallPlot(of: finding, reading).region
      let region = try PlotRegion(request.uri.queryParameters, within: whole)
      let plot = RollCallPlot(of: finding, reading, in: region)
      return Layout(title: "Plot", visitor: visitor, section: "/findings")
        .response(PlotPage(plot: plot, whole: whole).html)
    }
    router.get("/findings/:id/lines/:number") { _, context in
      let visitor = try context.visitor()
      let finding = try workspace.finding(id: context.parameters.require("id")).finding
      guard let number = Int(try context.parameters.require("number")),
        finding.evidence.indices.contains(number)
      else { throw HTTPError(.notFound) }
      let subject = "\(finding.id) line \(number)"
      try workspace.audit(visitor.person.name, "read line", subject, at: now())
      let line = await CitedLine.read(finding.evidence[number])
      let page = CitedLinePage(finding: finding, number: number, line: line)
      return Layout(title: "Line", visitor: visitor, section: "/findings").response(page.html)
    }
    router.get("/findings/:id/strike") { request, context in
      let visitor = try context.visitor(atLeast: .analyst)
      let stored = try workspace.finding(id: context.parameters.require("id"))
      let (text, strike) = try StrikeDesk.strike(request.uri.queryParameters.get("what"))
      let answer = try await StrikeDesk(workspace: workspace).answer(on: stored, striking: strike)
      return Layout(title: "Struck out", visitor: visitor, section: "/findings")
        .response(StrikePage(finding: stored.finding, what: text, answer: answer).html)
    }
  }
}
