extension SituationPlanner {
  /// One machine whose user mistypes the name time and again, and then gets it right.
  mutating func typo(_ script: inout Script, _ world: inout World) {
    let person = random.pick(world.company.people.filter { $0.isEmployed(at: world.start) })
    for _ in 0..<random.within(4...8) {
      let time = morning(world)
      guard person.isEmployed(at: time),
        let typed = world.misspelt(person.account, &random)
      else { continue }
      script.add(typed, .unknown, at: time, from: person.homes[0], client: person.browser)
      let later = time + Int64(random.within(5000...120_000))
      script.add(
        person.account,
        .accepted,
        at: later,
        from: person.homes[0],
        client: person.browser
      )
    }
  }

  mutating func passwordAsName(_ script: inout Script, _ world: inout World) {
    for person in staff(random.within(4...9), at: world.start, world) {
      let time = morning(world)
      guard person.isEmployed(at: time) else { continue }
      let secret = world.names.intern(password(), isWhole: true)
      script.add(secret, .unknown, at: time, from: person.homes[0], client: person.browser)
      let later = time + Int64(random.within(4000...40_000))
      script.add(
        person.account,
        .accepted,
        at: later,
        from: person.homes[0],
        client: person.browser
      )
    }
  }

  /// As people make them: a word with a capital, figures in the middle, a mark.
  private mutating func password() -> String {
    let word = random.pick(CommonNames.given).capitalizedFirst
    let end = random.pick(CommonNames.given).prefix(2)
    return "\(word)\(random.within(10...99))!\(end)\(random.within(1...9))"
  }

  /// The manager offers the name of another site, once or twice.
  mutating func passwordManager(_ script: inout Script, _ world: inout World) {
    for person in staff(random.within(3...6), at: world.start, world) {
      let time = morning(world)
      guard person.isEmployed(at: time) else { continue }
      let other = world.names.text(person.account) + String(random.within(70...99))
      for (number, text) in [other, other + "-shop"].prefix(random.within(1...2)).enumerated() {
        script.add(
          world.names.intern(text),
          .unknown,
          at: time + Int64(number) * 9000,
          from: person.homes[0],
          client: person.browser
        )
      }
      script.add(
        person.account,
        .accepted,
        at: time + 40_000,
        from: person.homes[0],
        client: person.browser
      )
    }
  }

  /// Everybody's password ran out: a morning of wrong ones, then new ones.
  mutating func passwordExpiry(_ script: inout Script, _ world: inout World) {
    let begin = morning(world)
    let share = random.within(0.3...0.8)
    for person in staff(world.company.people.count, at: begin, world) where random.chance(share) {
      var time = begin + Int64(random.below(Int(3 * Clock.hour)))
      for _ in 0..<random.within(1...3) {
        script.add(person.account, .wrong, at: time, from: person.office, client: person.browser)
        time += Int64(random.within(5000...60_000))
      }
      script.add(person.account, .accepted, at: time, from: person.office, client: person.browser)
    }
  }

  /// The old domain's name first, then the new one.
  mutating func domainRename(_ script: inout Script, _ world: inout World) {
    let begin = morning(world)
    for person in staff(random.within(12...50), at: begin, world) {
      let old = world.names.intern(
        world.names.text(person.account) + "@former.example",
        isWhole: true
      )
      let time = begin + Int64(random.below(Int(2 * Clock.day)))
      guard person.isEmployed(at: time) else { continue }
      let source = random.chance(0.5) ? person.office : person.homes[0]
      script.add(old, .unknown, at: time, from: source, client: person.browser)
      let later = time + Int64(random.within(10_000...300_000))
      script.add(person.account, .accepted, at: later, from: source, client: person.browser)
    }
  }

  /// New people try on the first morning, before somebody made their accounts.
  mutating func newStaff(_ script: inout Script, _ world: inout World) {
    let begin = morning(world)
    let created = begin + 4 * Clock.hour
    var fresh: [UInt32] = []
    for _ in 0..<random.within(2...6) {
      let name = world.strangerName(&random)
      fresh.append(name)
      let source = random.pick(world.company.offices)
      let client = UInt16(random.pick(Clients.browserNumbers))
      for attempt in 0..<random.within(1...3) {
        let time = begin + Int64(attempt) * 20 * Clock.minute
        script.add(name, .unknown, at: time, from: source, client: client)
      }
      for day in 0..<5 {
        let time = created + Int64(day) * Clock.day + Int64(random.below(Int(Clock.hour)))
        if time < world.end { script.add(name, .accepted, at: time, from: source, client: client) }
      }
    }
    world.company.create(fresh, at: created)
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
