import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Knowledge
import Model
import Testing
import WorkspaceStore

@testable import Web

/// A server on an empty workspace, whose clock the test moves.
struct Served {
  let workspace: Workspace
  let server: WebServer
  private let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/rollcall-web-" + UUID().uuidString
    workspace = try Workspace(directory: folder)
    server = WebServer(
      workspace: workspace,
      knowing: WebServer.Knowing(facts: try FactsPack.read(FactsPack.builtIn())) { _ in
        AttackTexts()
      },
      toolVersion: "test",
      rounds: 2,
      now: { Timestamp(millisecondsSince1970: 1_790_000_000_000) }
    )
  }

  func test(_ body: @Sendable (any TestClientProtocol) async throws -> Void) async throws {
    try await server.application(port: 0).test(.router) { try await body($0) }
    try FileManager.default.removeItem(atPath: folder)
  }

  /// The job once it is over.
  func finished(_ job: Int64) async throws -> ScanJob {
    for _ in 0..<1000 {
      let now = try workspace.job(job)
      if !now.state.isMoving { return now }
      try await Task.sleep(for: .milliseconds(10))
    }
    return try workspace.job(job)
  }

  /// Takes the first link up; the cookie of the session.
  func begin(_ client: any TestClientProtocol, name: String = "Ada") async throws -> String {
    let path = try #require(try server.firstSignInPath())
    let answer = try await client.post(path, "name=\(name)&password=correct+horse+battery")
    #expect(answer.status == .seeOther)
    return try #require(answer.cookie)
  }
}

extension TestClientProtocol {
  func get(_ path: String, cookie: String = "") async throws -> TestResponse {
    try await execute(uri: path, method: .get, headers: cookie.isEmpty ? [:] : [.cookie: cookie])
  }

  func post(
    _ path: String,
    _ form: String,
    cookie: String = "",
    origin: String? = nil
  ) async throws -> TestResponse {
    var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
    if !cookie.isEmpty { headers[.cookie] = cookie }
    if let name = HTTPField.Name("origin") { headers[name] = origin }
    return try await execute(
      uri: path,
      method: .post,
      headers: headers,
      body: ByteBuffer(string: form)
    )
  }
}

extension TestResponse {
  var text: String { String(buffer: body) }

  var cookie: String? {
    headers[.setCookie].flatMap { $0.split(separator: ";").first.map(String.init) }
  }

  var formToken: String? {
    text.firstMatch(of: /name="form_token" value="([0-9a-f]+)"/).map { String($0.1) }
  }
}

struct RouteTests {
  @Test
  func `health is known without signing in`() async throws {
    try await Served().test { client in
      let answer = try await client.get("/healthz")
      #expect(answer.status == .ok)
      #expect(answer.text == "ok")
    }
  }

  @Test(arguments: [
    "/", "/findings", "/findings/rc-1", "/techniques", "/reports", "/jobs", "/audit",
    "/jobs/1", "/jobs/1/events", "/settings",
  ])
  func `a page asks a stranger to sign in`(path: String) async throws {
    try await Served().test { client in
      let answer = try await client.get(path)
      #expect(answer.status == .seeOther)
      #expect(answer.headers[.location]?.hasPrefix("/sign-in") == true)
    }
  }

  @Test
  func `the first link works once, and the cookie is of this site alone`() async throws {
    let served = try Served()
    try await served.test { client in
      let path = try #require(try served.server.firstSignInPath())
      let form = "name=Ada&password=correct+horse+battery"
      let first = try await client.post(path, form)
      let cookie = try #require(first.headers[.setCookie])
      #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
      #expect(try await client.post(path, form).status == .notFound)
      #expect(try served.server.firstSignInPath() == nil)
      #expect(try served.workspace.people().map(\.role) == [.admin])
    }
  }

  @Test
  func `an unknown name and a wrong password get the same answer`() async throws {
    let served = try Served()
    try await served.test { client in
      _ = try await served.begin(client)
      let known = try await client.post("/sign-in", "name=Ada&password=wrong")
      let unknown = try await client.post("/sign-in", "name=Bob&password=wrong")
      #expect(known.status == .forbidden)
      #expect(known.status == unknown.status)
      #expect(known.text == unknown.text)
      #expect(known.headers == unknown.headers)
    }
  }

