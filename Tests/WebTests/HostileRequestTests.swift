import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import WorkspaceStore

@testable import Web

/// Requests that nobody who means well sends, from a seed: the same on every run.
struct HostileRequestTests {
  private static let paths = [
    "/", "/findings", "/findings/rc-1", "/findings/rc-1/plot.svg", "/techniques/T1589.002",
    "/actors/G0016", "/software/S0154", "/reports", "/reports/rp-1", "/reports/rp-1/claims/1",
    "/reports/rp-1/claims", "/api/v1/reports/rp-1/claims", "/api/v1/findings/rc-1/lines/1",
    "/cases", "/cases/cs-1", "/cases/cs-1/report", "/matrix", "/matrix/layer.json",
    "/matrix/layers", "/matrix/layers/1/remove", "/evidence", "/evidence/E-1",
    "/evidence/export", "/findings/rc-1/plot", "/findings/rc-1/lines/1", "/findings/rc-1/strike",
    "/findings/rc-1/exhibits", "/cases/cs-1/report.html", "/cases/cs-1/export.zip", "/source",
    "/account", "/indicator", "/search", "/jobs", "/audit", "/people", "/tokens",
    "/jobs/1", "/jobs/1/events", "/settings", "/settings/allow", "/settings/budget",
    "/settings/allow/allow-1/remove", "/filters", "/filters/1/remove", "/people/role",
    "/tokens/1/revoke", "/sign-in", "/sign-out", "/welcome/1", "/scans", "/assets/workspace.css",
    "/healthz", "/api/v1/findings", "/api/v1/findings/rc-1/evidence", "/api/v1/cases",
    "/api/v1/cases/cs-1/events", "/api/v1/reports/rp-1/claims/1/verdict", "/api/v1/audit",
    "/api/v1/jobs", "/api/v1/jobs/1", "/api/v1/allow", "/api/v1/filters",
    "/api/v1/search", "/api/v1/techniques/T1", "/api/v1/openapi.json", "/api/v1/queue",
    "/api/v1/summary", "/api/v1/findings/rc-1/probes", "/api/v1/findings/rc-1/strike",
    "/api/v1/cases/cs-1/report.html", "/api/v1/cases/cs-1/report", "/api/v1/exhibits",
    "/api/v1/exhibits/export", "/api/v1/people", "/api/v1/people/Ada/role",
    "/api/v1/invitations", "/api/v1/tokens", "/api/v1/tokens/9", "/api/v1/reports",
    "/api/v1/layers", "/api/v1/layers/1", "/api/v1/matrix/layer", "/api/v1/settings/budget",
    "/api/v1/logs", "/api/v1/filters/1", "/api/v1/hunts", "/api/v1/hunt-results/hr-1/verdicts",
    "/api/v1/source", "/api/v1/account", "/api/v1/indicator", "/api/v1/jobs/1/events",
  ]
  private static let names = [
    "order", "after", "limit", "from", "since", "until", "pattern", "technique", "source",
    "account",
    "confirmed", "scan", "q", "before", "name", "address", "value", "title", "body", "kind",
    "target",
    "verdict", "role", "scope", "finding", "next", "password", "form_token", "deed", "budget",
    "expires", "owner", "reason", "query", "layer", "what", "low", "high",
    "purpose", "words", "subject",
  ]
  private static let values = [
    "", "0", "-1", "9223372036854775807", "9223372036854775808", "1e400", "NaN", "%00", "%ff%fe",
    "%E2%80%AE", "..%2f..%2fetc%2fpasswd", "'%20OR%201=1--", "%22%3E%3Cscript%3E", "%", "%zz",
    "2026-13-45", "2026-03-02", "strongest", "latest", "strongest:1:rc-0", "*", "%22", "AND",
    "NEAR(",
    "open", "note", "task-done", "admin", "cs-1", "rc-", "cancel", "resume", "term:x", "source:y",
    "::1", "\u{10ffff}",
  ]

  private static func request(
    _ random: inout SeededRandom,
    token: String
  ) -> (method: HTTPRequest.Method, path: String, type: String, body: String) {
    var path = random.pick(paths)
    if random.below(4) == 0 { path += "/" + random.pick(values) }
    let query = (0..<random.below(4)).map { _ in
      "\(random.pick(names))=\(random.pick(values))"
    }.joined(separator: "&")
    var fields = (0..<random.below(5)).map { _ in "\(random.pick(names))=\(random.pick(values))" }
    if random.below(2) == 0 { fields.append("form_token=\(token)") }
    let bodies = [fields.joined(separator: "&"), "{", "{\"kind\":1}", "[[[[", "\0\0", "null"]
    return (
      random.pick([.get, .get, .post, .put, .delete, .head]), path + "?" + query,
      random.pick([
        "application/x-www-form-urlencoded", "application/json", "text/plain", "",
        "multipart/form-data; boundary=x",
      ]),
      random.below(2) == 0 ? bodies[0] : random.pick(bodies)
    )
  }

  @Test
  func `ten thousand hostile requests are refused or answered, never failed, and nothing is lost`()
    async throws
  {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let token = try #require(try await client.get("/", cookie: cookie).formToken)
      let scan = try await ScanRouteTests.send(
        ScanRouteTests.log,
        client,
        cookie: cookie,
        token: token
      )
      #expect(scan.status == .created)
      _ = try served.workspace.putSamples()
      let contents = try WorkspaceContents(of: served.workspace)
      var random = SeededRandom(seed: 1589)
      for number in 0..<10_000 {
        let (method, path, type, body) = Self.request(&random, token: token)
        // Signing out is what ends the session, by design.
        if path.hasPrefix("/sign-out") { continue }
        var headers: HTTPFields = [.contentType: type]
        if number % 8 != 0 { headers[.cookie] = cookie }
        if number % 2 == 0, let name = HTTPField.Name("x-form-token") { headers[name] = token }
        let answer = try await client.execute(
          uri: path,
          method: method,
          headers: headers,
          body: ByteBuffer(string: body)
        )
        #expect(answer.status.code < 500, "\(method) \(path) \(type) \(body)")
      }
      try contents.expectKept(in: served.workspace)
      #expect(try await client.get("/", cookie: cookie).status == .ok)
    }
  }
}

/// SplitMix64 by Steele, Lea and Flood.
private struct SeededRandom {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((value ^ (value >> 31)) % UInt64(bound))
  }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }
}
