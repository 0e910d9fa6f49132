import Testing

@testable import Web

struct LinkedIDTests {
  @Test(arguments: [
    ("cs-1 rc-0a", "<a href=\"/cases/cs-1\">cs-1</a> <a href=\"/findings/rc-0a\">rc-0a</a>"),
    ("scan-0f", "<a href=\"/findings?scan=scan-0f\">scan-0f</a>"),
    ("E-12", "<a href=\"/evidence/E-12\">E-12</a>"), ("", ""), ("rc-", "rc-"), ("job 3", "job 3"),
    ("rc-<b>", "rc-&lt;b&gt;"), ("rc-../x  y", "rc-../x  y"), ("rc-\u{e9}", "rc-\u{e9}"),
  ])
  func `ids lead to their pages, and nothing else is a link`(text: String, markup: String) {
    #expect(LinkedIDs.html(text).text == markup)
  }
}
