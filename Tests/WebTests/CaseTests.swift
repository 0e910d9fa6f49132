import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Testing
import WorkspaceStore

@testable import Web

struct CaseTests {
  @Test
  func `a step of an investigation becomes a task, in a case that is opened for it or is there`()
    async throws
  {
    let served = try Served()
    let (finding, _) = try served.workspace.putSamples()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let page = try await client.get("/findings/\(finding)", cookie: cookie)
      let token = try #require(page.formToken)
      // The sample's case holds the finding.
      #expect(page.text.contains("data-task>Make it a task of cs-1<"))
      let task = try #require(page.text.firstMatch(of: /name="body" value="(T[0-9.]+ [^"]+)"/)).1
      let body = "form_token=\(token)&kind=task&body=\(Query.encoded(String(task)))"
      _ = try await client.post("/cases/cs-1", body, cookie: cookie)
      #expect(try served.workspace.caseFile("cs-1").tasks.map(\.text) == [String(task)])
      #expect(page.text.contains("Ready query: <a href=\"/hunts/"))
      let number = try #require(try served.workspace.caseFile("cs-1").tasks.first?.number)
      let tick = "form_token=\(token)&kind=task-done&target=\(number)"
      _ = try await client.post("/cases/cs-1", tick, cookie: cookie)
      let ticked = try await client.get("/findings/\(finding)", cookie: cookie).text
      let steps = ticked.matches(of: /(data-task)|(Done in <a href="\/cases\/cs-1">)/)
      #expect(steps.count > 2 && steps.dropLast().allSatisfy { $0.2 == nil })
      #expect(steps.last?.2 != nil, "what is done stands last")
      _ = try await client.post("/cases/cs-1", "form_token=\(token)&kind=closed", cookie: cookie)
      let closed = try await client.get("/findings/\(finding)", cookie: cookie).text
      #expect(closed.contains("data-task>Open a case with this task<"))
      let form = "form_token=\(token)&title=Next&finding=\(finding)&task=look"
      _ = try await client.post("/cases", form, cookie: cookie)
      let opened = try served.workspace.caseFile("cs-2")
      #expect(opened.findings == [finding] && opened.tasks.map(\.text) == ["look"])
    }
  }

  private static let report = """
    # Names called in the morning

    The operator came from 45[.]77[.]1[.]2 and used T1589.002.
    """

  /// A server with one finding; the cookie and the form token of its admin.
  private func withFinding(
    _ body: @Sendable (Served, any TestClientProtocol, String, String) async throws -> Void
  ) async throws {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let token = try #require(try await client.get("/", cookie: cookie).formToken)
      let job = try await ScanRouteTests.scan(
        ScanRouteTests.log.replacing("203.0.113.9", with: "45.77.1.2"),
        client,
        served,
        cookie: cookie,
        token: token
      )
      #expect(job.state == .done)
      try await body(served, client, cookie, token)
    }
  }

  @Test
  func `a case is opened with a finding, worked on, and its report names the finding's lines`()
    async throws
  {
    try await withFinding { served, client, cookie, token in
      let finding = try #require(try served.workspace.findings().findings.first?.id)
      let opened = try await client.post(
        "/cases",
        "form_token=\(token)&title=Gate&finding=\(finding)",
        cookie: cookie
      )
      #expect(opened.headers[.location] == "/cases/cs-1")
      func add(_ fields: String) async throws -> HTTPResponse.Status {
        try await client.post("/cases/cs-1", "form_token=\(token)&\(fields)", cookie: cookie).status
      }
      #expect(try await add("kind=note&body=first+thought") == .seeOther)
      let note = try #require(try served.workspace.caseFile("cs-1").notes.first?.number)
      #expect(try await add("kind=note-changed&target=\(note)&body=second+thought") == .seeOther)
      #expect(try await add("kind=task&body=ask+the+gate+keeper") == .seeOther)
      let task = try #require(try served.workspace.caseFile("cs-1").tasks.first?.number)
      #expect(try await add("kind=task-done&target=\(task)") == .seeOther)
      #expect(try await add("kind=task-done&target=\(task)") == .conflict)
      #expect(try await add("kind=finding-added&target=\(finding)") == .conflict)
      #expect(try await add("kind=finding-added&target=rc-0") == .notFound)
      #expect(try await add("kind=odd") == .badRequest)
      let page = try await client.get("/cases/cs-1", cookie: cookie).text
      #expect(page.contains("second thought") && page.contains("first thought"))
      let report = try await client.get("/cases/cs-1/report", cookie: cookie).text
      #expect(report.contains("second thought") && !report.contains("first thought"))
      for line in try served.workspace.finding(id: finding).finding.evidence {
        #expect(report.contains(line.sha256))
      }
    }
  }

  @Test
  func `a report that names a finding's source shows the finding, and the finding the report`()
    async throws
  {
    try await withFinding { served, client, cookie, token in
      var headers: HTTPFields = [.cookie: cookie]
      headers[try #require(HTTPField.Name("x-form-token"))] = token
      let sent = try await client.execute(
        uri: "/reports?name=morning.md",
        method: .post,
        headers: headers,
        body: ByteBuffer(string: Self.report)
      )
      #expect(sent.status == .created)
      let place = try #require(sent.headers[.location])
      let finding = try #require(try served.workspace.findings().findings.first?.id)
      #expect(try await client.get(place, cookie: cookie).text.contains(finding))
      let page = try await client.get("/findings/\(finding)", cookie: cookie).text
      #expect(page.contains("Names called in the morning"))
      for path in ["/source?address=45.77.1.2", "/indicator?value=45.77.1.2"] {
        let text = try await client.get(path, cookie: cookie).text
        #expect(text.contains(finding) && text.contains("Names called in the morning"), "\(path)")
        #expect(text.contains("<mark>45[.]77[.]1[.]2</mark>"), "\(path)")
      }
      let matrix = try await client.get("/matrix", cookie: cookie).text
      #expect(matrix.contains("1 finding, 1 report"))
      let layer = try #require(
        try await client.get("/matrix/layer.json", cookie: cookie).json as? [String: Any]
      )
      #expect((layer["versions"] as? [String: String])?["layer"] == "4.5")
      let techniques = try #require(layer["techniques"] as? [[String: Any]])
      #expect(techniques.contains { $0["techniqueID"] as? String == "T1589.002" })
    }
  }

  @Test
  func `an account and a source that nobody knows, and a page without one, are answered`()
    async throws
  {
    try await withFinding { _, client, cookie, _ in
      let page = try await client.get("/account?name=a%26b%22%3Cc", cookie: cookie)
      #expect(page.status == .ok)
      #expect(page.text.contains("a&amp;b&quot;&lt;c"))
      #expect(try await client.get("/source?address=::1", cookie: cookie).status == .ok)
      #expect(try await client.get("/account", cookie: cookie).status == .badRequest)
      #expect(try await client.get("/cases/cs-9", cookie: cookie).status == .notFound)
    }
  }

  @Test
  func `nothing blank is put into a case, and a finding is put into one that is open`() async throws
  {
    let served = try Served()
    let (finding, _) = try served.workspace.putSamples()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let token = try #require(try await client.get("/", cookie: cookie).formToken)
      func post(_ path: String, _ form: String) async throws -> TestResponse {
        try await client.post(path, "form_token=\(token)&" + form, cookie: cookie)
      }
      #expect(try await post("/cases", "title=+++&finding=").status == .badRequest)
      _ = try await post("/cases", "title=Night&finding=")
      let night = try #require(try served.workspace.caseFiles().first { $0.title == "Night" }).id
      for kind in ["note", "task"] {
        let blank = try await post("/cases/\(night)", "kind=\(kind)&target=&body=+%0A+")
        #expect(blank.status == .badRequest && blank.text.contains("nothing written"), "\(kind)")
      }
      let page = try await client.get("/findings/\(finding)", cookie: cookie).text
      #expect(page.contains("Add to “Night”"))
      let added = try await post("/cases/\(night)", "kind=finding-added&target=\(finding)")
      #expect(added.status == .seeOther, "\(added.text)")
      let after = try await client.get("/findings/\(finding)", cookie: cookie).text
      #expect(
        !after.contains("Add to “Night”") && after.contains("<a href=\"/cases/\(night)\">Night</a>")
      )
    }
  }

  @Test
  func `a reader sees cases and changes none`() async throws {
    try await withFinding { served, client, _, _ in
      let path = "/welcome/" + served.server.desk.invite(role: .reader)
      let answer = try await client.post(path, "name=Rea&password=correct+horse+battery")
      let cookie = try #require(answer.cookie)
      let page = try await client.get("/cases", cookie: cookie)
      #expect(page.status == .ok)
      let token = try #require(page.formToken)
      let opened = try await client.post("/cases", "form_token=\(token)&title=x", cookie: cookie)
      #expect(opened.status == .forbidden)
      #expect(try served.workspace.caseFiles().isEmpty)
    }
  }
}

