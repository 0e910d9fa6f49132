import Foundation
import HTTPTypes
import Hummingbird
import Model
import Scan
import ServiceLifecycle
import WorkspaceStore

/// Jobs: the list with the scans, each job, its live events, and calling it off or on again.
struct JobRoutes {
  private static let scansOnAPage = 100

  let workspace: Workspace
  let runner: JobRunner
  let now: @Sendable () -> Timestamp

  func add(to router: Router<WebContext>) {
    router.get("/jobs") { request, context in
      let visitor = try context.visitor()
      let last = request.uri.queryParameters.get("after")
      let (scans, next) = PageEnd.split(
        try workspace.scans(limit: Self.scansOnAPage + 1, after: last),
        at: Self.scansOnAPage
      )
      let rows = scans.map(ScanTable.row)
      return try Layout(title: "Scans", visitor: visitor, section: "/jobs").response(
        """
        <h1>Scans</h1>\(ScanRoutes.form(visitor))\(JobList(jobs: workspace.jobs()).html)
        <h2>Recorded scans</h2>\(ScanTable.table(rows))\(PageEnd.link("/jobs", next?.id))
        """
      )
    }
    router.get("/jobs/:number") { _, context in
      let visitor = try context.visitor()
      let page = try page(try job(context), visitor)
      return Layout(
        title: page.job.name,
        visitor: visitor,
        section: "/jobs",
        scripts: page.job.state.isMoving ? ["live.js"] : []
      ).response(page.html)
    }
    router.get("/jobs/:number/events") { _, context -> Response in
      _ = try context.visitor()
      return JobEvents(workspace: workspace, runner: runner).response(of: try job(context).number)
    }
    router.post("/jobs/:number") { request, context -> Response in
      let form = try await Form(of: request)
      let visitor = try context.visitor(atLeast: .analyst).checked(form)
      guard let deed = JobDesk.Deed(rawValue: form["deed"]) else { throw HTTPError(.badRequest) }
      let job = try job(context)
      try JobDesk(workspace: workspace, runner: runner, now: now).do(deed, job.number, by: visitor)
      return Response.redirect(to: "/jobs/\(job.number)", type: .normal)
    }
  }

  private func job(_ context: WebContext) throws -> ScanJob {
    guard let number = Int64(try context.parameters.require("number")) else {
      throw HTTPError(.notFound)
    }
    return try workspace.job(number)
  }

  private func page(_ job: ScanJob, _ visitor: Visitor) throws -> JobPage {
    let findings =
      job.scan.isEmpty
      ? nil : try workspace.findings(matching: FindingFilter(scanID: job.scan), by: .strongest)
    return JobPage(
      job: job,
      status: JobStatus(job, runner.progress(of: job.number)),
      findings: findings?.findings ?? [],
      visitor: visitor
    )
  }
}
