import Foundation
import HTTPTypes
import Hummingbird
import Model
import Scan
import ServiceLifecycle
import WorkspaceStore

/// Jobs: the list with the scans, each job, its live events, and calling it off or on again.
struct JobRoutes {
  /// A browser that wants more asks again by itself.
  private static let longestEvents = Duration.seconds(300)
  private static let scansOnAPage = 100
  private static let interval = Duration.milliseconds(250)

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
        <h1>Scans</h1>\(JobList(jobs: workspace.jobs()).html)
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
      return events(of: try job(context).number)
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

  /// Server-sent events: how far the job is, four times a second where something changed, until it is
  /// over. Each is the JSON of a `JobStatus` with a sentence for people beside it.
  private func events(of number: Int64) -> Response {
    Response(
      status: .ok,
      headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
      body: .init { [workspace, runner] writer in
        let end = ContinuousClock.now + Self.longestEvents
        var told: JobStatus?
        while told?.state.isMoving ?? true, ContinuousClock.now < end,
          !Task.isShuttingDownGracefully
        {
          if told != nil { try await Task.sleep(for: Self.interval) }
          let status = JobStatus(try workspace.job(number), runner.progress(of: number))
          if status != told {
            try await writer.write(ByteBuffer(string: try Self.event(status)))
          }
          told = status
        }
        try await writer.finish(nil)
      }
    )
  }

  private struct Event: Encodable {
    var status: JobStatus
    var sentence: String
  }

  private static func event(_ status: JobStatus) throws -> String {
    let json = try ReportJSON.line(
      Event(status: status, sentence: status.sentence),
      keys: .convertToSnakeCase
    )
    return "data: \(json.trimmingCharacters(in: .newlines))\n\n"
  }
}
