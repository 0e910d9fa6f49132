import Model

extension SituationPlanner {
  /// What one machine may add to a log: no more than a fiftieth, or sixty events in a small one.
  private func fewestMilliseconds(over span: Int64, in world: World) -> Int64 {
    let share = world.parameters.benignEvents / world.parameters.logs.count
    return span / Int64(max(60, share / 50))
  }

  /// `name` at a fixed interval over a part of the lab's time.
  private mutating func periodic(
    _ name: UInt32,
    every interval: Int64,
    from source: UInt32,
    client: UInt16,
    _ script: inout Script,
    _ world: World
  ) {
    var time = moment(in: 0.3, world)
    let end = time + (world.end - time) * 3 / 4
    let interval = max(interval, fewestMilliseconds(over: end - time, in: world))
    while time < end {
      let exists = world.company.exists(name, at: time)
      script.add(name, exists ? .accepted : .unknown, at: time, from: source, client: client)
      time += interval + Int64(random.below(2000))
    }
  }

  mutating func stalePhone(_ script: inout Script, _ world: inout World) {
    let name = random.pick(world.company.leavers)
    let source = world.sources.stranger(&random)
    let interval = Int64(random.within(20...90)) * Clock.minute
    let client = UInt16(random.pick(Clients.phoneNumbers))
    periodic(name, every: interval, from: source, client: client, &script, world)
  }

  mutating func leaver(_ script: inout Script, _ world: inout World) {
    guard let person = world.company.people.first(where: { $0.left < world.end }) else { return }
    let interval = Int64(random.within(60...180)) * Clock.minute
    let source = person.homes[0]
    periodic(person.account, every: interval, from: source, client: person.phone, &script, world)
  }

  mutating func serviceAccount(_ script: inout Script, _ world: inout World) {
    let name = world.names.intern("svc-old-report")
    let interval = Int64(random.within(30...120)) * Clock.minute
    let host = world.company.host(5, seenIn: script.log)
    periodic(name, every: interval, from: host, client: 8, &script, world)
  }

  mutating func monitor(_ script: inout Script, _ world: inout World) {
    let name = world.names.intern("monitor-probe")
    let interval = Int64(random.within(15...60)) * Clock.minute
    let host = world.company.host(6, seenIn: script.log)
    let client = UInt16(Clients.monitor)
    periodic(name, every: interval, from: host, client: client, &script, world)
  }

  /// Every name that guessing yields, within an hour, announced beforehand.
  mutating func declaredScanner(_ script: inout Script, _ world: inout World) {
    let begin = moment(world)
    for number in 0..<random.within(80...250) {
      let isStaff = random.chance(0.15)
      let time = begin + Int64(number) * 12_000
      let name =
        isStaff ? random.pick(world.company.people).account : world.strangerName(&random)
      let answer = script.probeAnswer(name, at: time, in: world)
      script.add(
        name,
        answer,
        at: time,
        from: world.company.host(7, seenIn: script.log),
        client: 11
      )
    }
  }

  /// Each new name is asked for, found free, made, and used from the next day.
  mutating func accountImport(_ script: inout Script, _ world: inout World) {
    let begin = morning(world)
    var fresh: [UInt32] = []
    for number in 0..<random.within(15...60) {
      let name = world.strangerName(&random)
      let time = begin + Int64(number) * 3000
      script.add(
        name,
        .unknown,
        at: time,
        from: world.company.host(8, seenIn: script.log),
        client: 11
      )
      fresh.append(name)
    }
    world.company.create(fresh, at: begin + Clock.hour)
    for name in fresh {
      let time = begin + Int64(random.within(20...60)) * Clock.hour
      guard time < world.end else { continue }
      let source = random.pick(world.company.offices)
      let service = script.log.signInServices[0]
      script.add(name, .accepted, at: time, from: source, client: 0, service: service)
    }
  }

  /// A caller's name as it was heard, then as it is spelt.
  mutating func helpDesk(_ script: inout Script, _ world: inout World) {
    for _ in 0..<random.within(30...80) {
      let time = morning(world) + Int64(random.below(Int(7 * Clock.hour)))
      let person = random.pick(world.company.people)
      guard person.isEmployed(at: time) else { continue }
      let desk = world.company.host(9, seenIn: script.log)
      if random.chance(0.15), let heard = world.misspelt(person.account, &random) {
        script.add(heard, .unknown, at: time, from: desk, client: 0)
      }
      script.add(person.account, .there, at: time + 30_000, from: desk, client: 0)
    }
  }

  /// Programs all over the internet with the names that every device has, up to three each.
  mutating func internetNoise(_ script: inout Script, _ world: inout World) {
    let (fewest, share) = (60, 0.02)
    let events = world.parameters.benignEvents / max(1, world.parameters.logs.count)
    let span = Double(world.end - world.start)
    var made = 0
    while made < max(fewest, Int(Double(events) * share)) {
      let source = world.sources.stranger(&random)
      var time = world.start + Int64(random.unit() * span * 0.99)
      for _ in 0..<random.within(1...3) {
        // The front of the list is tried far more often.
        let last = random.within(1...CommonNames.popular.count)
        let name = world.names.intern(CommonNames.popular[random.below(last)])
        // Every server has a root.
        let exists = script.service == .sshd && world.names.text(name) == "root"
        script.add(name, exists ? .wrong : .unknown, at: time, from: source, client: 8)
        time += Int64(random.within(2000...40_000))
        made += 1
      }
    }
  }

  /// An address that Microsoft blocks: every name from it is refused alike.
  mutating func maliciousSourceBlock(_ script: inout Script, _ world: inout World) {
    let begin = morning(world)
    let source = world.sources.stranger(&random)
    for person in staff(random.within(25...60), at: begin, world) {
      let time = begin + Int64(random.below(Int(6 * Clock.hour)))
      script.add(person.account, .blockedSource, at: time, from: source, client: person.browser)
    }
  }

  /// Guests of a workshop who sign in with their own organisation's names, most from our office.
  mutating func wrongTenant(_ script: inout Script, _ world: inout World) {
    let begin = morning(world)
    let office = random.pick(world.company.offices)
    for _ in 0..<random.within(8...24) {
      let account = world.company.randomAccount(&random)
      let domain = random.pick(["partner.example", "guest.example", "supplier.example"])
      let name = world.names.intern("\(account)@\(domain)", isWhole: true)
      let source = random.chance(0.6) ? office : world.sources.stranger(&random)
      let client = UInt16(random.pick(Clients.browserNumbers))
      for _ in 0..<random.within(1...3) {
        let time = begin + Int64(random.below(Int(8 * Clock.hour)))
        script.add(name, .elsewhere, at: time, from: source, client: client)
      }
    }
  }

  /// A search engine that comes back each week for the pages of authors, some of whom left.
  mutating func crawler(_ script: inout Script, _ world: inout World) {
    let source = world.sources.stranger(&random)
    let authors =
      staff(random.within(10...25), at: world.start, world).map(\.account)
      + random.sample(world.company.leavers, random.within(2...6))
    var begin = world.start + Int64(random.below(Int(Clock.day)))
    while begin < world.end {
      for (number, name) in authors.enumerated() {
        let time = begin + Int64(number) * 20_000
        guard time < world.end else { break }
        let answer = script.probeAnswer(name, at: time, in: world)
        script.add(name, answer, at: time, from: source, client: UInt16(Clients.bot))
      }
      begin += 7 * Clock.day
    }
  }
}
