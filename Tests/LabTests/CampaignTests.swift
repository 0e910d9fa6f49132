import Lab
import Model
import Testing

struct CampaignTests {
  private static let seeds: [UInt64] = [1, 2, 3, 4]

  /// One campaign in one log, for each seed.
  private static func campaigns(
    _ scenario: CampaignScenario,
    _ log: LabLog,
    events: Int = 1500,
    days: Int = 20
  ) throws -> [(run: LabRun, truth: CampaignTruth)] {
    try seeds.map { seed in
      let run = try LabRun(
        LabRun.small(log, seed: seed, events: events, days: days, scenarios: [scenario])
      )
      return (run, try #require(run.campaign(scenario)))
    }
  }

  private static func hitShare(_ truth: CampaignTruth) -> Double {
    Double(truth.existing.count) / Double(truth.names.count)
  }

  @Test(arguments: CampaignScenario.allCases)
  func `a campaign's truth adds up`(scenario: CampaignScenario) throws {
    let place = try #require(scenario.places(in: LabLog.allCases).first)
    for (_, truth) in try Self.campaigns(scenario, place.log) {
      #expect(truth.probes.count >= 15)
      #expect(truth.probes.map(\.time) == truth.probes.map(\.time).sorted())
      #expect(Set(truth.probes.map { "\($0.source) \($0.name)" }).count == truth.probes.count)
      #expect(truth.sources.reduce(0) { $0 + $1.probes } == truth.probes.count)
      #expect(truth.names == Set(truth.probes.map(\.name)).sorted())
      #expect(Set(truth.confirmed).isSubset(of: truth.existing))
      #expect(Set(truth.visiblyConfirmed).isSubset(of: truth.confirmed))
      #expect(truth.isVisible == (scenario != .invisible))
      #expect(truth.isExpected == (scenario != .invisible))
    }
  }

  @Test
  func `lists have the share of hits that their scenario promises`() throws {
    for (_, truth) in try Self.campaigns(.fewHits, .entraNDJSON) {
      #expect(Self.hitShare(truth) <= 0.32)
    }
    for (_, truth) in try Self.campaigns(.goodList, .entraNDJSON) {
      #expect((0.58...0.92).contains(Self.hitShare(truth)))
      #expect(truth.confirmed == truth.existing)
    }
  }

  @Test
  func `a service that answers alike confirms nobody`() throws {
    for (_, truth) in try Self.campaigns(.goodList, .sshd) {
      #expect(!truth.existing.isEmpty)
      #expect(truth.confirmed.isEmpty)
    }
  }

  @Test
  func `slow is hours between names, fast is seconds`() throws {
    for (_, truth) in try Self.campaigns(.slowSingle, .sshd) {
      let span = truth.lastProbe.millisecondsSince1970 - truth.firstProbe.millisecondsSince1970
      #expect(span / Int64(truth.probes.count - 1) > 2 * 3_600_000)
      #expect(truth.sources.count == 1)
    }
    for (_, truth) in try Self.campaigns(.fastSingle, .sshd) {
      let span = truth.lastProbe.millisecondsSince1970 - truth.firstProbe.millisecondsSince1970
      #expect(span / Int64(truth.probes.count - 1) < 4000)
    }
  }

  @Test
  func `a list in order of the alphabet is`() throws {
    for scenario in [CampaignScenario.alphabetical, .alphabeticalDistributed] {
      for (_, truth) in try Self.campaigns(scenario, .windows) {
        #expect(truth.probes.map(\.name) == truth.probes.map(\.name).sorted())
        #expect((truth.sources.count == 1) == (scenario == .alphabetical))
      }
    }
  }

  @Test(arguments: [
    (CampaignScenario.onePerAddress10, 0.1), (.onePerAddress30, 0.3), (.onePerAddress50, 0.5),
  ])
  func `one probe an address makes its share of the unknown names`(
    scenario: CampaignScenario,
    share: Double
  ) throws {
    var shares: [Double] = []
    // Enough events for the services' unknown names to come faster than the slowest campaign works.
    for (_, truth) in try Self.campaigns(scenario, .mail, events: 180_000) {
      #expect(truth.sources.allSatisfy { $0.probes == 1 })
      shares.append(truth.unknownNameShare)
    }
    // Chance and the time of day move each of them.
    let mean = shares.reduce(0, +) / Double(shares.count)
    #expect(abs(mean - share) < 0.35 * share, "\(shares)")
  }

  @Test
  func `sources of one subnet are of one subnet`() throws {
    for (_, truth) in try Self.campaigns(.sameSubnet4, .keycloak) {
      let nets = Set(truth.sources.map { $0.ip.split(separator: ".").prefix(3).joined() })
      #expect(nets.count == 1)
      #expect(truth.sources.count > 5)
    }
    for (_, truth) in try Self.campaigns(.sameSubnet6, .keycloak) {
      let nets = Set(truth.sources.map { $0.ip.split(separator: ":").prefix(3).joined() })
      #expect(nets.count == 1)
    }
    for (_, truth) in try Self.campaigns(.sameNetwork, .keycloak) {
      let nets = Set(truth.sources.map { $0.ip.split(separator: ".").prefix(2).joined() })
      #expect(nets.count == 1)
    }
  }

  @Test
  func `what leaves no row has no line, and its follow-on has`() throws {
    for (run, truth) in try Self.campaigns(.invisible, .entraGraph) {
      #expect(truth.probes.allSatisfy { $0.line == nil })
      #expect(!truth.confirmed.isEmpty && truth.visiblyConfirmed.isEmpty)
      #expect(run.truth.logs[0].campaignUnknown == 0)
      #expect(run.truth.logs[0].campaignEvents > 0)
    }
  }

  @Test
  func `recipients that were taken without mail leave no line, with mail they do`() throws {
    for (_, truth) in try Self.campaigns(.nullSender, .mail) {
      #expect(truth.probes.allSatisfy { $0.exists == ($0.line == nil) })
      #expect(truth.visiblyConfirmed.isEmpty)
    }
    for (_, truth) in try Self.campaigns(.mailFollows, .mail) {
      #expect(truth.probes.allSatisfy { $0.line != nil })
      #expect(truth.visiblyConfirmed == truth.confirmed)
    }
  }

  @Test
  func `what follows comes later, from elsewhere, against confirmed names`() throws {
    for (_, truth) in try Self.campaigns(.followOn, .entraNDJSON) {
      let kinds = Set(truth.stages.map(\.kind))
      #expect(kinds.isSuperset(of: [.abuse, .bruteForce, .firstSuccess, .lockout, .spray]))
      let own = Set(truth.sources.map(\.ip))
      for stage in truth.stages {
        #expect(own.isDisjoint(with: stage.sources))
        #expect(Set(stage.accounts).isSubset(of: truth.confirmed))
        #expect(stage.first > truth.lastProbe)
        let days =
          (stage.last.millisecondsSince1970 - truth.lastProbe.millisecondsSince1970) / 86_400_000
        #expect(days <= 90)
      }
    }
  }

  @Test
  func `canaries are touched by their scenario alone`() throws {
    for (run, truth) in try Self.campaigns(.canary, .entraNDJSON) {
      #expect(truth.canaries.count >= 2)
      #expect(
        truth.canaries.allSatisfy { name in run.truth.canaries.contains { name.hasPrefix($0) } }
      )
      #expect(Set(truth.canaries).isSubset(of: truth.existing))
    }
    for (_, truth) in try Self.campaigns(.distributed, .entraNDJSON) {
      #expect(truth.canaries.isEmpty)
    }
  }

  @Test
  func `a campaign behind an office has the office's address`() throws {
    for seed in Self.seeds {
      let run = try LabRun(
        LabRun.small(
          .sshd,
          seed: seed,
          scenarios: [.behindOfficeNAT],
          situations: [.officeNAT]
        )
      )
      let truth = try #require(run.campaign(.behindOfficeNAT))
      let decoded = try #require(DecodedLog(try run.bytes("auth.log"), format: "syslog"))
      let source = try #require(truth.sources.first?.ip)
      let others = Set(decoded.existing.filter { $0.source == source }.map(\.name))
      #expect(others.subtracting(truth.names).count > 10)
    }
  }
}
