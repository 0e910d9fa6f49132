import Hummingbird
import Knowledge
import WorkspaceStore

/// Techniques, actors and software of ATT&CK, each with the workspace's reports on it.
struct KnowledgeAPI: Sendable {
  private static let mostOwnReports = 100

  let workspace: Workspace
  let knowing: WebServer.Knowing

  var routes: [APIRoute] {
    [
      technique,
      actor("/actors/{id}", "getActor", "A group or a campaign", [.group, .campaign]),
      actor("/software/{id}", "getSoftware", "Malware or a tool", [.malware, .tool]),
    ]
  }

  private var technique: APIRoute {
    APIRoute(
      path: "/techniques/{id}",
      name: "getTechnique",
      summary: "What is known of a technique",
      answer: .named("Technique")
    ) { call in
      var page = try knowing.technique(call.path.require("id"))
      page.ownReports = try ownReports(claiming: page.id)
      return page
    }
  }

  private func actor(
    _ path: String,
    _ name: String,
    _ summary: String,
    _ kinds: Set<AttackObject.Kind>
  ) -> APIRoute {
    APIRoute(path: path, name: name, summary: summary, answer: .named("Actor")) { call in
      var page = try knowing.actor(call.path.require("id"), among: kinds)
      page.ownReports = try ownReports(claiming: page.id)
      return page
    }
  }

  private func ownReports(claiming id: String) throws -> [OwnReport] {
    try workspace.reports(claiming: id, limit: Self.mostOwnReports).map {
      OwnReport(id: $0.id, title: $0.title, claimCount: $0.claimCount)
    }
  }
}
