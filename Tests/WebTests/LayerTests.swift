import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import WorkspaceStore

@testable import Web

struct LayerTests {
  private static let layer = """
    {"name":"Red team","versions":{"attack":"18","navigator":"5.1.0","layer":"4.5"},
    "domain":"enterprise-attack","techniques":[
    {"techniqueID":"T1589.002","tactic":"reconnaissance","score":3,"comment":"<b>tried</b>"},
    {"techniqueID":"T1566","score":1},{"techniqueID":"T1566","score":2},
    {"techniqueID":"T1110","enabled":false},{"techniqueID":"T9999","score":1}]}
    """

  private static func send(
    _ layer: String,
    _ client: any TestClientProtocol,
    _ cookie: String
  ) async throws -> TestResponse {
    let token = try #require(try await client.get("/matrix", cookie: cookie).formToken)
    var headers: HTTPFields = [.cookie: cookie]
    if let name = HTTPField.Name("x-form-token") { headers[name] = token }
    return try await client.execute(
      uri: "/matrix/layers?name=x",
      method: .post,
      headers: headers,
      body: ByteBuffer(string: layer)
    )
  }

  @Test
  func `a Navigator layer is laid over the matrix, and what is unknown of it is counted`()
    async throws
  {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let answer = try await Self.send(Self.layer, client, cookie)
      #expect(answer.headers[.location] == "/matrix?layer=1")
      let layer = try served.workspace.layer(1)
      #expect(layer.entries.keys.sorted() == ["T1566", "T1589.002"])
      #expect(layer.entries["T1566"]?.score == 2)
      #expect(layer.unknown == ["T9999"])
      let page = try await client.get("/matrix?layer=1", cookie: cookie).text
      #expect(page.contains("<strong>Red team</strong>: 2 techniques"))
      #expect(page.contains("&lt;b&gt;tried&lt;/b&gt;"))
      #expect(page.contains("T9999"))
      #expect(try await client.get("/matrix?layer=2", cookie: cookie).status == .notFound)
    }
  }

  @Test
  func `the layer that the matrix gives out is one that it takes in`() async throws {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let own = try await client.get("/matrix/layer.json", cookie: cookie).text
      #expect(try await Self.send(own, client, cookie).status == .created)
      #expect(try served.workspace.layer(1).unknown.isEmpty)
    }
  }

  @Test(arguments: [
    "[]", "{\"techniques\":[]}", "{\"versions\":{\"layer\":\"3.0\"},\"techniques\":[]}",
    "{\"versions\":{\"layer\":\"4.5\"},\"domain\":\"ics-attack\",\"techniques\":[]}",
  ])
  func `what is no layer of the Enterprise matrix is refused with the reason`(text: String)
    async throws
  {
    let served = try Served()
    try await served.test { client in
      let cookie = try await served.begin(client)
      let answer = try await Self.send(text, client, cookie)
      #expect(answer.status == .unprocessableContent)
      #expect(answer.text.contains("ayer"))
    }
  }
}
