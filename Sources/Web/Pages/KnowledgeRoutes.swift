import Hummingbird
import Hunting
import Knowledge
import Model
import Sigma
import WorkspaceStore

/// Techniques, actors and software of ATT&CK, and the search over everything.
struct KnowledgeRoutes {
  let workspace: Workspace
  let knowing: WebServer.Knowing
  let now: @Sendable () -> Timestamp
  private let lists = Kept<String, HTML>(limit: 1)
  private let actors = Kept<String, HTML>(limit: mostKept)
  private let parts = Kept<String, TechniqueParts>(limit: mostKept)
  /// A page takes up to 100 KB.
  private static let mostKept = 128

  init(
    workspace: Workspace,
    knowing: WebServer.Knowing,
    now: @escaping @Sendable () -> Timestamp
  ) {
    (self.workspace, self.knowing, self.now) = (workspace, knowing, now)
  }

  func add(to router: Router<WebContext>) {
    router.get("/techniques") { _, context in
      try Layout(title: "Techniques", visitor: context.visitor(), section: "/techniques")
        .response(lists.value(of: "techniques") { techniqueList })
    }
    router.get("/techniques/:id") { request, context in
      let visitor = try context.visitor()
      let page = try knowing.technique(context.parameters.require("id"))
      let isWhole = request.uri.queryParameters.get("all") != nil
      let view = try view(of: page, for: visitor, isWhole: isWhole)
      return Layout(title: page.name, visitor: visitor, section: "/techniques")
        .response(view.html)
    }
    for folder in ["actors", "software"] {
      router.get("/\(folder)/:id") { _, context in
        let visitor = try context.visitor()
        let page = try knowing.actor(context.parameters.require("id"))
        return Layout(title: page.name, visitor: visitor, section: "/techniques")
          .response(actors.value(of: page.id) { ActorPageView(page: page).html })
      }
    }
    router.get("/hunts/:key") { _, context in
      let visitor = try context.visitor()
      let key = try context.parameters.require("key")
      guard let hunt = HuntPage.library.first(where: { $0.key == key }) else {
        throw HTTPError(.notFound)
      }
      return Layout(title: hunt.title, visitor: visitor, section: "/techniques")
        .response(HuntPageView(hunt: hunt).html)
    }
    router.get("/search") { request, context -> Response in
      let visitor = try context.visitor()
      let query = request.uri.queryParameters.get("q") ?? ""
      if let index = knowing.index(of: query, among: ActorPage.kinds.union([.technique])) {
        return Response.redirect(to: Self.path(of: knowing.facts.objects[index]), type: .normal)
      }
      return try Layout(title: "Search", visitor: visitor)
        .response(SearchResults(of: query, in: workspace).html(query: query))
    }
  }

  private var techniqueList: HTML {
    let rows: [HTML] = knowing.facts.objects
      .filter { $0.kind == .technique && $0.isCurrent }
      .sorted { (domain(of: $0), $0.id) < (domain(of: $1), $1.id) }
      .map { technique in
        let id = technique.id.rawValue
        return """
          <tr data-row><td><a href="/techniques/\(id)">\(id)</a></td><td>\(technique.name)</td>
          <td>\(technique.tactics.joined(separator: ", "))</td></tr>
          """
      }
    let releases = knowing.facts.releases.map(\.title).joined(separator: ", ")
    return """
      <h1>Techniques</h1><p>\(rows.count) of \(releases). Rollcall's own tests are for
      <a href="/techniques/T1589.002">T1589.002 Email Addresses</a>. <a href="/matrix">As a matrix</a></p>
      <table class="tight"><thead><tr><th>Id</th><th>Name</th><th>Tactics</th></tr></thead>
      <tbody>\(rows)</tbody></table>
      """
  }

  /// Enterprise first, then the others in ATT&CK's order.
  private func domain(of technique: AttackObject) -> Int {
    let domain = knowing.facts.release(of: technique).domain
    return AttackRelease.Domain.allCases.firstIndex(of: domain) ?? 0
  }

  /// Saved hunts whose rules are for the technique.
  private func savedHunts(
    for page: TechniquePage,
    _ visitor: Visitor
  ) throws -> [HuntResultList] {
    try workspace.savedHunts()
      .filter { hunt in
        HuntSelection(text: hunt.rules, name: hunt.name, parameters: hunt.parameters).rules
          .contains { $0.techniques.contains(page.id) }
      }
      .map { hunt in
        HuntResultList(
          hunt: hunt,
          results: try workspace.huntResults(of: hunt.name),
          visitor: visitor,
          page: "/techniques/\(page.id)"
        )
      }
  }

  private func view(
    of page: TechniquePage,
    for visitor: Visitor,
    isWhole: Bool
  ) throws -> TechniquePageView {
    let filter = FindingFilter(technique: TechniqueID(rawValue: page.id))
    return TechniquePageView(
      page: page,
      parts: parts.value(of: isWhole ? "\(page.id) whole" : page.id) {
        TechniqueParts(page, isWhole: isWhole)
      },
      findingCount: try workspace.countFindings(matching: filter),
      findings: try workspace.findings(matching: filter, limit: 5).findings,
      claims: try workspace.reports(claiming: page.id, limit: 50),
      scans: try workspace.scans(limit: TechniquePageView.scansShown),
      formats: try workspace.scannedFormats(),
      hunts: HuntPage.library.filter { $0.techniques.contains(page.id) },
      saved: try savedHunts(for: page, visitor),
      controls: try ControlSections(
        technique: page.id,
        workspace: workspace,
        visitor: visitor,
        now: now()
      ),
      exhibits: try EvidenceState(of: workspace),
      months: try workspace.findingMonths(of: TechniqueID(rawValue: page.id))
    )
  }

  private static func path(of object: AttackObject) -> String {
    let folder =
      object.kind == .technique ? "techniques" : object.kind.isSoftware ? "software" : "actors"
    return "/\(folder)/" + object.id.rawValue
  }
}

extension AttackObject.Kind {
  var isSoftware: Bool { self == .malware || self == .tool }
}
