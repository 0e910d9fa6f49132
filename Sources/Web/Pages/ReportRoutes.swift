import Hummingbird
import Model
import Scan
import WorkspaceStore

/// Reports, and the review of what they claim.
struct ReportRoutes {
  private static let pageLength = 100

  let workspace: Workspace
  let knowing: WebServer.Knowing
  let now: @Sendable () -> Timestamp

  func add(to router: Router<WebContext>) {
    router.get("/reports") { request, context in
      let visitor = try context.visitor()
      let layout = Layout(title: "Reports", visitor: visitor, section: "/reports")
      let list = try list(after: request.uri.queryParameters.get("after"))
      return layout.response("<h1>Reports</h1>\(ScanRoutes.form(visitor))\(list)")
    }
    router.get("/reports/:id") { request, context in
      let visitor = try context.visitor()
      let stored = try workspace.report(id: context.parameters.require("id"))
      let named = try workspace.findings(namedBy: stored.summary.id)
      var review = ReportReview(stored: stored, visitor: visitor, named: named)
      review.isWhole = request.uri.queryParameters.get("all") != nil
      return Layout(title: stored.summary.title, visitor: visitor, section: "/reports")
        .response(review.html)
    }
    router.post("/reports/:id/claims") { request, context -> Response in
      let form = try await Form(of: request)
      let visitor = try context.visitor(atLeast: .analyst).checked(form)
      let (report, claim) = try ClaimDesk(workspace: workspace, now: now).add(
        words: form["words"],
        showing: form["subject"],
        toReport: context.parameters.require("id"),
        by: visitor,
        knowing: knowing
      )
      let place = "/reports/\(report)?all=1#claim-\(claim.number)"
      return Response.redirect(to: place, type: .normal)
    }
    router.post("/reports/:id/claims/:claim") { request, context -> Response in
      let form = try await Form(of: request)
      let visitor = try context.visitor(atLeast: .analyst).checked(form)
      let id = try context.parameters.require("id")
      guard let claim = Int64(try context.parameters.require("claim")),
        let verdict = Claim.Verdict(rawValue: form["verdict"])
      else { throw HTTPError(.badRequest) }
      let stored = try ClaimDesk(workspace: workspace, now: now)
        .decide(claim: claim, ofReport: id, verdict, by: visitor)
      let place = "/reports/\(stored.summary.id)?all=1#claim-\(claim)"
      return Response.redirect(to: place, type: .normal)
    }
  }

  private func list(after last: String?) throws -> HTML {
    let (reports, next) = PageEnd.split(
      try workspace.reports(limit: Self.pageLength + 1, after: last),
      at: Self.pageLength
    )
    let rows: [HTML] = reports.map { report in
      """
      <tr data-row><td><a href="/reports/\(report.id)">\(report.title)</a></td>
      <td>\(report.format)</td><td>\(TimeText.minute(report.addedAt))</td>
      <td>\(report.reliability.rawValue)</td><td class="number">\(report.claimCount)</td></tr>
      """
    }
    if rows.isEmpty, last == nil {
      return
        "<p class=\"empty\">None yet: drop one above, or run <code>rollcall report add FILE --workspace …</code></p>"
    }
    return """
      <div class="wide" tabindex="0" role="group" aria-label="Table"><table><thead><tr><th>Title</th><th>Format</th><th>Added, UTC</th>
      <th>Reliability</th><th class="number">Claims</th></tr></thead><tbody>\(rows)</tbody></table></div>\(PageEnd.link("/reports", next?.id))
      """
  }
}
