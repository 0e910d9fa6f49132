import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Testing
import WorkspaceStore

@testable import Web

struct JobTests {
  @Test
  func `every line of a log that was sent is accounted for, and the bytes are hashed as they come`()
    async throws
  {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let token = try #require(try await client.get("/", cookie: cookie).formToken)
      let log = ScanRouteTests.log + "not a line of this format\n"
      let job = try await ScanRouteTests.scan(log, client, served, cookie: cookie, token: token)
      #expect(job.byteCount == log.utf8.count)
      #expect(try await LogUpload.sha256(of: job.path) == job.sha256)
      let page = try await client.get("/jobs/\(job.number)", cookie: cookie).text
      #expect(page.contains("What became of every line"))
      #expect(page.contains(job.sha256))
      let input = try #require(try served.workspace.scans().first?.inputs.first)
      #expect(input.records == 21)
      #expect(input.attempts + input.notAttempts + input.notUnderstood == 21)
      #expect(page.contains("1 × not a line of this format, as in line 21"))
    }
  }

  @Test
  func `live events of a job that is over tell its end and stop`() async throws {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let token = try #require(try await client.get("/", cookie: cookie).formToken)
      let job = try await ScanRouteTests.scan(
        ScanRouteTests.log,
        client,
        served,
        cookie: cookie,
        token: token
      )
      let events = try await client.get("/jobs/\(job.number)/events", cookie: cookie)
      #expect(events.headers[.contentType] == "text/event-stream")
      #expect(events.text.hasPrefix("data: {") && events.text.hasSuffix("}\n\n"))
      #expect(events.text.contains(#""state":"done""#))
    }
  }

  /// A log of a job that a server left behind when it was killed.
  private func leftBehind(_ served: Served) throws -> Int64 {
    let upload = try LogUpload(named: "auth.log", in: served.workspace.directory)
    try ScanRouteTests.log.write(toFile: upload.file, atomically: true, encoding: .utf8)
    let now = served.server.now()
    let job = try served.workspace.addJob(named: "auth.log", path: upload.file, by: "Ada", at: now)
    try served.workspace.receivedJob(
      job,
      byteCount: ScanRouteTests.log.utf8.count,
      sha256: ScanRouteTests.logSHA256,
      at: now
    )
    #expect(try served.workspace.moveJob(job, from: [.waiting], to: .scanning, at: now))
    return job
  }

  @Test
  func `a job whose server was killed shows as interrupted, and resumes to the same finding`()
    async throws
  {
    let served = try Served()
    let job = try leftBehind(served)
    try await served.test { client in
      let cookie = try await served.begin(client)
      #expect(try await served.finished(job).state == .interrupted)
      let page = try await client.get("/jobs/\(job)", cookie: cookie)
      #expect(page.text.contains("The server ended before the scan did."))
      #expect(page.text.contains("reads it again from its start"))
      let token = try #require(page.formToken)
      let answer = try await client.post(
        "/jobs/\(job)",
        "form_token=\(token)&deed=resume",
        cookie: cookie
      )
      #expect(answer.status == .seeOther)
      #expect(try await served.finished(job).state == .done)
      #expect(try served.workspace.findings().findings.map(\.probes) == [20])
      let again = try await client.post(
        "/jobs/\(job)",
        "form_token=\(token)&deed=resume",
        cookie: cookie
      )
      #expect(again.status == .conflict)
    }
  }

  @Test
  func `what had come of a log when the server was killed is removed, and its job says so`()
    async throws
  {
    let served = try Served()
    let upload = try LogUpload(named: "auth.log", in: served.workspace.directory)
    try "half a li".write(toFile: upload.file, atomically: true, encoding: .utf8)
    let now = served.server.now()
    let job = try served.workspace.addJob(named: "a", path: upload.file, by: "Ada", at: now)
    try await served.test { client in
      let cookie = try await served.begin(client)
      #expect(try await served.finished(job).state == .refused)
      let page = try await client.get("/jobs/\(job)", cookie: cookie).text
      #expect(page.contains("what had was removed: send it again"))
      #expect(!page.contains("value=\"resume\""), "there is nothing to resume")
      // The table says so before the file is removed.
      for _ in 0..<500 where FileManager.default.fileExists(atPath: upload.file) {
        try await Task.sleep(for: .milliseconds(10))
      }
      #expect(!FileManager.default.fileExists(atPath: upload.file))
    }
  }

  @Test
  func `a log that changed since it was sent is not scanned on resuming`() async throws {
    let served = try Served()
    let job = try leftBehind(served)
    try await served.test { client in
      let cookie = try await served.begin(client)
      _ = try await served.finished(job)
      let path = try served.workspace.job(job).path
      try "other\n".write(toFile: path, atomically: true, encoding: .utf8)
      let token = try #require(try await client.get("/jobs/\(job)", cookie: cookie).formToken)
      _ = try await client.post(
        "/jobs/\(job)",
        "form_token=\(token)&deed=resume",
        cookie: cookie
      )
      let end = try await served.finished(job)
      #expect(end.state == .refused)
      #expect(end.message == "The log changed since it was sent.")
    }
  }

  @Test
  func `a job that waits can be called off, and its log discarded`() throws {
    let served = try Served()
    let now = served.server.now()
    let upload = try LogUpload(named: "auth.log", in: served.workspace.directory)
    let job = try served.workspace.addJob(named: "a", path: upload.file, by: "Ada", at: now)
    try served.workspace.receivedJob(job, byteCount: 1, sha256: "", at: now)
    let desk = JobDesk(workspace: served.workspace, runner: served.server.runner) { now }
    let visitor = Visitor(person: Person(number: 1, name: "Ada", role: .analyst), session: nil)
    try desk.do(.cancel, job, by: visitor)
    #expect(try served.workspace.job(job).message == "Called off by Ada.")
    try desk.do(.discard, job, by: visitor)
    #expect(!FileManager.default.fileExists(atPath: upload.file))
    #expect(throws: HTTPError.self) { try desk.do(.resume, job, by: visitor) }
  }
}

