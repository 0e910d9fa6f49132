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
      let id = try context.parameters.require("id")
      let (finding, reading) = try await points.reading(ofFinding: id, in: workspace)
      let whole = RollCallPlot(of: finding, reading).region
      let region = try PlotRegion(request.uri.queryParameters, within: whole)
      let plot = RollCallPlot(of: finding, reading, in: region)
      return Layout(title: "Plot", visitor: visitor, section: "/findings")
        .response(PlotPage(plot: plot, whole: whole).html)
    }
    router.get("/findings/:id/lines/:number") { _, context in
      let visitor = try context.visitor()
      let cited = try workspace.citedLine(
        context.parameters.require("number"),
        ofFinding: context.parameters.require("id")
      )
      try workspace.audit(visitor.person.name, "read line", cited.subject, at: now())
      let page = CitedLinePage(cited: cited, line: await CitedLine.read(cited.evidence))
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
