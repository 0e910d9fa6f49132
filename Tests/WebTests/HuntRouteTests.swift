import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Testing
import WorkspaceStore

@testable import Web

struct HuntRouteTests {
  private static let rules = """
    title: t
    name: r
    tags: [attack.t1589.002]
    logsource: {category: authentication}
    detection:
      s: {rollcall.existence: absent}
      condition: s
    """

  private func served() throws -> Served {
    let served = try Served()
    let now = Timestamp(year: 2026, month: 3, day: 2)
    _ = try served.workspace.saveHunt(
      SavedHunt(name: "mine", rules: Self.rules, parameters: [:], savedAt: now)
    )
    let content =
      #"{"file":"auth<b>.log","line":7,"byteOffset":90,"byteLength":9,"sha256":"00"}"#
    _ = try served.workspace.recordHuntRun(
      of: "mine",
      seen: [SeenByHunt(rule: "r", key: "k", lastTime: nil, content: content)],
      startedAt: now,
      toolVersion: "1"
    )
    return served
  }

  @Test
  func `a technique's page shows what its saved hunts found, and takes a verdict`() async throws {
    let served = try served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let page = try await client.get("/techniques/T1589.002", cookie: cookie)
      #expect(page.text.contains("auth&lt;b&gt;.log:7"))
      let token = try #require(page.formToken)
      let form =
        "form_token=\(token)&page=/techniques/T1589.002&verdict=benign&note=the+%3Cscanner%3E"
      let answer = try await client.post("/hunts/results/hr-1", form, cookie: cookie)
      #expect(answer.status == .seeOther)
      #expect(answer.headers[.location] == "/techniques/T1589.002#hr-1")
      #expect(try served.workspace.huntResult("hr-1").verdicts.map(\.person) == ["Ada"])
      let after = try await client.get("/techniques/T1589.002", cookie: cookie).text
      #expect(after.contains("the &lt;scanner&gt;"))
    }
  }

  @Test(arguments: ["verdict=benign", "form_token=0&verdict=benign"])
  func `a verdict without the form's token is refused`(form: String) async throws {
    let served = try served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let answer = try await client.post("/hunts/results/hr-1", form, cookie: cookie)
      #expect(answer.status.code >= 400)
      #expect(try served.workspace.huntResult("hr-1").verdicts.isEmpty)
    }
  }
}
