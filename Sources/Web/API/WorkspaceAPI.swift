import Hummingbird
import Knowledge
import Model
import WorkspaceStore

/// The search over everything, scans, and the audit log.
struct WorkspaceAPI: Sendable {
  let workspace: Workspace
  let knowing: WebServer.Knowing

  var routes: [APIRoute] { [search, scans, audit] }

  private var search: APIRoute {
    APIRoute(
      path: "/search",
      name: "search",
      summary: "What ATT&CK and the workspace hold on some words, with what matched marked",
      query: [
        .init(
          name: "q",
          meaning: "Words, all of which must be in it; or an address, an account, a name"
        )
      ],
      answer: .named("SearchResults")
    ) { call in
      let query = call.query.get("q") ?? ""
      var results = try SearchResults(of: query, in: workspace)
      let object = knowing.index(of: query, among: ActorPage.kinds.union([.technique]))
      results.object = object.map { knowing.facts.objects[$0].id.rawValue }
      return results
    }
  }

  private var scans: APIRoute {
    APIRoute(
      path: "/scans",
      name: "listScans",
      summary: "Scans with what went in and what became of it, the latest first",
      query: APIRoute.paging,
      answer: .page(of: "Scan")
    ) { call in
      let length = try call.pageLength()
      let scans = try workspace.scans(limit: length + 1, after: call.query.get("after"))
      return APIPage(scans, length: length) { $0.id }
    }
  }

  private var audit: APIRoute {
    APIRoute(
      path: "/audit",
      name: "listAuditEntries",
      summary: "Who did what, the latest first; for leads and admins, with the scope admin",
      role: .lead,
      query: [
        .init(name: "before", meaning: "The 'next' of the page before", schema: .integer),
        .init(name: "limit", meaning: "Entries on a page, 1 to 1000", schema: .integer),
      ],
      answer: .page(of: "AuditEntry")
    ) { call in
      let limit = try call.number("limit", in: 1...1000, otherwise: 100)
      let before = try call.number("before", in: 1...Int.max, otherwise: Int.max)
      let entries = try workspace.auditLog(limit: limit + 1, before: Int64(before))
      let page = Array(entries.prefix(limit))
      let isLast = entries.count <= limit
      return APIPage(items: page, next: isLast ? nil : page.last.map { String($0.number) })
    }
  }
}
