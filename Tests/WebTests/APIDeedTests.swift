import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Testing
import WorkspaceStore

@testable import Web

/// What forms do, done by a program with a token.
struct APIDeedTests {
  /// A program of an admin's at work on a workspace with one finding.
  private struct ProgramAtWork: Sendable {
    let served: Served
    let client: any TestClientProtocol
    let token: String
    let finding: String

    func send(
      _ path: String,
      _ body: String = "",
      method: HTTPRequest.Method = .post,
      type: String = "application/json",
      token: String? = nil
    ) async throws -> TestResponse {
      try await client.execute(
        uri: APIRoutes.root + path,
        method: method,
        headers: [.authorization: "Bearer \(token ?? self.token)", .contentType: type],
        body: ByteBuffer(string: body)
      )
    }

    func object(_ answer: TestResponse) throws -> [String: Any] {
      #expect(answer.status == .ok, "\(answer.text)")
      return try #require(answer.json as? [String: Any])
    }

    func items(_ path: String) async throws -> [[String: Any]] {
      let page = try object(try await client.asProgram(path, token))
      return try #require(page["items"] as? [[String: Any]])
    }
  }

  private func withProgram(
    _ body: @Sendable (ProgramAtWork) async throws -> Void
  ) async throws {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let form = try #require(try await client.get("/", cookie: cookie).formToken)
      let made = try await client.post(
        "/tokens",
        "form_token=\(form)&name=ci&scope=admin",
        cookie: cookie
      )
      let token = String(try #require(made.text.firstMatch(of: /rollcall_[0-9a-f]{64}/)).0)
      let program = ProgramAtWork(served: served, client: client, token: token, finding: "")
      let sent = try await program.send(
        "/jobs?name=auth.log",
        ScanRouteTests.log,
        type: "application/octet-stream"
      )
      let job = try #require(try program.object(sent)["number"] as? Int)
      #expect(try await served.finished(Int64(job)).state == .done)
      let finding = try #require(try served.workspace.findings().findings.first?.id)
      try await body(
        ProgramAtWork(served: served, client: client, token: token, finding: finding)
      )
    }
  }

  @Test
  func `a log that is sent is a job whose finding is ranked, drawn and judged without a term`()
    async throws
  {
    try await withProgram { program in
      let queue = try await program.items("/queue")
      #expect((queue.first?["triage"] as? [String: Any])?["state"] as? String == "page")
      let summary = try program.object(
        try await program.client.asProgram("/summary", program.token)
      )
      #expect(summary["findings"] as? Int == 1 && summary["scans"] as? Int == 1)
      let probes = try await program.items("/findings/\(program.finding)/probes?limit=15")
      #expect(probes.count == 15)
      #expect(probes.allSatisfy { $0["answer"] as? String == "absent" })
      let struck = try program.object(
        try await program.client.asProgram(
          "/findings/\(program.finding)/strike?what=source:203.0.113.9",
          program.token
        )
      )
      #expect(struck["stands"] as? Bool == false && struck["struck_attempts"] as? Int == 20)
      let odd = try await program.client.asProgram(
        "/findings/\(program.finding)/strike?what=odd",
        program.token
      )
      #expect(odd.status == .badRequest)
      let events = try await program.client.asProgram("/jobs/1/events", program.token)
      #expect(events.text.contains(#""state":"done""#))
    }
  }

