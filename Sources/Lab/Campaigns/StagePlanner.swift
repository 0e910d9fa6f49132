import Model

/// What follows a campaign within 90 days, from addresses that took no part in it.
struct StagePlanner {
  typealias Kind = StageTruth.Kind

  /// Which campaigns are followed by a spray and a take-over, besides the scenario that always is.
  static let followedShare = 0.3
  static let fewestConfirmed = 5
  private static let longest = 90 * Clock.day

  let campaign: Script
  var random: SeededGenerator

  struct Stage {
    var kind: Kind
    var script: Script
  }

  mutating func stages(all: Bool, _ world: inout World) -> [Stage] {
    let confirmed = confirmedNames()
    guard confirmed.count >= Self.fewestConfirmed,
      let last = campaign.events.map(\.time).max(),
      last + 2 * Clock.hour < world.end,
      let place = signInPlace(world.parameters.logs)
    else { return [] }
    let window = last + Clock.hour..<min(world.end, last + Self.longest)
    var stages = [
      spray(confirmed, place, window, &world),
      firstSuccess(confirmed, place, window, &world),
    ]
    if all {
      stages += guessing(confirmed, place, window, &world)
      stages += elsewhere(confirmed, place, window, &world)
      stages.append(abuse(stages[1].script, place, window, &world))
    }
    return stages.filter { !$0.script.events.isEmpty }
  }

  private func confirmedNames() -> [UInt32] {
    guard campaign.service.disclosesExistence else { return [] }
    var seen: Set<UInt32> = []
    return campaign.events
      .filter { !$0.isUnknown }
      .map(\.name)
      .filter { seen.insert($0).inserted }
  }

  /// The first service that knows accounts by name, in the campaign's own log if it has one.
  private func signInPlace(_ logs: [LabLog]) -> CampaignPlace? {
    ([campaign.log] + logs).first { $0 != .access }
      .map { CampaignPlace(log: $0, service: $0.signInServices[0]) }
  }

  private mutating func moment(_ window: Range<Int64>) -> Int64 {
    window.lowerBound + Int64(random.unit() * Double(window.count))
  }

  private mutating func strangers(_ count: Int, _ world: inout World) -> [UInt32] {
    (0..<count).map { _ in world.sources.stranger(&random) }
  }

  private mutating func browser() -> UInt16 { UInt16(random.pick(Clients.browserNumbers)) }

  private mutating func spray(
    _ names: [UInt32],
    _ place: CampaignPlace,
    _ window: Range<Int64>,
    _ world: inout World
  ) -> Stage {
    var script = Script(place.log, place.service)
    let sources = strangers(random.within(3...20), &world)
    let part = random.within(0.6...1)
    let begin = moment(window.lowerBound..<window.lowerBound + Int64(window.count) / 2)
    let span = Int64(window.upperBound - begin) / 2
    for name in names where random.chance(part) {
      let time = begin + Int64(random.below(Int(span)))
      script.add(name, .wrong, at: time, from: random.pick(sources), client: browser())
    }
    return Stage(kind: .spray, script: script)
  }

  private mutating func firstSuccess(
    _ names: [UInt32],
    _ place: CampaignPlace,
    _ window: Range<Int64>,
    _ world: inout World
  ) -> Stage {
    var script = Script(place.log, place.service)
    let source = world.sources.stranger(&random)
    let begin = window.lowerBound + Int64(window.count) / 2
    for name in random.sample(names, random.within(1...2)) {
      let time = moment(begin..<begin + Int64(window.count) / 4)
      script.add(name, .accepted, at: time, from: source, client: 7)
    }
    return Stage(kind: .firstSuccess, script: script)
  }

  /// Many passwords for a few accounts, which end up locked.
  private mutating func guessing(
    _ names: [UInt32],
    _ place: CampaignPlace,
    _ window: Range<Int64>,
    _ world: inout World
  ) -> [Stage] {
    var (force, lockout) = (Script(place.log, place.service), Script(place.log, place.service))
    let sources = strangers(2, &world)
    let last = window.lowerBound + Int64(window.count) / 2
    for name in random.sample(names, random.within(1...3)) {
      var time = moment(window.lowerBound..<last)
      for _ in 0..<random.within(20...60) {
        script(&force, name, .wrong, &time, random.pick(sources))
      }
      for _ in 0..<random.within(3...6) {
        script(&lockout, name, .locked, &time, random.pick(sources))
      }
    }
    return [Stage(kind: .bruteForce, script: force), Stage(kind: .lockout, script: lockout)]
  }

  private mutating func script(
    _ script: inout Script,
    _ name: UInt32,
    _ answer: LabEvent.Answer,
    _ time: inout Int64,
    _ source: UInt32
  ) {
    script.add(name, answer, at: time, from: source, client: 8)
    time += Int64(random.within(2000...90_000))
  }

  /// Sign-ins at a service that was not asked, and mail to those who are known now.
  private mutating func elsewhere(
    _ names: [UInt32],
    _ place: CampaignPlace,
    _ window: Range<Int64>,
    _ world: inout World
  ) -> [Stage] {
    var stages: [Stage] = []
    let others = world.parameters.logs.filter { $0 != place.log && $0 != .access }
    if !others.isEmpty {
      let log = random.pick(others)
      var script = Script(log, log.signInServices[0])
      let sources = strangers(random.within(2...6), &world)
      for name in random.sample(names, names.count / 2) {
        let time = moment(window)
        script.add(name, .wrong, at: time, from: random.pick(sources), client: browser())
      }
      stages.append(Stage(kind: .externalService, script: script))
    }
    if world.parameters.logs.contains(.mail) {
      var script = Script(.mail, .postfixRecipient)
      let server = world.sources.stranger(&random)
      let begin = moment(window.lowerBound..<window.lowerBound + Int64(window.count) / 2)
      for (number, name) in names.enumerated() {
        let time = begin + Int64(number) * 40_000
        script.add(name, .accepted, at: time, from: server, client: 0)
      }
      stages.append(Stage(kind: .inboundMail, script: script))
    }
    return stages
  }

  /// The account that was taken over is used from there, more than its owner ever did.
  private mutating func abuse(
    _ success: Script,
    _ place: CampaignPlace,
    _ window: Range<Int64>,
    _ world: inout World
  ) -> Stage {
    let hasMail = world.parameters.logs.contains(.mail)
    var script =
      hasMail ? Script(.mail, .postfixSASL) : Script(place.log, place.service)
    guard let first = success.events.first else { return Stage(kind: .abuse, script: script) }
    var time = first.time + Clock.hour
    for _ in 0..<random.within(20...60) {
      script.add(first.name, .accepted, at: time, from: first.source, client: 7)
      time += Int64(random.within(10_000...200_000))
    }
    return Stage(kind: .abuse, script: script)
  }
}

extension StageTruth.Kind {
  var technique: TechniqueID {
    switch self {
    case .abuse: TechniqueID(rawValue: "T1586.002")
    case .bruteForce, .lockout: TechniqueID(rawValue: "T1110")
    case .externalService: TechniqueID(rawValue: "T1133")
    case .firstSuccess: .validAccounts
    case .inboundMail: TechniqueID(rawValue: "T1566")
    case .spray: .passwordSpraying
    }
  }
}
