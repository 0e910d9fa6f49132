import Testing

@testable import Web

struct WebAddressTests {
  @Test(arguments: [
    ("127.0.0.1", true), ("localhost", true), ("[::1]", true), ("evil.example", false), ("", false),
  ])
  func `a server on the loopback interface answers to this machine's names alone`(
    name: String,
    isAnswered: Bool
  ) {
    #expect(WebAddress().answers(to: name) == isAnswered)
  }

  @Test
  func `a server elsewhere answers to the names it was given as well`() {
    let address = WebAddress(host: "0.0.0.0", names: ["Soc.Example"])
    #expect(address.answers(to: "soc.example"))
    #expect(!address.answers(to: "other.example"))
    #expect(!address.isLoopback && !address.isSecure)
    #expect(address.shownName == "soc.example")
  }
}
