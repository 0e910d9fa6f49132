import Model
import Testing

@testable import Knowledge

struct ActorAliasTests {
  private let facts: AttackFacts

  init() throws {
    facts = try FactsPack.read(FactsPack.builtIn())
  }

  private static let galaxy = #"""
    {"type":"threat-actor","name":"Threat Actor","version":7,"values":[
      {"value":"Sofacy","meta":{"synonyms":["Blue Otter","Zorbo","G0007"],
        "refs":["https://attack.mitre.org/groups/G0007/"]}},
      {"value":"Cozy Bear","meta":{"synonyms":["Green Weasel"]}},
      {"value":"Nobody Knows","meta":{"synonyms":["Zorbo","UNK-77"]}},
      {"value":"Two at once","meta":{"synonyms":["APT28","APT29","Odd Pair"]}},
      {"meta":{"synonyms":["No Name"]}}]}
    """#

  private func aliases() throws -> ActorAliases {
    let read = MISPGalaxy(Array(Self.galaxy.utf8).span)
    let galaxy = try #require(read)
    var aliases = ActorAliases()
    aliases.add(galaxy.clusters, source: "\(galaxy.name) \(galaxy.version)", facts: facts)
    return aliases
  }

  private func claims(_ text: String) throws -> [Claim] {
    NameMatcher(facts, aliases: try aliases()).claims(in: Array(text.utf8))
  }

  @Test
  func `a galaxy is read, and a value without a name is counted`() throws {
    let read = MISPGalaxy(Array(Self.galaxy.utf8).span)
    let galaxy = try #require(read)
    #expect(galaxy.version == "7")
    #expect(galaxy.clusters.map(\.name) == ["Sofacy", "Cozy Bear", "Nobody Knows", "Two at once"])
    #expect(galaxy.clusters[0].aliases == ["Blue Otter", "Zorbo"])
    #expect(galaxy.clusters[0].attackIDs == ["G0007"])
    #expect(galaxy.notUnderstood == 1)
  }

  @Test(arguments: ["", "{}", "[]", #"{"type":"tool","values":[]}"#, #"{"type":"threat-actor"}"#])
  func `anything else is no galaxy`(text: String) {
    let galaxy = MISPGalaxy(Array(text.utf8).span)
    #expect(galaxy == nil)
  }

  @Test(arguments: [
    ("Blue Otter", ["G0007"]), ("green weasel", ["G0016"]), ("UNK 77", ["Nobody Knows"]),
    ("Zorbo", ["G0007", "Nobody Knows"]), ("Odd Pair", ["Two at once"]), ("Fancy Bear", []),
  ])
  func `names are tied by stated ids, by a name of one group, or stay their own`(
    name: String,
    subjects: [String]
  ) throws {
    #expect(try aliases().named(name).map(\.subject) == subjects)
  }

  @Test
  func `a name of several is on the list of collisions`() throws {
    let collisions = try aliases().collisions
    #expect(collisions.first { $0.name == "Zorbo" }?.subjects == ["G0007", "Nobody Knows"])
    #expect(!collisions.contains { $0.name == "Blue Otter" })
  }

  @Test
  func `a match names the alias that matched and whose it is`() throws {
    let claim = try #require(try claims("It was Blue Otter again.").first)
    #expect(claim.subject == "G0007")
    #expect(claim.detail == "Blue Otter")
    #expect(claim.explanation == "alias of Sofacy in MISP Threat Actor 7")
  }

  @Test(arguments: [
    ("A Zorbo bit him.", []), ("the Zorbo group", ["G0007", "Nobody Knows"]), ("a zorbo", []),
    ("UNK-77 mailed", ["Nobody Knows"]), ("APT28", ["G0007", "Two at once"]),
  ])
  func `a plain word needs a word beside it that speaks of actors`(
    text: String,
    subjects: [String]
  ) throws {
    #expect(try claims(text).map(\.subject).sorted() == subjects)
  }

  @Test
  func `a name of two actors is a weaker sign of each`() throws {
    #expect(try claims("the Zorbo group").map(\.score) == [0.45, 0.45])
  }
}
