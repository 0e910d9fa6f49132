import Foundation
import Knowledge
import Model
import Testing
import WorkspaceStore

@testable import Web

struct FindingPageTests {
  @Test
  func `a link is written with percent signs, an empty part is left out`() {
    let query = Query([("account", "a&b@x.example"), ("source", nil), ("order", "")])
    #expect(query.link("/findings") == "/findings?account=a%26b%40x.example")
  }

  @Test(arguments: ["//evil.example", "https://evil.example", "/\\evil.example", "/a b", ""])
  func `after signing in nobody is sent elsewhere`(next: String) {
    #expect(SignInRoutes.local(next) == "/")
  }

  @Test
  func `an address of a script is no link`() {
    #expect(HTML.outside("javascript:alert(1)", "a report") == "a report")
    #expect(
      HTML.outside("https://x.example/\"><script>", "a").text.contains("&quot;&gt;&lt;script")
    )
  }

  @Test(arguments: [true, false])
  func `a literal in the place of a value is markup, and what is put into it is not`(isNew: Bool) {
    let name = "<i>"
    let html: HTML = "<p>\(isNew ? "<b>\(name)</b>" : "")</p>"
    #expect(html.text == (isNew ? "<p><b>&lt;i&gt;</b></p>" : "<p></p>"))
  }

  @Test
  func `text that turns the reading order is shown as its code point`() {
    let text = "a\u{202E}b\n<i>"
    let html: HTML = "<p>\(text)</p>"
    #expect(html.text == "<p>a\\u{202E}b\n&lt;i&gt;</p>")
  }
}
