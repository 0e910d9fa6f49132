import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Testing
import WorkspaceStore

@testable import Mitigation
@testable import Web

/// Controls on the technique page and in the API.
struct ControlTests {
  private static let now = Timestamp(millisecondsSince1970: 1_790_000_000_000)

  private static func fill(_ workspace: Workspace) throws {
    let observation = ControlObservation(
      .off,
      .configuration,
      scope: "sshd",
      "PasswordAuthentication is <yes>",
      citations: [ControlCitation(file: "sshd_config", line: 3, text: "PasswordAuthentication yes")]
    )
    let record = ControlJudge.record(.sshKeys, [observation])
    _ = try workspace.recordControls([record], at: now, toolVersion: "test")
    try workspace.record(.exposureAudit, content: audit, at: now, toolVersion: "test")
    try workspace.record(.visibilityTest, content: matrix, at: now, toolVersion: "test")
  }

  private static let audit = #"""
    {"endpoints":[{"endpoint":"GET /reset?email={name}","verdict":"differs","existing":60,"absent":60,
    "existingNames":60,"sources":1,"citations":[{"file":"a.log","offset":1,"length":2}],
    "differences":[{"channel":"status","statement":"the answer is 404","adjustedP":1e-20,"effect":-1,
    "low":-1,"high":-0.9,"unit":"share of answers","bits":0.97,"probesPerName":1}]}],
    "unnamed":{"POST /login":3},"requests":120,"unlabelled":0,"contradictedNames":0}
    """#

  private static let matrix = #"""
    {"token":"rcabc","checkedAt":"2026-03-02T00:00:00.000Z","logs":["a.log"],"rows":[{"flow":"ssh-password",
    "title":"SSH","expectation":"both are logged","miss":{"name":"rcabc-10m","logged":"no",
    "performed":"2026-03-02T00:00:00.000Z"},"hit":{"name":"rcabc-10h","logged":"yes","delaySeconds":5}}]}
    """#

  @Test
  func
    `the technique page shows states, evidence, what endpoints tell and what a self-test showed`()
    async throws
  {
    let served = try Served()
    try Self.fill(served.workspace)
    try await served.test { client in
      let cookie = try await served.begin(client)
      let page = try await client.get("/techniques/T1589.002", cookie: cookie).text
      #expect(page.contains("1 off, 0 conflicting, 0 on, 19 unknown"))
      #expect(page.contains("PasswordAuthentication is &lt;yes&gt;"))
      #expect(page.contains("sshd_config:3: PasswordAuthentication yes"))
      #expect(page.contains("GET /reset?email={name}"))
      #expect(page.contains("not logged"))
      let other = try await client.get("/techniques/T1566", cookie: cookie).text
      #expect(other.contains("1 controls"))
      #expect(!other.contains("GET /reset"))
    }
  }

  @Test
  func `an owner, a date and an accepted risk are set by the form, and taken away again`()
    async throws
  {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let page = try await client.get("/techniques/T1589.002", cookie: cookie)
      let form = "form_token=\(try #require(page.formToken))&technique=T1589.002"
      let set = try await client.post(
        "/controls/ssh-keys",
        form + "&owner=Bela&due=2026-12-01&accepted_reason=old+host&accepted_until=2027-01-31",
        cookie: cookie
      )
      #expect(set.headers[.location] == "/techniques/T1589.002#mitigation")
      let duty = try #require(try served.workspace.controlDuties()["ssh-keys"])
      #expect(duty.owner == "Bela")
      #expect(duty.due?.rfc3339.hasPrefix("2026-12-01") == true)
      #expect(duty.acceptance?.person == "Ada")
      let shown = try await client.get("/techniques/T1589.002", cookie: cookie).text
      #expect(shown.contains("Bela · due 2026-12-01 · risk accepted until 2027-01-31"))
      _ = try await client.post(
        "/controls/ssh-keys",
        form + "&owner=&due=&accepted_reason=&accepted_until=",
        cookie: cookie
      )
      #expect(
        try served.workspace.controlDuties()["ssh-keys"] == ControlDuty(control: "ssh-keys")
      )
      #expect(try served.workspace.auditLog(limit: 1).map(\.action) == ["set control"])
    }
  }

  @Test(arguments: [
    ("/controls/nothing", "technique=T1566", HTTPResponse.Status.notFound),
    ("/controls/ssh-keys", "technique=T1566&due=soon", .badRequest),
    ("/controls/ssh-keys", "technique=T1566&accepted_reason=why", .badRequest),
    ("/controls/ssh-keys", "technique=//evil.example", .badRequest),
  ])
  func `what is no control, no date or no page is refused`(
    path: String,
    fields: String,
    status: HTTPResponse.Status
  ) async throws {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let token = try #require(try await client.get("/", cookie: cookie).formToken)
      let answer = try await client.post(path, "form_token=\(token)&\(fields)", cookie: cookie)
      #expect(answer.status == status)
      #expect(try await client.post(path, fields, cookie: cookie).status == .forbidden)
    }
  }

  @Test
  func `the API answers as described, and sets what is given`() async throws {
    let served = try Served()
    try Self.fill(served.workspace)
    try await served.test { client in
      let cookie = try await served.begin(client)
      let token = try #require(try await client.get("/", cookie: cookie).formToken)
      let document = try await client.get("/api/v1/openapi.json", cookie: cookie).json
      let schema = JSONSchema(try #require(document as? [String: Any]))
      for path in ["/controls", "/audits", "/self-tests"] {
        let answer = try await client.get("/api/v1" + path, cookie: cookie)
        #expect(answer.status == .ok)
        #expect(schema.problems(in: try #require(answer.json), ofAnswerTo: path) == [], "\(path)")
      }
      var headers: HTTPFields = [.cookie: cookie, .contentType: "application/json"]
      headers[try #require(HTTPField.Name("x-form-token"))] = token
      let answer = try await client.execute(
        uri: "/api/v1/controls/ssh-keys",
        method: .post,
        headers: headers,
        body: ByteBuffer(string: #"{"owner":"Clara"}"#)
      )
      #expect(answer.status == .ok)
      let control = try #require(answer.json as? [String: Any])
      #expect((control["duty"] as? [String: Any])?["owner"] as? String == "Clara")
      #expect((control["record"] as? [String: Any])?["state"] as? String == "off")
    }
  }
}
