import HTTPTypes
import Hummingbird
import Intake
import Knowledge
import Model
import WorkspaceStore

/// Reports, what they claim, and the verdicts on it.
struct ReportAPI: Sendable {
  struct Answer: Encodable, Sendable {
    var report: ReportSummary
    /// Spans of claims are bytes of its UTF-8.
    var text: String
    var claims: [StoredClaim]
  }

  private struct Decision: Decodable {
    var verdict: Claim.Verdict
  }

  private struct NewClaim: Decodable {
    var words: String
    var subject: String
  }

  let workspace: Workspace
  let knowing: WebServer.Knowing
  let desk: ReportDesk
  let now: @Sendable () -> Timestamp

  var routes: [APIRoute] { [list, add, one, claim, verdict] }

  private var add: APIRoute {
    APIRoute(
      taking: "/reports",
      name: "addReport",
      summary: "Takes a report in: text, Markdown, HTML or PDF; one that is here already is told",
      query: [.init(name: "name", meaning: "What the file is called")],
      answer: .named("ReportSummary")
    ) { call in
      guard let file = call.file else { throw HTTPError(.badRequest) }
      do {
        let name = call.query.get("name") ?? ""
        let id = try await desk.take(file, named: name, by: call.visitor)
        return try workspace.report(id: id).summary
      } catch let error as ReportError {
        throw HTTPError(.unprocessableContent, message: error.message)
      }
    }
  }

  private var list: APIRoute {
    APIRoute(
      path: "/reports",
      name: "listReports",
      summary: "Reports of the workspace, the newest first",
      query: APIRoute.paging,
      answer: .page(of: "ReportSummary")
    ) { call in
      let length = try call.pageLength()
      let reports = try workspace.reports(limit: length + 1, after: call.query.get("after"))
      return APIPage(reports, length: length) { $0.id }
    }
  }

  private var one: APIRoute {
    APIRoute(
      path: "/reports/{id}",
      name: "getReport",
      summary: "A report with its text and its claims",
      answer: .named("Report")
    ) { call in
      let stored = try workspace.report(id: call.path.require("id"))
      let text = String(decoding: stored.text.bytes, as: UTF8.self)
      return Answer(report: stored.summary, text: text, claims: stored.claims)
    }
  }

  private var claim: APIRoute {
    APIRoute(
      method: .post,
      path: "/reports/{id}/claims",
      name: "addClaim",
      summary:
        "Claims that words of a report show a subject: of ATT&CK an id or a name, or an indicator",
      role: .analyst,
      body: .object(["words": .string, "subject": .string]),
      answer: .named("Claim")
    ) { call in
      let claim = try call.decoded(NewClaim.self)
      return try ClaimDesk(workspace: workspace, now: now).add(
        words: claim.words,
        showing: claim.subject,
        toReport: call.path.require("id"),
        by: call.visitor,
        knowing: knowing
      ).claim
    }
  }

  private var verdict: APIRoute {
    APIRoute(
      method: .post,
      path: "/reports/{id}/claims/{claim}/verdict",
      name: "decideOnClaim",
      summary: "Adds a verdict to a claim; earlier ones stay as its history",
      role: .analyst,
      body: .object(["verdict": .choice(Claim.Verdict.allCases.map(\.rawValue))]),
      answer: .named("Claim")
    ) { call in
      let decision = try call.decoded(Decision.self)
      guard let number = Int64(try call.path.require("claim")) else { throw HTTPError(.notFound) }
      let report = try ClaimDesk(workspace: workspace, now: now).decide(
        claim: number,
        ofReport: call.path.require("id"),
        decision.verdict,
        by: call.visitor
      )
      guard let claim = report.claims.first(where: { $0.number == number }) else {
        throw HTTPError(.notFound)
      }
      return claim
    }
  }
}
