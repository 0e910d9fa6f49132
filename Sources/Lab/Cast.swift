import Model

/// Everybody who does something besides everyday life, and all that they do, by log.
struct Cast {
  enum Role {
    case situation(BenignSituation)
    /// By its place in the parameters' scenarios.
    case campaign(Int, CampaignScenario)
    case stage(StageTruth.Kind, campaign: Int)
  }

  struct Member {
    var role: Role
    var log: LabLog
    var service: Service

    var isHonest: Bool {
      if case .situation = role { return true }
      return false
    }
  }

  private(set) var members: [Member] = []
  private(set) var events: [LabLog: [LabEvent]] = [:]

  /// - Throws: `LabError.noLog`.
  init(_ world: inout World, random: SeededGenerator) throws {
    plantSituations(&world, random.fork(1))
    try plantCampaigns(&world, random.fork(2))
    for log in events.keys { events[log]?.sort(by: LabEvent.precedes) }
  }

  /// Events of honest members in `log`.
  func honestCount(in log: LabLog) -> Int {
    (events[log] ?? []).count { members[Int($0.actor) - 1].isHonest }
  }

  private mutating func add(_ role: Role, _ script: Script, _ world: World) {
    members.append(Member(role: role, log: script.log, service: script.service))
    let actor = UInt32(members.count)
    for var event in script.events where event.time >= world.start && event.time < world.end {
      event.actor = actor
      // Times are as exact as the log that keeps them.
      if script.log.hasWholeSeconds { event.time -= event.time % Clock.second }
      events[script.log, default: []].append(event)
    }
  }

  private mutating func plantSituations(_ world: inout World, _ random: SeededGenerator) {
    for (number, situation) in world.parameters.situations.enumerated() {
      var planner = SituationPlanner(random: random.fork(number))
      let logs = SituationPlanner.logs(for: situation).filter(world.parameters.logs.contains)
      guard !logs.isEmpty else { continue }
      let chosen =
        SituationPlanner.isEverywhere(situation) ? logs : [planner.random.pick(logs)]
      for log in chosen {
        add(.situation(situation), planner.script(for: situation, in: log, &world), world)
      }
    }
  }

  private mutating func plantCampaigns(_ world: inout World, _ random: SeededGenerator) throws {
    let scenarios = world.parameters.scenarios.flatMap { scenario in
      Array(repeating: scenario, count: scenario == .simultaneous ? 3 : 1)
    }
    var shared: Set<Service> = []
    for (number, scenario) in scenarios.enumerated() {
      var random = random.fork(number)
      let places = scenario.places(in: world.parameters.logs)
      guard !places.isEmpty else { throw LabError.noLog(scenario) }
      // Two lists without a source in one stream would be one to everybody.
      let free = places.filter { !shared.contains($0.service) }
      let place = random.pick(scenario.hasNoSource && !free.isEmpty ? free : places)
      if scenario.hasNoSource { shared.insert(place.service) }
      var planner = CampaignPlanner(
        scenario: scenario,
        place: place,
        unknownRate: unknownRate(at: place.service, world),
        random: random.fork(1)
      )
      let script = planner.script(&world)
      add(.campaign(number, scenario), script, world)
      let isFollowed = scenario == .followOn || scenario == .invisible
      guard isFollowed || random.chance(StagePlanner.followedShare) else { continue }
      var stages = StagePlanner(campaign: script, random: random.fork(2))
      for stage in stages.stages(all: isFollowed, &world) {
        add(.stage(stage.kind, campaign: number), stage.script, world)
      }
    }
  }

  /// Honest attempts on unknown names at a service a millisecond, planted ones and everyday ones, in all
  /// logs.
  private func unknownRate(at service: Service, _ world: World) -> Double {
    let share = world.parameters.benignEvents / max(1, world.parameters.logs.count)
    let unknown = world.parameters.logs.map { log in
      let planted = (events[log] ?? []).count {
        $0.isUnknown && $0.service == service && members[Int($0.actor) - 1].isHonest
      }
      let rest = Double(max(0, share - honestCount(in: log)))
      return Double(planted) + rest * EverydayLife.unknownShare(of: log, at: service)
    }
    return unknown.reduce(0, +) / Double(world.end - world.start)
  }
}
