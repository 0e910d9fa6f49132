import Model

extension SituationPlanner {
  /// The same recipients each week; those who are gone are refused, the rest get the mail.
  mutating func mailingList(_ script: inout Script, _ world: inout World) {
    let server = world.sources.stranger(&random)
    let recipients = random.within(30...120)
    let stale = random.sample(world.company.leavers, max(2, recipients / random.within(5...10)))
    let list = staff(recipients, at: world.start, world).map(\.account) + stale
    var begin = world.start + Int64(random.below(Int(2 * Clock.day)))
    while begin < world.end {
      for (number, name) in list.enumerated() {
        let time = begin + Int64(number) * 1500
        guard time < world.end else { break }
        let exists = world.company.exists(name, at: time)
        script.add(name, exists ? .accepted : .unknown, at: time, from: server, client: 0)
      }
      begin += 7 * Clock.day
    }
  }

  /// Mail that takes its turn: dozens of recipients in a minute, one or two of them misspelt.
  mutating func partnerGateway(_ script: inout Script, _ world: inout World) {
    let server = random.pick(world.company.mailServers)
    for _ in 0..<random.within(3...8) {
      let begin = morning(world)
      for person in staff(random.within(10...40), at: begin, world) {
        let time = begin + Int64(random.below(60_000))
        script.add(person.account, .accepted, at: time, from: server, client: 0)
      }
      if random.chance(0.5),
        let typed = world.misspelt(random.pick(world.company.people).account, &random)
      {
        script.add(typed, .unknown, at: begin + 30_000, from: server, client: 0)
      }
    }
  }

  /// Programs of ours write from addresses that take no mail, and servers ask for those addresses.
  mutating func senderCallout(_ script: inout Script, _ world: inout World) {
    let senders = ["no-reply", "newsletter", "invoices", "tickets", "alerts", "hr-news"]
      .prefix(random.within(3...6)).map { world.names.intern($0) }
    let askers = random.sample(world.company.mailServers, random.within(15...60))
    for _ in 0..<random.within(10...30) {
      let time = moment(world)
      let sender = random.pick(senders)
      let host = world.company.internalHosts[10]
      script.add(sender, .accepted, at: time, from: host, client: 8, service: .postfixSASL)
      for asker in random.sample(askers, random.within(2...8)) {
        let later = time + Int64(random.within(2000...30_000))
        script.add(sender, .unknown, at: later, from: asker, client: 0, hasNullSender: true)
      }
    }
  }

  /// Bounces of mail that others sent in the name of addresses that they made up.
  mutating func backscatter(_ script: inout Script, _ world: inout World) {
    let begin = moment(world)
    let made = (0..<random.within(30...120)).map { _ in world.strangerName(&random) }
    for _ in 0..<random.within(60...250) {
      let server =
        random.chance(0.3)
        ? random.pick(world.company.mailServers) : world.sources.stranger(&random)
      let time = begin + Int64(random.below(Int(2 * Clock.day)))
      guard time < world.end else { continue }
      script.add(
        random.pick(made),
        .unknown,
        at: time,
        from: server,
        client: 0,
        hasNullSender: true
      )
    }
  }
}
