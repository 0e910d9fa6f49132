import Testing

@testable import Knowledge

struct IndicatorTests {
  @Test(arguments: IndicatorCase.all)
  func `what a sentence holds is found, and nothing else`(sentence: IndicatorCase) {
    let found = IndicatorScanner.indicators(in: Array(sentence.text.utf8))
      .map { "\($0.kind.rawValue) \($0.value)" }
    #expect(found == sentence.wanted, "\(sentence.text)")
  }

  @Test
  func `there are at least two hundred cases, and every type in ten or more`() {
    let texts = IndicatorCase.all.map(\.text)
    #expect(Set(texts).count == texts.count)
    #expect(texts.count >= 200)
    for kind in IndicatorKind.allCases {
      let count = IndicatorCase.all.flatMap(\.wanted).count { $0.hasPrefix(kind.rawValue + " ") }
      #expect(count >= (kind == .sha512 ? 6 : 10), "\(kind)")
    }
  }

  @Test
  func `a user agent with a version like an address holds no address`() {
    let text = Array("x Mozilla/5.0 (a) Chrome/9.1.2.3 y 45.77.1.2".utf8)
    let found = IndicatorScanner.indicators(in: text)
    #expect(found.map(\.kind) == [.userAgent, .ipv4])
    #expect(String(decoding: text[found[0].span], as: UTF8.self) == found[0].value)
  }
  @Test
  func `a defanged indicator has the span of what is written`() {
    let text = Array("see hxxps://evil[.]example-bad[.]ru/a now".utf8)
    let found = IndicatorScanner.indicators(in: text)
    #expect(found.map(\.value) == ["https://evil.example-bad.ru/a"])
    #expect(
      found.map { String(decoding: text[$0.span], as: UTF8.self) }
        == ["hxxps://evil[.]example-bad[.]ru/a"]
    )
  }

  @Test(arguments: [
    "[", "hxxp", "a.", "::", "[.", "http://", "A\\", "@", "1.",
  ])
  func `a hostile text of a million bytes is read in one pass`(piece: String) {
    let text = Array(String(repeating: piece, count: 1_000_000 / piece.utf8.count).utf8)
    let clock = ContinuousClock()
    var count = 0
    let time = clock.measure { count = IndicatorScanner.indicators(in: text).count }
    #expect(time < .seconds(20))
    #expect(count <= 1)
  }

  @Test(arguments: [("Mozilla/5.0 (", 1), ("user agent \"", 0), ("user-agent: (((", 0)])
  func `texts full of beginnings of user agents are read in one pass`(piece: String, each: Int) {
    let count = 20_000
    let text = Array(String(repeating: piece, count: count).utf8)
    let clock = ContinuousClock()
    var found: [Indicator] = []
    let time = clock.measure { found = UserAgentScanner.indicators(in: text) }
    #expect(time < .seconds(20))
    #expect(found.allSatisfy { $0.span.count <= 600 })
    #expect(each == 0 || found.count == count * each)
  }

  @Test(arguments: [
    ("ipv4", "10.1.2.3", WarningList.privateNetwork), ("ipv4", "192.0.2.9", .documentation),
    ("ipv4", "8.8.8.8", .resolver), ("domain", "www.example.com", .documentation),
    ("domain", "update.microsoft.com", .vendor), ("url", "https://attack.mitre.org/x", .vendor),
    ("url", "http://192.168.1.1:8080/x", .privateNetwork),
    ("email", "a@example.org", .documentation),
    ("md5", "d41d8cd98f00b204e9800998ecf8427e", .emptyFile),
    ("ipv6", "2001:db8::1", .documentation),
    ("ipv6", "fe80::1", .privateNetwork), ("ipv4", "100.64.0.1", .privateNetwork),
  ])
  func `what says nothing of an attack is on a list`(kind: String, value: String, list: WarningList)
    throws
  {
    let kind = try #require(IndicatorKind(rawValue: kind))
    #expect(WarningList(Indicator(kind: kind, value: value, span: 0..<1)) == list)
  }

  @Test(arguments: [
    ("ipv4", "45.77.1.2"), ("domain", "microsoft.com.evil.ru"), ("domain", "notgoogle.com"),
    ("ipv4", "172.32.0.1"), ("url", "http://evil.ru/microsoft.com"), ("cve", "CVE-2024-1709"),
  ])
  func `what only looks like it is on none`(kind: String, value: String) throws {
    let kind = try #require(IndicatorKind(rawValue: kind))
    #expect(WarningList(Indicator(kind: kind, value: value, span: 0..<1)) == nil)
  }
}