  @Test(arguments: ["Ada", "Bob"])
  func `a sixth try within five minutes is refused, for a name that is there or not`(
    name: String
  ) async throws {
    let served = try Served()
    try await served.test { client in
      _ = try await served.begin(client)
      var statuses: [HTTPResponse.Status] = []
      for _ in 0..<6 {
        statuses.append(try await client.post("/sign-in", "name=\(name)&password=no").status)
      }
      #expect(statuses == Array(repeating: .forbidden, count: 5) + [.tooManyRequests])
    }
  }

  @Test
  func `a password opens a session, and signing out ends it`() async throws {
    let served = try Served()
    try await served.test { client in
      _ = try await served.begin(client)
      let form = "name=ada&password=correct+horse+battery&next=%2F%2Fevil.example"
      let answer = try await client.post("/sign-in", form)
      #expect(answer.headers[.location] == "/")
      let cookie = try #require(answer.cookie)
      let start = try await client.get("/", cookie: cookie)
      #expect(start.status == .ok)
      let token = try #require(start.formToken)
      #expect(
        try await client.post("/sign-out", "form_token=no", cookie: cookie).status == .forbidden
      )
      let out = try await client.post("/sign-out", "form_token=\(token)", cookie: cookie)
      #expect(out.status == .seeOther)
      #expect(try await client.get("/", cookie: cookie).status == .seeOther)
      #expect(try served.workspace.auditLog(limit: 1).map(\.action) == ["signed out"])
    }
  }

  @Test
  func `a form of another site is refused`() async throws {
    let served = try Served()
    try await served.test { client in
      let form = "name=Ada&password=x"
      let answer = try await client.post("/sign-in", form, origin: "https://evil.example")
      #expect(answer.status == .forbidden)
    }
  }

  @Test(arguments: ["/", "/sign-in", "/nowhere"])
  func `every answer forbids inline scripts and framing`(path: String) async throws {
    try await Served().test { client in
      let answer = try await client.get(path)
      let name = try #require(HTTPField.Name("content-security-policy"))
      let policy = try #require(answer.headers[name])
      #expect(policy.contains("script-src 'self';") && policy.contains("frame-ancestors 'none'"))
      #expect(answer.headers[.cacheControl] == "no-store")
    }
  }

  @Test
  func `pages are there for who signed in, and unknown things are 404`() async throws {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      for path in [
        "/", "/findings", "/techniques", "/techniques/T1589.002", "/reports", "/jobs", "/audit",
        "/people", "/search?q=nothing", "/actors/G0094",
      ] {
        #expect(try await client.get(path, cookie: cookie).status == .ok, "\(path)")
      }
      for path in ["/findings/rc-0", "/techniques/T0", "/reports/rp-0", "/actors/G9999", "/no"] {
        #expect(try await client.get(path, cookie: cookie).status == .notFound, "\(path)")
      }
      for path in ["/findings?pattern=odd", "/findings?since=soon", "/findings?after=x"] {
        #expect(try await client.get(path, cookie: cookie).status == .badRequest, "\(path)")
      }
    }
  }

  @Test
  func `the technique page counts actors and names our tests`() async throws {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let page = try await client.get("/techniques/T1589.002", cookie: cookie).text
      #expect(page.contains("<h1>Email Addresses</h1>"))
      #expect(page.contains("rollcall scan"))
      #expect(page.contains("href=\"/actors/G"))
      #expect(page.contains("<code>entra-ndjson</code>"))
      #expect(page.contains("rollcall hunt run"))
    }
  }

  @Test
  func `what was searched for is text, never markup`() async throws {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let page = try await client.get("/search?q=%3Cscript%3E%22%27%26", cookie: cookie).text
      #expect(page.contains("&lt;script&gt;&quot;&#39;&amp;"))
      #expect(!page.contains("<script>\""))
    }
  }
}
