import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import WorkspaceStore

@testable import Web

/// Requests that are nearly right, with bytes changed, added and cut from a seed: paths of what is there,
/// queries, forms, JSON, and files of every kind that is taken.
struct HostileBytesTests {
  /// The workspace that is asked, with ids of what is in it.
  private struct Target {
    var served: Served
    var cookie: String
    var token: String
    var finding: String
    var report: String

    var contents: WorkspaceContents
  }

  private func attacked(
    _ body: @Sendable (any TestClientProtocol, Target) async throws -> Void
  ) async throws {
    let served = try Served()
    let (finding, report) = try served.workspace.putSamples()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let target = Target(
        served: served,
        cookie: cookie,
        token: try #require(try await client.get("/", cookie: cookie).formToken),
        finding: finding,
        report: report,
        contents: try WorkspaceContents(of: served.workspace)
      )
      try await body(client, target)
      try target.contents.expectKept(in: served.workspace)
      #expect(try await client.get("/findings/\(finding)", cookie: cookie).status == .ok)
    }
  }

  /// Answered or refused; a refusal says what it is, to programs in their own form.
  private static func expectAnswered(
    _ answer: TestResponse,
    _ path: String,
    _ request: @autoclosure () -> String
  ) throws {
    let status = answer.status.code
    #expect(status < 500, "\(request())")
    guard status >= 400 else { return }
    let type = answer.headers[.contentType] ?? ""
    if path.hasPrefix("/api/") {
      #expect(type == "application/problem+json", "\(request())")
      let problem = try JSONSerialization.jsonObject(with: Data(answer.body.readableBytesView))
      #expect((problem as? [String: Any])?["status"] as? Int == status, "\(request())")
    } else {
      #expect(type.hasPrefix("text/html") || type.hasPrefix("text/plain"), "\(request())")
      #expect(answer.body.readableBytes > 10, "\(request())")
    }
    #expect(answer.headers.contains { $0.name.canonicalName == "content-security-policy" })
  }

  @Test
  func `paths and queries with changed bytes are answered or refused`() async throws {
    try await attacked { client, target in
      let paths = [
        "/findings/\(target.finding)?from=0", "/findings/\(target.finding)/plot.svg",
        "/findings?technique=T1589.002&order=strongest&since=2026-03-02", "/source?address=::1",
        "/findings?source=203.0.113.9&after=latest.4277a0f1c2000000.\(target.finding)",
        "/reports/\(target.report)", "/reports?after=\(target.report)", "/cases/cs-1/report",
        "/account?name=a@corp.example", "/indicator?value=203.0.113.9", "/search?q=APT29+used",
        "/techniques/T1589.002", "/jobs?after=scan-1", "/audit?before=3",
        "/api/v1/findings?limit=5&pattern=single-source",
        "/api/v1/findings/\(target.finding)/evidence?from=0&limit=9", "/api/v1/search?q=used",
        "/api/v1/reports?limit=2", "/api/v1/audit?before=9&limit=3", "/assets/workspace.css",
      ]
      var random = MutatingDraw(seed: 11)
      for _ in 0..<3_000 {
        let whole = random.pick(paths)
        let path = "/" + Self.encoded(random.mutated(Array(whole.dropFirst().utf8)))
        let answer = try await client.get(path, cookie: target.cookie)
        try Self.expectAnswered(answer, path, path)
      }
    }
  }

  /// As a client must send it: what is no letter of a path or a query stands as a percent sign.
  private static func encoded(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      let isPlain =
        byte > 0x20 && byte < 0x7f && !"\"<>\\^`{|}#".utf8.contains(byte)
      let digits = String(byte, radix: 16)
      return isPlain
        ? String(UnicodeScalar(byte)) : "%" + (digits.count < 2 ? "0" : "") + digits
    }.joined()
  }

  @Test
  func `forms and JSON with changed bytes are answered or refused, and lose nothing`() async throws
  {
    try await attacked { client, target in
      let field = "form_token=\(target.token)"
      let forms = [
        ("/cases", "\(field)&title=Second&finding=\(target.finding)"),
        ("/cases/cs-1", "\(field)&kind=note&body=text"),
        ("/cases/cs-1", "\(field)&kind=finding-removed&target=\(target.finding)"),
        ("/reports/\(target.report)/claims", "\(field)&words=APT29+used&subject=T1110"),
        ("/reports/\(target.report)/claims/1", "\(field)&verdict=rejected"),
        ("/tokens", "\(field)&name=program&scope=read"), ("/people", "\(field)&role=reader"),
        ("/sign-in", "name=Ada&password=wrong"),
      ]
      let bodies = [
        ("/api/v1/cases", #"{"title":"Third","finding":"\#(target.finding)"}"#),
        ("/api/v1/cases/cs-1/events", #"{"kind":"task","body":"more","target":"1"}"#),
        ("/api/v1/reports/\(target.report)/claims/2/verdict", #"{"verdict":"accepted"}"#),
      ]
      var random = MutatingDraw(seed: 12)
      for number in 0..<3_000 {
        let isForm = number.isMultiple(of: 2)
        let (path, whole) = random.pick(isForm ? forms : bodies)
        // The token is left alone in most, so that what stands behind it is reached.
        let kept = isForm && number % 8 != 0 && whole.hasPrefix(field) ? field.utf8.count : 0
        let changed = random.mutated(Array(whole.utf8.dropFirst(kept)))
        let body = Array(whole.utf8.prefix(kept)) + changed
        let type = isForm ? "application/x-www-form-urlencoded" : "application/json"
        var headers: HTTPFields = [.contentType: type, .cookie: target.cookie]
        if let name = HTTPField.Name("x-form-token") { headers[name] = target.token }
        let answer = try await client.execute(
          uri: path,
          method: .post,
          headers: headers,
          body: ByteBuffer(bytes: body)
        )
        try Self.expectAnswered(answer, path, "\(path) \(String(decoding: body, as: UTF8.self))")
      }
    }
  }

  private static let files: [[UInt8]] = [
    Array(ScanRouteTests.log.utf8),
    Array(#"{"createdDateTime":"2026-03-02T07:00:00Z","ipAddress":"203.0.113.9"}"#.utf8),
    Array("203.0.113.9 - - [02/Mar/2026:07:00:00 +0000] \"GET /autodiscover HTTP/1.1\" 401 0".utf8),
    [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 75, 76, 4, 0], Array("PK\u{3}\u{4}".utf8) + [20, 0],
    Array("ElfFile\0".utf8), Array("%PDF-1.4\n1 0 obj<</Length 9>>stream".utf8),
    Array("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><html>&b;</html>".utf8),
    Array(#"{"type":"bundle","id":"bundle--1","objects":[{"type":"report"}]}"#.utf8),
    Array(#"{"Event":{"info":"x","Attribute":[{"type":"ip-src","value":"1"}]}}"#.utf8),
    Array("=cmd|' /C calc'!A0,@SUM(1+1)\n".utf8), [0xff, 0xfe, 0x41, 0], [],
  ]

  @Test
  func `files with changed bytes are taken or refused, and lose nothing`() async throws {
    try await attacked { client, target in
      var random = MutatingDraw(seed: 13)
      for number in 0..<400 {
        let path =
          (number.isMultiple(of: 2) ? "/scans" : "/reports") + "?name=..%2F"
          + Self.encoded(random.mutated(Array("a.log".utf8)))
        var headers: HTTPFields = [.cookie: target.cookie]
        let isTrusted = number % 10 != 0
        if isTrusted, let name = HTTPField.Name("x-form-token") { headers[name] = target.token }
        let answer = try await client.execute(
          uri: path,
          method: .post,
          headers: headers,
          body: ByteBuffer(bytes: random.mutated(random.pick(Self.files)))
        )
        try Self.expectAnswered(answer, path, "\(number) \(path)")
        #expect(isTrusted || answer.status == .forbidden)
      }
    }
  }
}

/// Changes bytes from a seed. SplitMix64 by Steele, Lea and Flood.
private struct MutatingDraw {
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

  /// One to four changes: a byte of any value, one gone, a stretch twice, an end cut off, or a text that
  /// means something to somebody.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...below(4) {
      let place = below(bytes.count + 1)
      switch below(6) {
      case 0: bytes.insert(UInt8(below(256)), at: place)
      case 1 where place < bytes.count: bytes[place] = UInt8(below(256))
      case 2 where place < bytes.count: bytes.remove(at: place)
      case 3: bytes.insert(contentsOf: bytes[place...], at: place)
      case 4: bytes.removeSubrange(place...)
      default: bytes.insert(contentsOf: pick(Self.texts).utf8, at: place)
      }
    }
    return bytes
  }

  private static let texts = [
    "../../", "%00", "'; DROP TABLE finding; --", "<script>", "\u{202e}", "\u{0}", "-1",
    "99999999999999999999", "NaN", "{}", "[[", "\"", "&&", "==", "?", "%%", "\u{feff}",
    String(repeating: "9", count: 400), "*", "\" OR \"", "NEAR(a b, 1)", "rc-", "T9999",
  ]
}
