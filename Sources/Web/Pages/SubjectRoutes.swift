import Hummingbird
import Model
import Scan
import WorkspaceStore

/// Pages of sources, accounts and indicators: all that is known of one, and from where.
///
/// What they are about stands in the query: an address or a name may hold any character.
struct SubjectRoutes {
  private static let placesShown = 50

  let workspace: Workspace

  func add(to router: Router<WebContext>) {
    router.get("/source") { request, context in
      let visitor = try context.visitor()
      let address = try Self.subject(request, "address")
      return try Layout(title: address, visitor: visitor, section: "/findings")
        .response(source(address))
    }
    router.get("/account") { request, context in
      let visitor = try context.visitor()
      let name = try Self.subject(request, "name")
      return try Layout(title: name, visitor: visitor, section: "/findings").response(account(name))
    }
    router.get("/indicator") { request, context in
      let visitor = try context.visitor()
      let value = try Self.subject(request, "value")
      return try Layout(title: "Indicator", visitor: visitor, section: "/reports")
        .response(indicator(value))
    }
  }

  static func sourceLink(_ address: String) -> String {
    Query([("address", address)]).link("/source")
  }
  static func accountLink(_ name: String) -> String { Query([("name", name)]).link("/account") }
  static func indicatorLink(_ value: String) -> String {
    Query([("value", value)]).link("/indicator")
  }

  private static func subject(_ request: Request, _ name: String) throws -> String {
    guard let value = request.uri.queryParameters.get(name), !value.isEmpty else {
      throw HTTPError(.badRequest, message: "The link does not say which one.")
    }
    return value
  }

  private func source(_ address: String) throws -> HTML {
    let filter = FindingFilter(source: address)
    return """
      <h1>Source \(address)</h1>
      \(try findings(filter, Query([("source", address)]).link("/findings")))
      <h2>Reports that name it</h2>\(try places(address))
      """
  }

  private func account(_ name: String) throws -> HTML {
    let stages: [HTML] = try workspace.stages(onAccount: name).map { following in
      """
      <li>\(StageText.text(following.stage)),
      \(TimeText.range(following.stage.firstSeen, following.stage.lastSeen)), after
      <a href="/findings/\(following.finding)">\(following.finding)</a></li>
      """
    }
    return """
      <h1>Account \(name)</h1><p>\(try standing(ofAccount: name))</p>
      \(try findings(FindingFilter(account: name), Query([("account", name)]).link("/findings")))
      <h2>What followed</h2>
      \(TechniquePageView.list(stages, "Nothing that these logs show on this account."))
      <h2>Reports that name it</h2>\(try places(name))
      """
  }

  private func standing(ofAccount name: String) throws -> String {
    let named = try workspace.countFindings(
      matching: FindingFilter(account: name),
      upTo: FindingCountText.most
    )
    if named.value == 0 { return "No finding here says that it exists." }
    let confirmed = try workspace.countFindings(
      matching: FindingFilter(account: name, withConfirmedAccounts: true),
      upTo: FindingCountText.most
    )
    return """
      Exists, and was on lists that somebody called; \(FindingCountText.text(confirmed)) of the findings \
      below told their operators some names that exist.
      """
  }

  private func indicator(_ value: String) throws -> HTML {
    let filter = FindingFilter(source: value)
    return """
      <h1>Indicator <span>\(Defanged.text(value))</span></h1>
      <h2>Reports that name it</h2>\(try places(value))
      \(try findings(filter, Query([("source", value)]).link("/findings")))
      """
  }

  private func findings(_ filter: FindingFilter, _ link: String) throws -> HTML {
    let page = try workspace.findings(matching: filter, limit: 20)
    let count = FindingCountText.text(
      try workspace.countFindings(matching: filter, upTo: FindingCountText.most)
    )
    let more = HTML.when(page.next != nil, "<p><a href=\"\(link)\">All \(count)</a></p>")
    return "<h2>Findings</h2>\(FindingList(findings: page.findings).html)\(more)"
  }

  private func places(_ subject: String) throws -> HTML {
    let places: [HTML] = try workspace.places(naming: subject, limit: Self.placesShown).map {
      place in
      """
      <li data-row>
      <a href="/reports/\(place.report)?all=1#claim-\(String(place.claim))">\(place.title)</a>
      <span class="tag">\(place.verdict.rawValue)</span>
      <br>…\(place.before)<mark>\(place.match)</mark>\(place.after)…</li>
      """
    }
    return TechniquePageView.list(places, "No report of this workspace names it.")
  }
}
