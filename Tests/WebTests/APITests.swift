import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Testing
import WorkspaceStore

@testable import Web

struct APITests {
  /// A server in whose workspace a scan found one finding, and a token of its first person.
  private func withToken(
    _ scope: APIToken.Scope,
    _ body: @Sendable (Served, any TestClientProtocol, String) async throws -> Void
  ) async throws {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let form = try #require(try await client.get("/", cookie: cookie).formToken)
      let job = try await ScanRouteTests.scan(
        ScanRouteTests.log,
        client,
        served,
        cookie: cookie,
        token: form
      )
      #expect(job.state == .done)
      let made = try await client.post(
        "/tokens",
        "form_token=\(form)&name=ci&scope=\(scope.rawValue)",
        cookie: cookie
      )
      let token = try #require(made.text.firstMatch(of: /rollcall_[0-9a-f]{64}/))
      try await body(served, client, String(token.0))
    }
  }

  @Test
  func `every route without variables answers as the document says`() async throws {
    try await withToken(.admin) { served, client, token in
      let described = try await client.asProgram("/openapi.json", token)
      let document = try #require(described.json as? [String: Any])
      #expect(document["openapi"] as? String == "3.1.0")
      let schema = JSONSchema(document)
      // Files have no schema; of whom or what these are about is asked elsewhere.
      let subjects = ["getSource", "getAccount", "getIndicator"]
      for route in served.server.api.routes
      where route.method == .get && route.answer != nil && !route.path.contains("{")
        && !subjects.contains(route.name)
      {
        let answer = try await client.asProgram(route.path, token)
        #expect(answer.status == .ok, "\(route.path)")
        let problems = schema.problems(in: try #require(answer.json), ofAnswerTo: route.path)
        #expect(problems == [], "\(route.path)")
      }
    }
  }

  @Test
  func `a finding, its evidence, a technique, an actor and a tool answer as described`()
    async throws
  {
    try await withToken(.read) { served, client, token in
      let document = try await client.asProgram("/openapi.json", token).json
      let schema = JSONSchema(try #require(document as? [String: Any]))
      let id = try #require(try served.workspace.findings().findings.first?.id)
      let asked = [
        ("/findings/{id}", id), ("/findings/{id}/evidence", id),
        ("/techniques/{id}", "T1589.002"), ("/actors/{id}", "G0016"),
        ("/software/{id}", "S0154"),
      ]
      for (path, id) in asked {
        let filled = path.replacingOccurrences(of: "{id}", with: id)
        let answer = try await client.asProgram(filled, token)
        #expect(answer.status == .ok, "\(filled)")
        #expect(schema.problems(in: try #require(answer.json), ofAnswerTo: path) == [], "\(path)")
      }
    }
  }

  @Test
  func `pages of evidence meet without a gap`() async throws {
    try await withToken(.read) { served, client, token in
      let id = try #require(try served.workspace.findings().findings.first?.id)
      var offsets: [Int] = []
      var next: String? = "0"
      while let from = next {
        let path = "/findings/\(id)/evidence?limit=7&from=\(from)"
        let page = try #require(try await client.asProgram(path, token).json as? [String: Any])
        let items = try #require(page["items"] as? [[String: Any]])
        offsets += items.compactMap { $0["offset"] as? Int }
        next = page["next"] as? String
      }
      let whole = try served.workspace.finding(id: id).finding.evidence.map { Int($0.offset) }
      #expect(offsets == whole)
      #expect(offsets.count == 20)
    }
  }

  @Test
  func `what cannot be understood, is absent or not allowed is told as a problem`() async throws {
    try await withToken(.read) { _, client, token in
      let cases: [(String, HTTPResponse.Status)] = [
        ("/findings?order=odd", .badRequest), ("/findings?limit=0", .badRequest),
        ("/findings?limit=x", .badRequest), ("/findings/rc-0", .notFound),
        ("/techniques/T0", .notFound), ("/actors/S0154", .notFound), ("/nowhere", .notFound),
        ("/audit", .forbidden),
      ]
      for (path, status) in cases {
        let answer = try await client.asProgram(path, token)
        #expect(answer.status == status, "\(path)")
        #expect(answer.headers[.contentType] == "application/problem+json", "\(path)")
        let problem = try #require(answer.json as? [String: Any])
        #expect(problem["status"] as? Int == status.code, "\(path)")
      }
    }
  }

  @Test
  func `without a valid token there is no answer, and a page's cookie does not heal a wrong one`()
    async throws
  {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let bare = try await client.get("/api/v1/findings")
      #expect(bare.status == .unauthorized)
      #expect(bare.headers[.wwwAuthenticate] == "Bearer")
      #expect(try await client.get("/api/v1/findings", cookie: cookie).status == .ok)
      let wrong = try await client.execute(
        uri: "/api/v1/findings",
        method: .get,
        headers: [.cookie: cookie, .authorization: "Bearer rollcall_0"]
      )
      #expect(wrong.status == .unauthorized)
    }
  }

  @Test
  func `a revoked token opens nothing, and both ends of it are in the audit log`() async throws {
    try await withToken(.read) { served, client, token in
      let owned = try #require(try served.workspace.apiTokens().first)
      let owner = try #require(try served.workspace.people().first)
      #expect(owned.owner == owner.name)
      #expect(try served.workspace.revokeToken(owned.number, by: owner, at: served.server.now()))
      #expect(try await client.asProgram("/findings", token).status == .unauthorized)
      let log = try served.workspace.auditLog(limit: 2).map(\.action)
      #expect(log == ["revoked token", "made token"])
    }
  }

  @Test
  func `a token that reads decides nothing, and one that writes needs no form token`() async throws
  {
    for (scope, status) in [
      (APIToken.Scope.read, HTTPResponse.Status.forbidden), (.write, .notFound),
    ] {
      try await withToken(scope) { _, client, token in
        let answer = try await client.execute(
          uri: "/api/v1/reports/rp-0/claims/1/verdict",
          method: .post,
          headers: [.authorization: "Bearer \(token)", .contentType: "application/json"],
          body: ByteBuffer(string: #"{"verdict":"accepted"}"#)
        )
        #expect(answer.status == status)
      }
    }
  }

  @Test
  func `a browser's request to write carries its form token or is refused`() async throws {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let answer = try await client.execute(
        uri: "/api/v1/reports/rp-0/claims/1/verdict",
        method: .post,
        headers: [.cookie: cookie, .contentType: "application/json"],
        body: ByteBuffer(string: #"{"verdict":"accepted"}"#)
      )
      #expect(answer.status == .forbidden)
    }
  }
}

extension TestClientProtocol {
  func asProgram(_ path: String, _ token: String) async throws -> TestResponse {
    try await execute(
      uri: APIRoutes.root + path,
      method: .get,
      headers: [.authorization: "Bearer \(token)"]
    )
  }
}

extension TestResponse {
  var json: Any? { try? JSONSerialization.jsonObject(with: Data(body.readableBytesView)) }
}