struct SettingsTests {
  @Test
  func `declared traffic is added and taken back in the browser, and what is wrong is said`()
    async throws
  {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let token = try #require(try await client.get("/settings", cookie: cookie).formToken)
      let form = "form_token=\(token)&owner=SOC&reason=scan&expires=2027-01-01"
      let bad = try await client.post("/settings/allow", form, cookie: cookie)
      #expect(bad.status == .badRequest)
      #expect(bad.text.contains("One of source, client and name is needed"))
      #expect(bad.text.contains("Go back") && bad.text.contains("href=\"/findings\""), "a way on")
      _ = try await client.post("/settings/allow", form + "&source=192.0.2.7", cookie: cookie)
      let entry = try #require(try served.workspace.allowEntries().first)
      #expect(entry.source == "192.0.2.7" && entry.service == nil)
      let page = try await client.get("/settings", cookie: cookie).text
      #expect(page.contains("source 192.0.2.7"))
      _ = try await client.post(
        "/settings/allow/\(entry.id)/remove",
        "form_token=\(token)",
        cookie: cookie
      )
      #expect(try served.workspace.allowEntries().isEmpty)
    }
  }

  @Test
  func `the alert budget counts for the next scan`() async throws {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let token = try #require(try await client.get("/settings", cookie: cookie).formToken)
      let answer = try await client.post(
        "/settings/budget",
        "form_token=\(token)&budget=0.5",
        cookie: cookie
      )
      #expect(answer.status == .seeOther)
      _ = try await ScanRouteTests.scan(
        ScanRouteTests.log,
        client,
        served,
        cookie: cookie,
        token: token
      )
      #expect(try served.workspace.scans().first?.options == "--expected-false 0.5")
      let wrong = "form_token=\(token)&budget=nan"
      #expect(
        try await client.post("/settings/budget", wrong, cookie: cookie).status == .badRequest
      )
    }
  }

  @Test
  func `another role ends the sessions of a person, and the last admin stays one`() async throws {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let path = "/welcome/" + served.server.desk.invite(role: .reader)
      let answer = try await client.post(path, "name=Rea&password=correct+horse+battery")
      let reader = try #require(answer.cookie)
      let token = try #require(try await client.get("/people", cookie: cookie).formToken)
      let form = "form_token=\(token)&name="
      let alone = try await client.post("/people/role", form + "Ada&role=reader", cookie: cookie)
      #expect(alone.status == .conflict)
      _ = try await client.post("/people/role", form + "Rea&role=lead", cookie: cookie)
      #expect(try await client.get("/", cookie: reader).status == .seeOther)
      #expect(try served.workspace.people().map(\.role) == [.admin, .lead])
    }
  }

  @Test
  func `a filter is kept for whoever kept it, and forgotten again`() async throws {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let page = try await client.get("/findings?confirmed=1", cookie: cookie)
      #expect(page.text.contains("name=\"query\" value=\"confirmed=1\""))
      let token = try #require(page.formToken)
      let form = "form_token=\(token)&name=told&query=confirmed%3D1"
      let kept = try await client.post("/filters", form, cookie: cookie)
      #expect(kept.headers[.location] == "/findings?confirmed=1")
      let list = try await client.get("/findings", cookie: cookie).text
      #expect(list.contains("<a href=\"/findings?confirmed=1\">told</a>"))
      _ = try await client.post("/filters/1/remove", "form_token=\(token)", cookie: cookie)
      #expect(try await !client.get("/findings", cookie: cookie).text.contains(">told</a>"))
    }
  }
}
