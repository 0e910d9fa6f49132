import Lab
import Model
import Testing

struct SituationTests {
  private static let logs: [LabLog] = [
    .access, .entraNDJSON, .keycloak, .mail, .sshd, .windows,
  ]

  private static func run(seed: UInt64) throws -> LabRun {
    try LabRun(
      LabParameters(
        seed: seed,
        benignEvents: 12_000,
        days: 21,
        logs: logs,
        scenarios: [],
        people: 120
      )
    )
  }

  @Test
  func `every row of the catalogue is planted`() throws {
    var planted: Set<BenignSituation> = []
    for seed in [1, 2] as [UInt64] {
      let run = try Self.run(seed: seed)
      planted.formUnion(run.truth.situations.map(\.situation))
      #expect(run.truth.campaigns.isEmpty)
      #expect(run.truth.logs.allSatisfy { $0.campaignEvents == 0 && $0.campaignUnknown == 0 })
      #expect(run.truth.situations.allSatisfy { $0.events > 0 && $0.first <= $0.last })
      #expect(run.truth.situations.filter(\.isDeclared).map(\.situation) == [.declaredScanner])
    }
    #expect(planted == Set(BenignSituation.allCases))
  }

  @Test
  func `machines repeat one name, noise is one to three names from each of many addresses`() throws
  {
    let run = try Self.run(seed: 3)
    for situation in [BenignSituation.monitor, .serviceAccount, .stalePhone] {
      let truth = try #require(run.situation(situation))
      #expect(truth.sources.count == 1)
      #expect(truth.unknownNames.count == 1)
      #expect(truth.events >= 20)
    }
    let noise = try #require(run.situation(.internetNoise))
    #expect(noise.sources.count * 3 >= noise.events)
    #expect(noise.sources.count > 10)
  }

  @Test
  func `the name of a leaver is good until the day`() throws {
    var seen = 0
    for seed in 1...4 as ClosedRange<UInt64> {
      let run = try LabRun(LabRun.small(.sshd, seed: seed, days: 21, situations: [.leaver]))
      guard let leaver = run.situation(.leaver), let name = leaver.unknownNames.first else {
        continue
      }
      seen += 1
      let decoded = try #require(DecodedLog(try run.bytes("auth.log"), format: "syslog"))
      let good = decoded.existing.filter { $0.name == name }.map(\.time)
      let gone = decoded.absent.filter { $0.name == name }.map(\.time)
      // A wrong password may stand before the first sign-in, so the last one counts.
      #expect(try #require(good.max()) < #require(gone.min()))
    }
    #expect(seen > 0)
  }

  @Test
  func `a mailing list asks for the same names each week, and the rest get the mail`() throws {
    let run = try LabRun(LabRun.small(.mail, days: 21, situations: [.mailingList]))
    let truth = try #require(run.situation(.mailingList))
    let source = try #require(truth.sources.first)
    let decoded = try #require(DecodedLog(try run.bytes("mail.log"), format: "syslog"))
    let misses = decoded.absent.filter { $0.source == source }
    #expect(misses.count >= 2 * truth.unknownNames.count)
    #expect(Set(misses.map(\.name)) == Set(truth.unknownNames))
    #expect(truth.events > 5 * misses.count)
  }
}
