import Hummingbird
import Testing

@testable import Web

/// Whatever a page shows or its forms do, a program can ask for.
struct CounterpartTests {
  private enum Counterpart {
    /// Routes of the API, by their operation ids.
    case api([String])
    /// Why there is none.
    case none(String)

    static func api(_ names: String...) -> Counterpart { .api(names) }
  }

  /// Every route of the server that is no part of the API: one line each.
  private static let table: [String: Counterpart] = [
    "GET /": .api("getSummary", "getQueue", "sendLog", "addReport"),
    "GET /account": .api("getAccount"),
    "GET /actors/:id": .api("getActor"),
    "GET /assets/favicon.svg": .none("part of every page"),
    "GET /assets/keyboard.js": .none("part of every page"),
    "GET /assets/live.js": .none("part of pages that change"),
    "GET /assets/workspace.css": .none("part of every page"),
    "GET /audit": .api("listAuditEntries"),
    "GET /cases": .api("listCases"),
    "GET /cases/:id": .api("getCase"),
    "GET /cases/:id/report": .api("getCaseReport"),
    "GET /cases/:id/report.html": .api("getCaseReport"),
    "GET /cases/:id/report.pdf": .api("getCaseReportAsPDF"),
    "GET /evidence": .api("listExhibits"),
    "GET /evidence/:id": .api("getExhibit"),
    "GET /findings": .api("listFindings", "listFilters"),
    "GET /findings/:id": .api("getFinding", "listEvidence", "listExhibits"),
    "GET /findings/:id/lines/:number": .api("getLine"),
    "GET /findings/:id/plot": .api("listProbes"),
    "GET /findings/:id/plot.svg": .api("listProbes"),
    "GET /findings/:id/strike": .api("strikeOut"),
    "GET /healthz": .none("for whoever watches the process; open to all, and says nothing else"),
    "GET /hunts/:key": .api("getHunt", "listHunts"),
    "GET /indicator": .api("getIndicator"),
    "GET /jobs": .api("listJobs", "listScans"),
    "GET /jobs/:number": .api("getJob"),
    "GET /jobs/:number/events": .api("followJob"),
    "GET /matrix": .api("getMatrix", "listLayers", "getLayer"),
    "GET /matrix/layer.json": .api("getMatrixAsLayer"),
    "GET /people": .api("listPeople"),
    "GET /reports": .api("listReports"),
    "GET /reports/:id": .api("getReport"),
    "GET /search": .api("search"),
    "GET /settings": .api("getSettings", "listAllowEntries", "listLogs"),
    "GET /sign-in": .none("a program shows a token instead"),
    "GET /software/:id": .api("getSoftware"),
    "GET /source": .api("getSource"),
    "GET /techniques": .api("listTechniques"),
    "GET /techniques/:id": .api(
      "getTechnique",
      "getActivity",
      "listVisibility",
      "listHunts",
      "listSavedHunts",
      "listControls",
      "listAudits",
      "listSelfTests",
      "listExhibits"
    ),
    "GET /tokens": .api("listTokens"),
    "GET /welcome/:token": .none("a person chooses a password; programs have none"),
    "POST /cases": .api("openCase"),
    "POST /cases/:id": .api("addToCase"),
    "POST /cases/:id/export.zip": .api("exportCase"),
    "POST /cases/:id/report": .api("keepCaseReport"),
    "POST /controls/:id": .api("setControl"),
    "POST /evidence/:id": .api("viewExhibit"),
    "POST /evidence/:id/file": .api("viewExhibit"),
    "POST /evidence/export": .api("exportEvidence"),
    "POST /filters": .api("saveFilter"),
    "POST /filters/:number/remove": .api("removeFilter"),
    "POST /findings/:id/exhibits": .api("takeFindingIn"),
    "POST /hunts/results/:id": .api("judgeHuntResult"),
    "POST /jobs/:number": .api("changeJob"),
    "POST /matrix/layers": .api("addLayer"),
    "POST /matrix/layers/:number/remove": .api("removeLayer"),
    "POST /people": .api("invitePerson"),
    "POST /people/role": .api("setRole"),
    "POST /reports": .api("addReport"),
    "POST /reports/:id/claims": .api("addClaim"),
    "POST /reports/:id/claims/:claim": .api("decideOnClaim"),
    "POST /scans": .api("sendLog"),
    "POST /settings/allow": .api("addAllowEntry"),
    "POST /settings/allow/:id/remove": .api("removeAllowEntry"),
    "POST /settings/budget": .api("setBudget"),
    "POST /sign-in": .none("a program shows a token instead"),
    "POST /sign-out": .none("a program has no session; its token is revoked"),
    "POST /tokens": .api("makeToken"),
    "POST /tokens/:number/revoke": .api("revokeToken"),
    "POST /welcome/:token": .none("a person chooses a password; programs have none"),
  ]

  private static func pages(_ server: WebServer) -> [String] {
    server.router().routes.map { "\($0.method.rawValue) \($0.path.description)" }
      .map { $0.replacing("{", with: ":").replacing("}", with: "") }
      .filter { !$0.contains(APIRoutes.root) }
  }

  @Test
  func `every page and every form has its routes in the API, or a reason why it has none`() throws {
    let served = try Served()
    let pages = Set(Self.pages(served.server))
    let listed = Set(Self.table.keys)
    #expect(pages.subtracting(listed) == [], "say which routes of the API do the same")
    #expect(listed.subtracting(pages) == [], "there is no such page any more")
    let known = Set(served.server.api.routes.map(\.name))
    for (page, counterpart) in Self.table {
      guard case .api(let names) = counterpart else { continue }
      #expect(Set(names).subtracting(known) == [], "\(page)")
    }
  }

  @Test
  func `operation ids are unique, and every list can be paged`() throws {
    let routes = try Served().server.api.routes
    #expect(Set(routes.map(\.name)).count == routes.count)
    // What is short by nature: a handful of controls, formats, the latest twenty results.
    let short = ["listControls", "listAudits", "listSelfTests", "listVisibility"]
    for route in routes where route.name.hasPrefix("list") && !short.contains(route.name) {
      #expect(route.query.contains { $0.name == "limit" }, "\(route.name)")
    }
  }
}
