import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Testing
import WorkspaceStore

@testable import Web

struct ScanRouteTests {
  static let log = (0..<20).map { number in
    "2026-03-02T07:\(10 + number):09Z gate sshd[4711]: Invalid user guess\(number)"
      + " from 203.0.113.9 port 40022\n"
  }.joined()

  /// As sha256sum gives it.
  static let logSHA256 = "17015248ed0bed6eeb2f8bc101edf50786a4d8edfd979730ad4f39edb600a9f3"

  static func send(
    _ log: String,
    _ client: any TestClientProtocol,
    cookie: String,
    token: String
  ) async throws -> TestResponse {
    var headers: HTTPFields = [.cookie: cookie]
    if let name = HTTPField.Name("x-form-token") { headers[name] = token }
    return try await client.execute(
      uri: "/scans?name=..%2Fauth.log",
      method: .post,
      headers: headers,
      body: ByteBuffer(string: log)
    )
  }

  /// Sends a log and waits until its job is over.
  static func scan(
    _ log: String,
    _ client: any TestClientProtocol,
    _ served: Served,
    cookie: String,
    token: String
  ) async throws -> ScanJob {
    let answer = try await send(log, client, cookie: cookie, token: token)
    #expect(answer.status == .created)
    let location = try #require(answer.headers[.location])
    let number = try #require(location.split(separator: "/").last.flatMap { Int64($0) })
    return try await served.finished(number)
  }

  @Test
  func `a log that is sent is scanned, and its finding shows with every probe drawn`() async throws
  {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let token = try #require(try await client.get("/", cookie: cookie).formToken)
      let job = try await Self.scan(Self.log, client, served, cookie: cookie, token: token)
      #expect(job.state == .done)
      let list = Query([("scan", job.scan)]).link("/findings")
      #expect(try await client.get(list, cookie: cookie).text.contains("1 finding matches"))
      let finding = try #require(try served.workspace.findings().findings.first)
      #expect(finding.probes == 20)
      let page = try await client.get("/findings/\(finding.id)", cookie: cookie)
      #expect(page.status == .ok)
      #expect(page.text.contains("Lines 1 to 20 of 20"))
      let plot = try await client.get("/findings/\(finding.id)/plot.svg", cookie: cookie).text
      // Three more are the legend's.
      #expect(plot.matches(of: /<circle/).count == 23)
      let log = try served.workspace.auditLog(limit: 5).map(\.action)
      #expect(log.contains("scanned") && log.contains("read evidence"))
    }
  }

  @Test
  func `a log of declared traffic gives a finding that says who answers for it`() async throws {
    let served = try Served()
    _ = try served.workspace.addAllowEntry(
      AllowEntry(
        id: "allow-a",
        source: "203.0.113.0/29",
        client: nil,
        name: nil,
        service: nil,
        begins: nil,
        expires: Timestamp(year: 2026, month: 4, day: 1),
        owner: "SOC",
        reason: "weekly scan"
      )
    )
    try await served.test { client in
      let cookie = try await served.begin(client)
      let token = try #require(try await client.get("/", cookie: cookie).formToken)
      _ = try await Self.scan(Self.log, client, served, cookie: cookie, token: token)
      // .9 is outside of the block.
      let finding = try #require(try served.workspace.findings().findings.first)
      #expect(finding.authorisedBy == nil)
      let declared = Self.log.replacing("203.0.113.9", with: "203.0.113.7")
      _ = try await Self.scan(declared, client, served, cookie: cookie, token: token)
      let authorised = try #require(
        try served.workspace.findings(matching: FindingFilter(isAuthorised: true)).findings.first
      )
      #expect(authorised.firstSource == "203.0.113.7")
      let page = try await client.get("/findings/\(authorised.id)", cookie: cookie).text
      #expect(page.contains("Authorised until") && page.contains("weekly scan (SOC)"))
      let list = try await client.get("/findings", cookie: cookie).text
      #expect(list.matches(of: /class="tag">authorised/).count == 1)
      let open = try #require(list.range(of: finding.id)?.lowerBound)
      let heading = try #require(list.range(of: "<h2>Authorised</h2>")?.lowerBound)
      let behind = try #require(list.range(of: authorised.id)?.lowerBound)
      #expect(open < heading && heading < behind, "authorised findings stand behind the others")
      let only = try await client.get("/findings?authorised=yes", cookie: cookie).text
      #expect(only.contains(authorised.id) && !only.contains(finding.id))
    }
  }

  @Test
  func `text of no known format, an empty log and a wrong token are refused`() async throws {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let token = try #require(try await client.get("/", cookie: cookie).formToken)
      let odd = try await Self.scan(
        "nothing of note\n",
        client,
        served,
        cookie: cookie,
        token: token
      )
      #expect(odd.state == .refused)
      #expect(odd.message.contains("no known format"))
      #expect(!FileManager.default.fileExists(atPath: odd.path), "nothing cites it")
      let empty = try await Self.send("", client, cookie: cookie, token: token)
      #expect(empty.status == .badRequest)
      let forged = try await Self.send(Self.log, client, cookie: cookie, token: "0")
      #expect(forged.status == .forbidden)
      #expect(try served.workspace.scans().isEmpty)
    }
  }

  @Test
  func `a reader reads, and may neither scan nor see the audit log`() async throws {
    let served = try Served()
    try await served.test { client in
      _ = try await served.begin(client)
      let path = "/welcome/" + served.server.desk.invite(role: .reader)
      let answer = try await client.post(path, "name=Rea&password=correct+horse+battery")
      let cookie = try #require(answer.cookie)
      let token = try #require(try await client.get("/", cookie: cookie).formToken)
      let scan = try await Self.send(Self.log, client, cookie: cookie, token: token)
      #expect(scan.status == .forbidden)
      for path in ["/audit", "/people"] {
        #expect(try await client.get(path, cookie: cookie).status == .forbidden, "\(path)")
      }
    }
  }

  @Test(arguments: [
    ("../../etc/passwd", ".._.._etc_passwd"), ("", "log"), ("a b*.log", "a_b_.log"),
  ])
  func `a sent name cannot leave the folder`(name: String, kept: String) {
    #expect(LogUpload.plain(name) == kept)
  }
}
