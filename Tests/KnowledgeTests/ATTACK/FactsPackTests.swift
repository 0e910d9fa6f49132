import Testing

@testable import Knowledge

struct FactsPackTests {
  @Test
  func `a pack reads back to what was written`() throws {
    let facts = try SmallBundle.read(SmallBundle.newer).facts
    let read = try FactsPack.read(FactsPack.write(facts))
    #expect(read.releases == facts.releases)
    #expect(read.objects == facts.objects)
    #expect(read.relations == facts.relations)
    #expect(read.citations == facts.citations)
    #expect(read.objects.flatMap(\.aliases).contains("Roll | Team"))
  }

  @Test
  func `a pack with a broken line is refused, and none makes it crash`() throws {
    let bytes = FactsPack.write(try SmallBundle.read(SmallBundle.newer).facts)
    for index in bytes.indices {
      var broken = bytes
      broken[index] ^= 0x15
      _ = try? FactsPack.read(broken)  // Many are still whole; the point is that it comes back.
      _ = try? FactsPack.read(Array(bytes[..<index]))
    }
    #expect(throws: AttackError.notAPack(line: 0)) { try FactsPack.read([]) }
    #expect(throws: AttackError.notAPack(line: 1)) { try FactsPack.read(Array("hello\n".utf8)) }
  }

  @Test
  func `the built-in pack has the facts of the seed technique`() throws {
    let facts = try FactsPack.read(FactsPack.builtIn())
    let index = try #require(facts.index(of: AttackID(rawValue: "T1589.002")))
    let page = TechniquePage(index, in: facts)
    #expect(page.release == "ATT&CK v18.1")
    #expect(page.actorCount.rule == "14 groups + 2 campaigns + 1 tool")
    #expect(page.campaigns.map(\.user.id) == ["C0037", "C0055"])
    #expect(page.software.map(\.user.id) == ["S0677"])
    #expect(page.reports.count == 22)
    #expect(Set(page.groups.flatMap(\.reports).map(\.url)).count == 18)
    #expect(page.mitigations.map(\.mitigation.id) == ["M1056"])
    #expect(page.detection.strategies.map(\.strategy.id) == ["DET0814"])
    #expect(page.detection.strategies.flatMap(\.analytics).map(\.id) == ["AN1946"])
    let enterprise = facts.keeping { $0.domain == .enterprise }
    #expect(ReportCatalogue(enterprise).reports().count == 1769)
  }

  @Test
  func `steps held back from campaigns are found among the first twenty as often as promised`()
    throws
  {
    let facts = try FactsPack.read(FactsPack.builtIn()).keeping { $0.domain == .enterprise }
    let evaluation = NextStepEvaluation(facts, repetitions: 2)
    print("next steps:", evaluation)
    #expect(evaluation.recall >= 0.38)
    #expect(evaluation.recall > evaluation.recallOfMostCommon)
  }
}
