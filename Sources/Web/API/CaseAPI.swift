import HTTPTypes
import Hummingbird
import Model
import WorkspaceStore

/// Cases, and what is done to them.
struct CaseAPI: Sendable {
  private struct Opening: Decodable {
    var title: String
    var finding: String?
  }

  private struct Deed: Decodable {
    var kind: CaseEvent.Kind
    var target: String?
    var body: String?
  }

  private struct Entry: Encodable, Sendable {
    var id: String
    var title: String
    var assignee: String
    var isOpen: Bool
    var findings: Int
    var notes: Int
    var openTasks: Int
    var changedAt: Timestamp?

    init(_ file: CaseFile) {
      (id, title, assignee, isOpen) = (file.id, file.title, file.assignee, file.isOpen)
      (findings, notes) = (file.findings.count, file.notes.count)
      openTasks = file.openTaskCount
      changedAt = file.events.last?.at
    }
  }

  let workspace: Workspace
  let now: @Sendable () -> Timestamp

  var routes: [APIRoute] { [list, one, open, add] }

  private var desk: CaseDesk { CaseDesk(workspace: workspace, now: now) }

  private var list: APIRoute {
    APIRoute(
      path: "/cases",
      name: "listCases",
      summary: "Cases in short, the latest first; each in full has a route of its own",
      query: APIRoute.paging,
      answer: .page(of: "CaseEntry")
    ) { call in
      let length = try call.pageLength()
      let files = try workspace.caseFiles(limit: length + 1, after: call.query.get("after"))
      return APIPage(files.map(Entry.init), length: length) { $0.id }
    }
  }

  private var one: APIRoute {
    APIRoute(
      path: "/cases/{id}",
      name: "getCase",
      summary: "A case with all that was done to it",
      answer: .named("Case")
    ) { call in try workspace.caseFile(call.path.require("id")) }
  }

  private var open: APIRoute {
    APIRoute(
      method: .post,
      path: "/cases",
      name: "openCase",
      summary: "Opens a case, with a finding if one is given",
      role: .analyst,
      body: .object(["title": .string], optional: ["finding": .string]),
      answer: .named("Case")
    ) { call in
      let opening = try call.decoded(Opening.self)
      return try desk.open(
        titled: opening.title,
        with: opening.finding ?? "",
        by: call.visitor
      )
    }
  }

  private var add: APIRoute {
    APIRoute(
      method: .post,
      path: "/cases/{id}/events",
      name: "addToCase",
      summary: "Adds what was done: a finding, a note, a task, a new state",
      role: .analyst,
      body: .object(
        ["kind": .choice(CaseEvent.Kind.allCases.map(\.rawValue))],
        optional: ["target": .string, "body": .string]
      ),
      answer: .named("Case")
    ) { call in
      let deed = try call.decoded(Deed.self)
      return try desk.add(
        deed.kind,
        target: deed.target ?? "",
        body: deed.body ?? "",
        toCase: call.path.require("id"),
        by: call.visitor
      )
    }
  }
}
