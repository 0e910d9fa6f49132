import Custody
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Testing
import WorkspaceStore

@testable import Web

struct EvidenceRouteTests {
  /// A server with one finding of twenty lines; the cookie and the form token of its admin.
  private func withFinding(
    _ body:
      @Sendable (Served, any TestClientProtocol, String, String, String) async throws -> Void
  ) async throws {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let token = try #require(try await client.get("/", cookie: cookie).formToken)
      let log = ScanRouteTests.log
      _ = try await ScanRouteTests.scan(log, client, served, cookie: cookie, token: token)
      let finding = try #require(try served.workspace.findings().findings.first?.id)
      try await body(served, client, cookie, token, finding)
    }
  }

  private static func events(_ workspace: Workspace) throws -> [CustodyEvent] {
    var events: [CustodyEvent] = []
    try workspace.forEachRecord(in: 0..<workspace.logState().frontier.size) {
      events.append(try CustodyEvent(line: $1))
    }
    return events
  }

  @Test
  func `the lines of a finding become exhibits, and every look at one is an event`() async throws {
    try await withFinding { served, client, cookie, token, finding in
      let before = try await client.get("/findings/\(finding)", cookie: cookie).text
      #expect(before.contains("0 of 20 lines") && before.contains("data-take"))
      let taken = try await client.post(
        "/findings/\(finding)/exhibits",
        "form_token=\(token)&purpose=case+7&authority=order+12",
        cookie: cookie
      )
      #expect(taken.status == .seeOther)
      let after = try await client.get("/findings/\(finding)", cookie: cookie).text
      #expect(after.contains("20 of 20 lines") && !after.contains("data-take"))
      #expect(after.contains("<a href=\"/evidence/E-1\">E-1</a>"))
      let again = try await client.post(
        "/findings/\(finding)/exhibits",
        "form_token=\(token)&purpose=case+7",
        cookie: cookie
      )
      #expect(again.headers[.location] == "/findings/\(finding)#evidence")
      #expect(try served.workspace.exhibits(ofFinding: finding).count == 21)
      let list = try await client.get("/evidence", cookie: cookie).text
      #expect(list.contains("21 exhibits") && list.contains("signed by key"))
      let technique = try await client.get("/techniques/T1589.002", cookie: cookie).text
      #expect(technique.contains("<h3>Custody</h3>"))
      let count = try Self.events(served.workspace).count
      let page = try await client.get("/evidence/E-1", cookie: cookie).text
      #expect(page.contains("Proof") && page.contains("its record is event 1 of the"))
      #expect(!page.contains("Invalid user"), "a page without bytes shows none")
      #expect(try Self.events(served.workspace).count == count)

      let shown = try await client.post(
        "/evidence/E-1",
        "form_token=\(token)&purpose=review",
        cookie: cookie
      )
      #expect(shown.text.contains("Invalid user"))
      let file = try await client.post(
        "/evidence/E-1/file",
        "form_token=\(token)&purpose=copy",
        cookie: cookie
      )
      let line = try #require(try served.workspace.finding(id: finding).finding.evidence.first)
      #expect(Exhibit.sha256(of: Data(file.text.utf8)) == line.sha256)
      let events = try Self.events(served.workspace).suffix(2)
      for (event, purpose) in zip(events, ["review", "copy"]) {
        #expect(event.action == .view && event.exhibit?.description == "E-1")
        #expect(event.scene.actor == "Ada" && event.scene.purpose == purpose)
        #expect(event.scene.command.hasPrefix("POST /evidence/E-1"))
        #expect(event.details["result"] == "intact")
      }
    }
  }

  @Test
  func `without a purpose, a token or the rank there is no look and no event`() async throws {
    try await withFinding { served, client, cookie, token, finding in
      let form = "form_token=\(token)&purpose=x"
      _ = try await client.post("/findings/\(finding)/exhibits", form, cookie: cookie)
      let count = try Self.events(served.workspace).count
      let path = "/evidence/E-1"
      #expect(try await client.post(path, "purpose=x", cookie: cookie).status == .forbidden)
      let empty = try await client.post(path, "form_token=\(token)&purpose=", cookie: cookie)
      #expect(empty.status == .badRequest)
      #expect(try await client.post("/evidence/E-99", form, cookie: cookie).status == .notFound)
      #expect(try await client.post("/evidence/odd", form, cookie: cookie).status == .notFound)
      let welcome = "/welcome/" + served.server.desk.invite(role: .reader)
      let reader = try await client.post(welcome, "name=Rea&password=correct+horse+battery")
      let other = try #require(reader.cookie)
      let page = try await client.get(path, cookie: other)
      let theirs = "form_token=\(page.formToken ?? "")&purpose=x"
      #expect(page.status == .ok)
      #expect(try await client.post(path, theirs, cookie: other).status == .forbidden)
      #expect(try Self.events(served.workspace).count == count)
    }
  }

  @Test
  func `bytes that changed are not shown, and the log says that somebody saw that`() async throws {
    try await withFinding { served, client, cookie, token, finding in
      let form = "form_token=\(token)&purpose=x"
      _ = try await client.post("/findings/\(finding)/exhibits", form, cookie: cookie)
      let upload = try #require(try served.workspace.finding(id: finding).finding.evidence.first)
      // Evidence of its own: what lies in the log's file no longer matters.
      try FileManager.default.removeItem(atPath: upload.file)
      let still = try await client.post("/evidence/E-1", form, cookie: cookie)
      #expect(still.text.contains("Invalid user"))
      try served.workspace.changeContents()
      let answer = try await client.post("/evidence/E-1", form, cookie: cookie)
      #expect(answer.status == .conflict && !answer.text.contains("Invalid user"))
      #expect(answer.text.contains("their SHA-256 differs"))
      #expect(try Self.events(served.workspace).last?.details["result"] == "changed")
    }
  }

  @Test
  func `an export is sent as a ZIP file that verifies`() async throws {
    try await withFinding { served, client, cookie, token, finding in
      let form = "form_token=\(token)&purpose=court"
      _ = try await client.post("/findings/\(finding)/exhibits", form, cookie: cookie)
      let answer = try await client.post("/evidence/export", form, cookie: cookie)
      #expect(answer.status == .ok)
      let file = FileManager.default.temporaryDirectory.path + "/\(UUID()).zip"
      try Data(answer.body.readableBytesView).write(to: URL(fileURLWithPath: file))
      var verifier = ExportVerifier(try ZipBag(file), anchors: TrustAnchors())
      let result = verifier.verify()
      #expect(result.isGood, "\(result.problems.kept)")
      #expect(result.exhibits == 21)
      try FileManager.default.removeItem(atPath: file)
    }
  }

  @Test
  func `every sentence of a kept case report leads to bytes that the log holds`() async throws {
    try await withFinding { served, client, cookie, token, finding in
      _ = try await client.post(
        "/cases",
        "form_token=\(token)&title=Gate&finding=\(finding)",
        cookie: cookie
      )
      _ = try await client.post(
        "/cases/cs-1",
        "form_token=\(token)&kind=note&body=See+E-1,+and+E-99.",
        cookie: cookie
      )
      _ = try await client.post(
        "/cases/cs-1",
        "form_token=\(token)&kind=task&body=Ask+the+hoster",
        cookie: cookie
      )
      let before = try await client.get("/cases/cs-1/report", cookie: cookie).text
      #expect(before.contains("20 of the cited lines are no exhibits yet"))
      let kept = try await client.post(
        "/cases/cs-1/report",
        "form_token=\(token)&purpose=court",
        cookie: cookie
      )
      let place = try #require(kept.headers[.location])
      let shown = try await client.post(
        place + "/file",
        "form_token=\(token)&purpose=x",
        cookie: cookie
      )
      let report = shown.text
      #expect(!report.contains("no exhibits yet"))
      // Each sentence on the finding ends in a citation.
      let section = try #require(report.firstMatch(of: /<section id="rc-[\s\S]*?<h3 id=/)).0
      for sentence in section.matches(of: /<(?:p|li)>([\s\S]*?)<\/(?:p|li)>/) {
        #expect(sentence.1.contains("[<a href="), "\(sentence.1)")
      }
      // So does each note and task: in the entry, and in the record of the case that holds it.
      let file = try served.workspace.caseFile("cs-1")
      let record = try #require(
        try served.workspace.exhibits(ofFinding: nil).map(\.exhibit).last { $0.name == "cs-1.json" }
      )
      let numbers = file.notes.map(\.number) + file.tasks.map(\.number)
      #expect(numbers.count == 2)
      for number in numbers {
        let end = "entry \(number)</a> of <a href=\"\(record.digests.sha256.hexadecimal)\">"
        #expect(report.contains(end))
      }
      let recorded = try await client.post(
        "/evidence/\(record.id)/file",
        "form_token=\(token)&purpose=x",
        cookie: cookie
      )
      for text in ["See E-1, and E-99.", "Ask the hoster"] {
        #expect(recorded.text.contains(text))
      }
      // Kept once more, the case that has not changed is not taken in again.
      _ = try await client.post(
        "/cases/cs-1/report",
        "form_token=\(token)&purpose=y",
        cookie: cookie
      )
      let names = try served.workspace.exhibits(ofFinding: nil).map(\.exhibit.name)
      #expect(
        names.count { $0 == "cs-1.json" } == 1 && names.count { $0 == "cs-1 report.html" } == 2
      )
      let hashes = Set(
        try served.workspace.exhibits(ofFinding: nil).map(\.exhibit.digests.sha256.hexadecimal)
      )
      let anchors = Set(report.matches(of: #/ id="([^"]+)"/#).map { String($0.1) })
      let links = report.matches(of: #/<a (?:class="[^"]*" )?href="([^"]+)"/#).map { String($0.1) }
      #expect(links.count > 30)
      for link in links {
        let isThere =
          link.hasPrefix("#") ? anchors.contains(String(link.dropFirst())) : hashes.contains(link)
        #expect(isThere, "\(link)")
      }
      #expect(report.contains(">E-1</a>, and E-99."))
    }
  }

  @Test
  func `the API takes a finding in, shows exhibits as described, and notes each look`() async throws
  {
    try await withFinding { served, client, cookie, token, finding in
      let made = try await client.post(
        "/tokens",
        "form_token=\(token)&name=ci&scope=write",
        cookie: cookie
      )
      let key = String(try #require(made.text.firstMatch(of: /rollcall_[0-9a-f]{64}/)).0)
      func post(_ path: String, _ body: String) async throws -> TestResponse {
        try await client.execute(
          uri: APIRoutes.root + path,
          method: .post,
          headers: [.authorization: "Bearer \(key)", .contentType: "application/json"],
          body: ByteBuffer(string: body)
        )
      }
      let taken = try await post("/findings/\(finding)/exhibits", #"{"purpose":"case"}"#)
      #expect(taken.status == .ok)
      let items = (taken.json as? [String: Any])?["items"] as? [[String: Any]]
      #expect(items?.count == 21)
      let viewed = try await post("/exhibits/E-1/views", #"{"purpose":"look"}"#)
      let content = try #require(viewed.json as? [String: Any])
      let bytes = try #require(Data(base64Encoded: content["base64"] as? String ?? ""))
      #expect(Exhibit.sha256(of: bytes) == content["sha256"] as? String)
      #expect(try Self.events(served.workspace).last?.scene.purpose == "look")
      #expect(try await post("/exhibits/E-1/views", #"{"purpose":""}"#).status == .badRequest)
      let document = try await client.asProgram("/openapi.json", key).json
      let schema = JSONSchema(try #require(document as? [String: Any]))
      for (path, filled) in [("/exhibits", "/exhibits"), ("/exhibits/{id}", "/exhibits/E-1")] {
        let answer = try await client.asProgram(filled, key)
        #expect(answer.status == .ok)
        #expect(schema.problems(in: try #require(answer.json), ofAnswerTo: path) == [], "\(path)")
      }
      let one = try await client.asProgram("/exhibits/E-1", key).json as? [String: Any]
      #expect(one?["is_proved"] as? Bool == true)
      #expect((one?["events"] as? [String])?.count == 2)
    }
  }
}

extension Workspace {
  /// What somebody could do who can write to the database.
  fileprivate func changeContents() throws {
    let script = """
      import sqlite3, sys
      db = sqlite3.connect(sys.argv[1], isolation_level=None)
      db.execute("DROP TRIGGER exhibit_content_is_never_changed")
      db.execute("UPDATE exhibit_content SET bytes = CAST('x' AS BLOB)")
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script, directory + "/" + Workspace.fileName]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