  @Test
  func `a case is exported, its report read and kept, and what was kept is exported`() async throws
  {
    try await withProgram { program in
      let opened = try await program.send(
        "/cases",
        #"{"title":"Gate","finding":"\#(program.finding)"}"#
      )
      #expect(try program.object(opened)["id"] as? String == "cs-1")
      let list = try await program.items("/cases")
      #expect(list.first?["findings"] as? Int == 1 && list.first?["events"] == nil)
      let report = try await program.client.asProgram("/cases/cs-1/report.html", program.token)
      #expect(report.headers[.contentType]?.hasPrefix("text/html") == true)
      #expect(report.text.contains("<h1>Gate</h1>"))
      let kept = try await program.send("/cases/cs-1/report", #"{"purpose":"court"}"#)
      #expect(try program.object(kept)["kind"] as? String == "report")
      for (path, body) in [
        ("/cases/cs-1/export", ""), ("/exhibits/export", #"{"purpose":"court"}"#),
      ] {
        let zip = try await program.send(path, body)
        #expect(zip.body.readableBytesView.starts(with: [0x50, 0x4b, 3, 4]), "\(path)")
      }
      let first = try await program.items("/exhibits?limit=5").compactMap { $0["id"] as? String }
      let next = try await program.items("/exhibits?limit=5&after=\(first[4])")
        .compactMap { $0["id"] as? String }
      #expect(first.count == 5 && next.count == 5 && Set(first).isDisjoint(with: next))
    }
  }

  @Test
  func `people are invited and given roles, and tokens made and revoked`() async throws {
    try await withProgram { program in
      let invited = try program.object(
        try await program.send("/invitations", #"{"role":"reader"}"#)
      )
      let link = try #require(invited["link"] as? String)
      let path = "/welcome/" + (link.split(separator: "/").last ?? "")
      _ = try await program.client.post(path, "name=Rea&password=correct+horse+battery")
      #expect(
        try await program.items("/people").compactMap { $0["name"] as? String } == ["Ada", "Rea"]
      )
      let changed = try await program.send("/people/Rea/role", #"{"role":"lead"}"#)
      #expect(try program.object(changed)["role"] as? String == "lead")
      #expect(try await program.send("/people/Ada/role", #"{"role":"lead"}"#).status == .conflict)
      let made = try program.object(
        try await program.send("/tokens", #"{"name":"reads","scope":"read"}"#)
      )
      let reading = try #require(made["token"] as? String)
      let deeds = [
        ("/tokens", #"{"name":"x","scope":"read"}"#), ("/filters", #"{"name":"x","query":"y"}"#),
      ]
      for (path, body) in deeds {
        let refused = try await program.send(path, body, token: reading)
        #expect(refused.status == .forbidden, "a token that reads changes nothing: \(path)")
      }
      let number = try #require(try await program.items("/tokens").first?["number"] as? Int)
      #expect(try await program.send("/tokens/\(number)", method: .delete).status == .ok)
      #expect(try await program.client.asProgram("/findings", reading).status == .unauthorized)
      #expect(try await program.send("/tokens/\(number)", method: .delete).status == .notFound)
    }
  }

  @Test
  func `a token makes none that may do more than itself`() async throws {
    try await withProgram { program in
      let made = try program.object(
        try await program.send("/tokens", #"{"name":"writes","scope":"write"}"#)
      )
      let writing = try #require(made["token"] as? String)
      let wider = try await program.send(
        "/tokens",
        #"{"name":"more","scope":"admin"}"#,
        token: writing
      )
      #expect(wider.status == .forbidden)
      #expect(try await program.client.asProgram("/people", writing).status == .forbidden)
    }
  }

  @Test
  func `reports and layers are taken in, filters kept, the budget set`() async throws {
    try await withProgram { program in
      let sent = try await program.send(
        "/reports?name=r.md",
        "# Names\n\nAPT29 used T1589.002 from 203[.]0[.]113[.]9.\n",
        type: "application/octet-stream"
      )
      #expect((try program.object(sent)["id"] as? String)?.hasPrefix("rp-") == true)
      let empty = try await program.send("/reports", "", type: "application/octet-stream")
      #expect(empty.status == .unprocessableContent)
      #expect(empty.headers[.contentType] == "application/problem+json")
      let own = try await program.client.asProgram("/matrix/layer", program.token).text
      let layer = try program.object(
        try await program.send("/layers", own, type: "application/octet-stream")
      )
      let number = try #require(layer["number"] as? Int)
      let stored = try program.object(
        try await program.client.asProgram("/layers/\(number)", program.token)
      )
      #expect((stored["entries"] as? [String: Any])?["T1589.002"] != nil)
      #expect(try await program.send("/layers/\(number)", method: .delete).status == .ok)
      let filter = try program.object(
        try await program.send("/filters", #"{"name":"told","query":"confirmed=1"}"#)
      )
      let kept = try #require(filter["number"] as? Int)
      #expect(try await program.send("/filters/\(kept)", method: .delete).status == .ok)
      #expect(try program.served.workspace.allowEntries().isEmpty)
      let set = try await program.send("/settings/budget", #"{"budget":0.2}"#)
      #expect(try program.object(set)["budget"] as? Double == 0.2)
      #expect(try await program.send("/settings/budget", #"{"budget":-1}"#).status == .badRequest)
      let logs = try await program.items("/logs")
      #expect(logs.first?["records"] as? Int == 20)
      let known = try program.object(
        try await program.client.asProgram("/source?address=203.0.113.9", program.token)
      )
      #expect(known["finding_count"] as? Int == 1)
      #expect((known["findings"] as? [Any])?.count == 1)
    }
  }

  @Test
  func `answers are as the document describes them, also those about one thing`() async throws {
    try await withProgram { program in
      _ = try await program.send("/cases", #"{"title":"Gate","finding":"\#(program.finding)"}"#)
      let document = try await program.client.asProgram("/openapi.json", program.token).json
      let schema = JSONSchema(try #require(document as? [String: Any]))
      let asked = [
        ("/findings/{id}/probes", "/findings/\(program.finding)/probes"),
        (
          "/findings/{id}/strike",
          "/findings/\(program.finding)/strike?what=source:203.0.113.9"
        ),
        ("/cases/{id}", "/cases/cs-1"), ("/jobs/{number}", "/jobs/1"),
        ("/techniques/{id}/activity", "/techniques/T1589.002/activity"),
        (
          "/hunts/{key}", "/hunts/" + (try await program.items("/hunts")[0]["key"] as? String ?? "")
        ),
        ("/source", "/source?address=203.0.113.9"), ("/account", "/account?name=guess1"),
        ("/indicator", "/indicator?value=203.0.113.9"),
      ]
      for (path, filled) in asked {
        let answer = try await program.client.asProgram(filled, program.token)
        #expect(answer.status == .ok, "\(filled) \(answer.text)")
        #expect(schema.problems(in: try #require(answer.json), ofAnswerTo: path) == [], "\(path)")
      }
    }
  }
}
