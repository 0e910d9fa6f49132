import Foundation
import LogBytes
import Testing

@testable import Knowledge

struct SharedBundleTests {
  @Test
  func `the built-in facts are those of the published bundle`() throws {
    guard let file = SharedData.find("attack/enterprise-attack-18.1.json.gz") else { return }
    let imported = try AttackImport(StixBundle.read(file.path, from: LogFiles()).bundle)
    let builtIn = try FactsPack.read(FactsPack.builtIn()).keeping { $0.domain == .enterprise }
    #expect(imported.facts.releases == builtIn.releases)
    let kinds = AttackObject.Kind.allCases.map { imported.facts.current($0).count }
    #expect(kinds == AttackObject.Kind.allCases.map { builtIn.current($0).count })
  }

  @Test
  func `v17 and v18 compare`() throws {
    guard let old = SharedData.find("attack/enterprise-attack-17.1.json.gz"),
      let new = SharedData.find("attack/enterprise-attack-18.1.json.gz")
    else { return }
    let facts = try [old, new].map {
      try AttackImport(StixBundle.read($0.path, from: LogFiles()).bundle).facts
    }
    #expect(facts.map { $0.releases[0].version } == ["17.1", "18.1"])
    let diff = AttackDiff(from: facts[0], to: facts[1])
    #expect(diff.techniquesAdded.count == 12)
    #expect(diff.detectionsChanged.contains { $0.object.id == "T1589.002" })
  }
}