struct CaseExportTests {
  @Test
  func `everything of a case is in one file, whose sums are those of its parts`() async throws {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let token = try #require(try await client.get("/", cookie: cookie).formToken)
      let log = ScanRouteTests.log
      _ = try await ScanRouteTests.scan(log, client, served, cookie: cookie, token: token)
      let finding = try #require(try served.workspace.findings().findings.first?.id)
      _ = try await client.post(
        "/cases",
        "form_token=\(token)&title=%3DGate&finding=\(finding)",
        cookie: cookie
      )
      let answer = try await client.post(
        "/cases/cs-1/export.zip",
        "form_token=\(token)",
        cookie: cookie
      )
      #expect(answer.status == .ok)
      let folder = try Unzipped(Data(answer.body.readableBytesView), folder: "cs-1")
      #expect(try folder.shell("sha256sum -c --quiet SHA256SUMS") == "")
      #expect(try folder.text("findings/\(finding).lines") == log)
      #expect(try folder.text("findings/account.tsv").hasSuffix("\(finding)\t20\t20\t0\t0\t0\n"))
      #expect(try folder.text("timeline.csv").contains("\"'=Gate\""), "no formula of a spreadsheet")
      let report = try folder.text("report.html")
      #expect(report.contains("<h1>=Gate</h1>") && !report.contains("href=\"/"))
      if PrintedPage.program != nil {
        #expect(try folder.shell("head -c 5 report.pdf") == "%PDF-")
      }
      let standalone = try await client.get("/cases/cs-1/report.html", cookie: cookie)
      #expect(standalone.headers[.contentDisposition] == "attachment; filename=\"cs-1.html\"")
    }
  }
}

/// A ZIP file in a folder of its own, unpacked with the system's program.
private final class Unzipped {
  private let root = FileManager.default.temporaryDirectory.path + "/rollcall-zip-\(UUID())"
  /// The one folder that the file holds.
  private let path: String

  init(_ bytes: Data, folder: String) throws {
    path = root + "/" + folder
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try bytes.write(to: URL(fileURLWithPath: root + "/it.zip"))
    #expect(
      try shell("python3 -m zipfile -e ../it.zip .. && rm ../it.zip && ls ..") == folder + "\n"
    )
  }

  deinit {
    // Left for the system to clear away if it fails.
    try? FileManager.default.removeItem(atPath: root)
  }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }

  func shell(_ line: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
