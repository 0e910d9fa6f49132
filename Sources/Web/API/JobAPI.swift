import Hummingbird
import Model
import WorkspaceStore

/// Logs that were sent: how far each is, calling it off, and on again.
struct JobAPI: Sendable {
  private struct Order: Decodable {
    var deed: String
  }

  let workspace: Workspace
  let runner: JobRunner
  let now: @Sendable () -> Timestamp

  var routes: [APIRoute] { [list, add, one, events, change] }

  private var add: APIRoute {
    APIRoute(
      taking: "/jobs",
      name: "sendLog",
      summary: "Sends a log, of 2 GB at most, to be scanned; the job waits for its turn",
      query: [.init(name: "name", meaning: "What the file is called")],
      answer: .named("Job")
    ) { call in
      guard let file = call.file else { throw HTTPError(.badRequest) }
      do {
        let number = try await LogDesk(workspace: workspace, runner: runner, now: now)
          .take(file, named: call.query.get("name") ?? "", by: call.visitor.person.name)
        return JobStatus(try workspace.job(number), runner.progress(of: number))
      } catch let refusal as LogUpload.Refusal {
        throw HTTPError(refusal.status, message: refusal.sentence)
      }
    }
  }

  private var events: APIRoute {
    APIRoute(
      path: "/jobs/{number}/events",
      name: "followJob",
      summary: "How far a job is as server-sent events, until it is over",
      fileOf: "text/event-stream"
    ) { call in
      JobEvents(workspace: workspace, runner: runner)
        .response(of: try workspace.job(call.numberInPath()).number)
    }
  }

  private var list: APIRoute {
    APIRoute(
      path: "/jobs",
      name: "listJobs",
      summary: "Logs that were sent to the server, the latest first, and how far each is",
      query: [
        .init(name: "before", meaning: "The 'next' of the page before", schema: .integer),
        .init(name: "limit", meaning: "Jobs on a page, 1 to 500", schema: .integer),
      ],
      answer: .page(of: "Job")
    ) { call in
      let limit = try call.number("limit", in: 1...500, otherwise: 50)
      let before = try call.number("before", in: 1...Int.max, otherwise: Int.max)
      let jobs = try workspace.jobs(limit: limit + 1, before: Int64(before))
      let page = jobs.prefix(limit).map { JobStatus($0, runner.progress(of: $0.number)) }
      let next = jobs.count > limit ? page.last.map { String($0.number) } : nil
      return APIPage(items: page, next: next)
    }
  }

  private var one: APIRoute {
    APIRoute(
      path: "/jobs/{number}",
      name: "getJob",
      summary: "How far a job is",
      answer: .named("Job")
    ) { call in try status(call) }
  }

  private var change: APIRoute {
    APIRoute(
      method: .post,
      path: "/jobs/{number}",
      name: "changeJob",
      summary: "Calls a job off, resumes it, or discards its log",
      role: .analyst,
      body: .object(["deed": .choice(JobDesk.Deed.allCases.map(\.rawValue))]),
      answer: .named("Job")
    ) { call in
      guard let deed = JobDesk.Deed(rawValue: try call.decoded(Order.self).deed) else {
        throw HTTPError(.badRequest)
      }
      let number = try status(call).number
      try JobDesk(workspace: workspace, runner: runner, now: now)
        .do(deed, number, by: call.visitor)
      return try status(call)
    }
  }

  private func status(_ call: APICall) throws -> JobStatus {
    let number = try call.numberInPath()
    return JobStatus(try workspace.job(number), runner.progress(of: number))
  }
}
