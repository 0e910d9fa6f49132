/// Many people behind one address, or a few.
enum Crowd {
  case carrier, office, privacyRelay, relay, teachingLab, terminalServer

  /// How many sign in on that day.
  var people: ClosedRange<Int> {
    switch self {
    case .carrier, .privacyRelay: 30...80
    case .office, .relay: 40...150
    case .teachingLab: 15...30
    case .terminalServer: 20...60
    }
  }
}

extension SituationPlanner {
  /// People sign in, a few mistype, one or two come with a name that is gone.
  mutating func crowd(_ crowd: Crowd, _ script: inout Script, _ world: inout World) {
    let begin = morning(world)
    let span = crowd == .teachingLab ? 3 * Clock.minute : 8 * Clock.hour
    let addresses = addresses(of: crowd, in: script, &world)
    for person in staff(random.within(crowd.people), at: begin, world) {
      let time = begin + Int64(random.below(Int(span)))
      let source = random.pick(addresses)
      if random.chance(0.02), let typed = world.misspelt(person.account, &random) {
        script.add(typed, .unknown, at: time, from: source, client: person.browser)
      } else if random.chance(0.06) {
        script.add(person.account, .wrong, at: time, from: source, client: person.browser)
      }
      let later = time + Int64(random.within(4000...60_000))
      script.add(person.account, .accepted, at: later, from: source, client: person.browser)
    }
    if crowd != .teachingLab {
      let gone = random.pick(world.company.leavers)
      for _ in 0..<random.within(2...6) {
        let time = begin + Int64(random.below(Int(span)))
        script.add(gone, .unknown, at: time, from: addresses[0], client: 4)
      }
    }
  }

  private mutating func addresses(
    of crowd: Crowd,
    in script: Script,
    _ world: inout World
  ) -> [UInt32] {
    switch crowd {
    case .carrier: return [random.pick(world.company.carriers)]
    case .office: return [random.pick(world.company.offices)]
    case .relay: return [world.company.host(1, seenIn: script.log)]
    case .teachingLab: return [world.company.host(2, seenIn: script.log)]
    case .terminalServer: return [world.company.host(3, seenIn: script.log)]
    case .privacyRelay:
      let subnet = UInt32(0xf000_0000 | random.below(1 << 28))
      return (0..<12).map { _ in world.sources.stranger(ofSubnet: subnet, &random) }
    }
  }
}
