import Model
import Testing

@testable import Knowledge

struct AttackFactsTests {
  private static func object(_ id: String, _ kind: AttackObject.Kind) -> AttackObject {
    AttackObject(
      id: AttackID(rawValue: id),
      kind: kind,
      name: id.lowercased(),
      stixID: "x--\(id)",
      releases: [0]
    )
  }

  private let facts = AttackFacts(
    releases: [],
    objects: [
      object("T1", .technique), object("G2", .group), object("G1", .group),
      object("T2", .technique),
    ],
    relations: [
      AttackRelation(kind: .uses, source: 2, target: 3),
      AttackRelation(kind: .uses, source: 1, target: 0),
      AttackRelation(kind: .uses, source: 2, target: 0),
    ],
    citations: []
  )

  @Test
  func `relations are found from both of their ends`() {
    #expect(facts.relations(from: 2).map(\.target) == [0, 3])
    #expect(facts.relations(from: 0).isEmpty)
    #expect(facts.relations(to: 0).map(\.source) == [1, 2])
    #expect(facts.relations(to: 3).map(\.source) == [2])
    #expect(facts.relations(to: 1).isEmpty)
  }

  @Test
  func `an object is found by its id`() {
    #expect(facts.index(of: AttackID(TechniqueID(rawValue: "T2"))) == 3)
    #expect(facts.object(AttackID(rawValue: "G1"))?.kind == .group)
    #expect(facts.object(AttackID(rawValue: "G9")) == nil)
  }
}
