import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import WorkspaceStore

@testable import Web

/// The search of the command line, in the browser and in the API.
struct SearchTests {
  private func search(
    _ words: String,
    _ body: @Sendable (_ page: String, _ answer: [String: Any]) throws -> Void
  ) async throws {
    let served = try Served()
    _ = try served.workspace.putSamples()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let page = try await client.get("/search?q=\(words)", cookie: cookie)
      #expect(page.status == .ok)
      let answer = try await client.get("/api/v1/search?q=\(words)", cookie: cookie)
      let json = try JSONSerialization.jsonObject(with: Data(answer.text.utf8))
      try body(page.text, try #require(json as? [String: Any]))
    }
  }

  private static func matches(_ hits: Any?, _ parts: String) -> [String] {
    ((hits as? [[String: Any]])?.first?[parts] as? [[String: Any]] ?? [])
      .filter { $0["is_match"] as? Bool == true }.compactMap { $0["text"] as? String }
  }

  @Test
  func
    `a part of a name finds the finding, the claim and the report, each with what matched marked`()
    async throws
  {
    try await search("203.0.113") { page, answer in
      #expect(page.contains("<mark>203.0.113</mark>.9"))
      // The claim's indicator cannot be opened by accident.
      #expect(page.contains("<mark>203[.]0[.]113</mark>[.]9"))
      #expect(Self.matches(answer["findings"], "excerpt") == ["203.0.113"])
      #expect(Self.matches(answer["claims"], "words") == ["203.0.113"])
      #expect(Self.matches(answer["reports"], "excerpt") == ["203.0.113"])
    }
  }

  @Test
  func `all words must be in it, in any order`() async throws {
    try await search("corp.example+sshd") { page, answer in
      #expect(page.contains("@<mark>corp.example</mark>"))
      #expect((answer["findings"] as? [Any])?.count == 1)
      #expect((answer["reports"] as? [Any])?.isEmpty == true)
    }
    try await search("corp.example+nobody") { page, answer in
      #expect(page.matches(of: /None\./).count == 3)
      #expect((answer["findings"] as? [Any])?.isEmpty == true)
    }
  }

  @Test
  func `a claim that was found links to its place in the report`() async throws {
    try await search("explicit+T1589.002") { page, answer in
      #expect((answer["claims"] as? [Any])?.isEmpty == true)
      #expect(page.contains("What reports claim"))
    }
    try await search("ipv4") { page, answer in
      let claim = try #require((answer["claims"] as? [[String: Any]])?.first)
      #expect(claim["subject"] as? String == "203.0.113.9")
      let (report, number) = (claim["report"] as? String ?? "", claim["claim"] as? Int ?? 0)
      #expect(page.contains("href=\"/reports/\(report)?all=1#claim-\(number)\""))
    }
  }

  @Test
  func `a finding and a report say what each names of the other`() async throws {
    let served = try Served()
    let samples = try served.workspace.putSamples()
    try await served.test { client in
      let cookie = try await served.begin(client)
      for path in ["/findings/\(samples.finding)", "/reports/\(samples.report)"] {
        let page = try await client.get(path, cookie: cookie).text
        #expect(page.contains("<td>address</td>"), "\(path)")
        #expect(page.contains("href=\"/findings/\(samples.finding)\""))
      }
      let answer = try await client.get("/api/v1/findings/\(samples.finding)", cookie: cookie).text
      #expect(answer.contains("\"indicator\":\"203.0.113.9\""))
      #expect(answer.contains("\"records_compared\":0"))
    }
  }
}
