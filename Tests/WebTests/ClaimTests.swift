import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Testing
import WorkspaceStore

@testable import Web

/// Claims that people make beside those that are found.
struct ClaimTests {
  @Test(arguments: [
    ("used", 6..<10), (" used\r\nT1 ", 6..<14), ("APT29 used", 0..<10), ("T1 is", nil),
    ("", nil), (" ", nil), ("Used", nil), ("T1\u{b7}", nil),
  ])
  func `words stand where they were copied, whatever the space between them`(
    words: String,
    span: Range<Int>?
  ) {
    #expect(ClaimWords.span(of: words, in: Array("APT29 used\n T1 today".utf8)) == span)
  }

  @Test
  func `words that somebody chose in a report are a claim of theirs, once and accepted`()
    async throws
  {
    let served = try Served()
    let (_, report) = try served.workspace.putSamples()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let page = try await client.get("/reports/\(report)", cookie: cookie)
      #expect(page.text.contains("data-claim"))
      let token = try #require(page.formToken)
      let path = "/reports/\(report)/claims"
      func add(_ words: String, _ subject: String) async throws -> TestResponse {
        let form = "form_token=\(token)&words=\(words)&subject=\(subject)"
        return try await client.post(path, form, cookie: cookie)
      }
      for _ in 0..<2 {
        let answer = try await add("from+203.0.113.9", "Password+Spraying")
        #expect(answer.status == .seeOther)
        #expect(answer.headers[.location]?.hasPrefix("/reports/\(report)?all=1#claim-") == true)
      }
      _ = try await add("203.0.113.9", "evil-host.ru")
      let claims = try served.workspace.report(id: report).claims.filter {
        $0.claim.method == .analyst
      }
      #expect(claims.map(\.claim.subject) == ["T1110.003", "evil-host.ru"])
      #expect(claims.map(\.claim.kind) == [.technique, .indicator])
      #expect(claims.allSatisfy { $0.verdict == .accepted && $0.decidedBy == "Ada" })
      #expect(try await add("nowhere+here", "T1110").status == .badRequest)
      #expect(try await add("APT29", "two+words+of+no+meaning").status == .badRequest)
      #expect(
        try served.workspace.auditLog(limit: 9).map(\.action).contains("claim added")
      )
    }
  }
}
