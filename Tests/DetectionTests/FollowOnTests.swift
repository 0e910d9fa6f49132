import Model
import Testing

@testable import Detection

/// A campaign that was told of accounts, and what strangers did in the weeks after.
private struct Aftermath {
  static let day: UInt32 = 86_400
  static let staff = 200
  static let confirmed = 20

  var traffic = Traffic()
  var random: SeededGenerator
  private let operatorSource: UInt32
  let begin = Traffic.morning + 20 * day

  static let told = Outcome(.entraInteractive, .present, .disclosed, .wrong)
  static let wrong = Outcome(.entraInteractive, .present, .disclosed, .wrong)
  static let right = Outcome(.entraInteractive, .present, .disclosed, .accepted)

  /// Everybody signs in daily from a home of their own; then somebody learns of twenty of them.
  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    for person in 0..<Self.staff {
      let home = traffic.source()
      for day in stride(from: 0, to: 60, by: 2) {
        let at = Traffic.morning + UInt32(day) * Self.day + UInt32(person)
        traffic.add(home, Self.name(person), at: at, Self.right)
      }
    }
    operatorSource = traffic.source()
    for number in 0..<60 {
      let at = begin + UInt32(number) * 60
      if number < Self.confirmed {
        traffic.add(operatorSource, Self.name(number), at: at, Self.told)
      } else {
        let absent = Outcome(.entraInteractive, .absent, .disclosed, .none)
        traffic.add(operatorSource, Traffic.person(90_000 + number), at: at, absent)
      }
    }
  }

  static func name(_ person: Int) -> String { Traffic.person(person) + "@corp.example" }

  /// `outcome` for each of `people`, from a few strangers, some days after the campaign.
  mutating func strangers(_ people: [Int], from count: Int, day: UInt32, _ outcome: Outcome) {
    let sources = (0..<count).map { _ in traffic.source() }
    for (number, person) in people.enumerated() {
      let at = begin + day * Self.day + UInt32(number) * 300
      traffic.add(sources[number % count], Self.name(person), at: at, outcome)
    }
  }

  /// One stranger tries many secrets for a person's account, and then finds it locked.
  mutating func guess(
    _ person: Int,
    tries: Int,
    every gap: UInt32,
    day: UInt32,
    _ outcome: Outcome,
    then locked: Outcome
  ) {
    let source = traffic.source()
    for number in 0..<tries + 3 {
      let at = begin + day * Self.day + UInt32(number) * gap
      traffic.add(source, Self.name(person), at: at, number < tries ? outcome : locked)
    }
  }

  func stages(last: UInt32 = 60) -> [FollowOnStage] { followed(last: last).stages }

  func followed(last: UInt32 = 60, without taken: Set<UInt32> = []) -> Detection.Aftermath {
    let table = traffic.table()
    let groups = SourceGroups(table)
    let own = groups.indices(of: operatorSource)
    let probes = own.prefix(Int(last)).map { index in
      let isMiss = table[index].outcome.existence == .absent
      return Campaign.Probe(index: index, answer: isMiss ? .absent : .refused, posterior: 0.99)
    }
    let campaign = Campaign(
      pattern: .singleSource,
      probes: probes,
      probesAtDetection: 30,
      log10E: 9,
      tests: 1,
      terms: [],
      attempts: own
    )
    let linker = FollowOnLinker(
      table,
      uses: AccountUses(table, history: traffic.history()),
      groups: groups,
      campaigns: [campaign]
    )
    let accounts = CampaignAccounts(of: campaign, in: table)
    return linker.aftermath(of: campaign, accounts: accounts, without: taken)
  }

  func texts(_ stage: FollowOnStage) -> Set<String> {
    let table = traffic.table()
    return Set(stage.names.map { String(decoding: table.nameText($0), as: UTF8.self) })
  }
}

struct FollowOnTests {
  @Test
  func `nothing follows from honest life alone`() {
    #expect(Aftermath(seed: 1).stages().isEmpty)
  }

  @Test
  func `one wrong secret for each confirmed account, from strangers, is a spray`() throws {
    var life = Aftermath(seed: 2)
    life.strangers(Array(0..<15), from: 5, day: 12, Aftermath.wrong)
    let stages = life.stages()
    let spray = try #require(stages.first { $0.kind == .passwordSpray })
    #expect(stages.map(\.kind) == [.passwordSpray])
    #expect(life.texts(spray) == Set((0..<15).map(Aftermath.name)))
    #expect(try #require(spray.pValue) < 1e-10)
  }

  @Test(arguments: [UInt64(3), 4, 5, 6, 7])
  func `a spray of accounts drawn by lot is no campaign's`(seed: UInt64) {
    var life = Aftermath(seed: seed)
    let people = (0..<Aftermath.staff).shuffled(using: &life.random).prefix(60)
    life.strangers(Array(people), from: 6, day: 12, Aftermath.wrong)
    #expect(life.stages().isEmpty)
  }

  @Test
  func `a Monday on which every password ran out is no spray`() {
    var life = Aftermath(seed: 8)
    let office = life.traffic.source()
    for person in 0..<Aftermath.staff {
      let at = life.begin + 14 * Aftermath.day + UInt32(person) * 20
      life.traffic.add(office, Aftermath.name(person), at: at, Aftermath.wrong)
      life.traffic.add(office, Aftermath.name(person), at: at + 30, Aftermath.right)
    }
    #expect(life.stages().isEmpty)
  }

  @Test(arguments: [(UInt32(89), true), (91, false)])
  func `what comes later than ninety days after the last probe does not follow`(
    day: UInt32,
    isLinked: Bool
  ) {
    var life = Aftermath(seed: 9)
    life.strangers(Array(0..<15), from: 5, day: day, Aftermath.wrong)
    #expect(life.stages().isEmpty != isLinked)
  }

  @Test
  func `what came before an account was confirmed does not follow, and wears the account out`() {
    var life = Aftermath(seed: 10)
    let sources = (0..<5).map { _ in life.traffic.source() }
    for person in 0..<15 {
      for day in [UInt32(2), 30] {
        let at = life.begin + day * Aftermath.day + UInt32(person) - 10 * Aftermath.day
        life.traffic.add(sources[person % 5], Aftermath.name(person), at: at, Aftermath.wrong)
      }
    }
    #expect(life.stages().isEmpty)
  }

  @Test
  func `sources that go for the set show among ten times as many that do not`() throws {
    var life = Aftermath(seed: 11)
    // A hundred and thirty of two hundred accounts are failed on; the draw alone shows little.
    for round in 0..<12 {
      let others = (Aftermath.confirmed..<Aftermath.staff).shuffled(using: &life.random).prefix(18)
      life.strangers(Array(others), from: 6, day: 5 + UInt32(round), Aftermath.wrong)
    }
    life.strangers(Array(0..<14), from: 2, day: 15, Aftermath.wrong)
    let spray = try #require(life.stages().first { $0.kind == .passwordSpray })
    #expect(life.texts(spray) == Set((0..<14).map(Aftermath.name)))
  }

  @Test
  func `guessing, locks and other services are named behind the gate`() throws {
    var life = Aftermath(seed: 12)
    life.strangers(Array(0..<15), from: 5, day: 12, Aftermath.wrong)
    let locked = Outcome(.entraInteractive, .present, .disclosed, .blocked)
    life.guess(3, tries: 30, every: 300, day: 13, Aftermath.wrong, then: locked)
    for person in 0..<Aftermath.staff {
      let at = Traffic.morning + UInt32(person)
      let home = life.traffic.source()
      life.traffic.signIn(home, Traffic.person(person), at: at)
    }
    let gate = (0..<3).map { _ in life.traffic.source() }
    for person in 0..<12 {
      let at = life.begin + 15 * Aftermath.day + UInt32(person) * 60
      life.traffic.hit(gate[person % 3], Traffic.person(person), at: at)
    }
    let stages = life.stages()
    #expect(
      stages.map(\.kind) == [.passwordSpray, .passwordGuessing, .lockout, .externalService]
    )
    // Both names of the one account.
    #expect(life.texts(stages[1]) == [Aftermath.name(3), Traffic.person(3)])
    #expect(life.texts(stages[2]) == [Aftermath.name(3)])
    // The same people under the names they have at another service.
    #expect(life.texts(stages[3]) == Set((0..<12).map(Traffic.person)))
  }

  @Test
  func `an account that is tried once a day is on somebody's list and not guessed at`() {
    var life = Aftermath(seed: 16)
    life.strangers(Array(0..<15), from: 5, day: 12, Aftermath.wrong)
    for day in 13..<33 as Range<UInt32> {
      life.strangers([3], from: 1, day: day, Aftermath.wrong)
    }
    #expect(life.stages().map(\.kind) == [.passwordSpray])
  }

  @Test
  func `an address that is blocked for everybody locks nobody out`() {
    let blocked = Outcome(.entraInteractive, .present, .disclosed, .blocked)
    var life = Aftermath(seed: 17)
    life.strangers(Array(0..<15), from: 5, day: 12, Aftermath.wrong)
    life.strangers(Array(0..<40), from: 1, day: 14, blocked)
    #expect(life.stages().map(\.kind) == [.passwordSpray])
  }

  @Test
  func `a spray at another service than was asked is named once`() {
    var life = Aftermath(seed: 18)
    for person in 0..<Aftermath.staff {
      life.traffic.signIn(
        life.traffic.source(),
        Traffic.person(person),
        at: Traffic.morning + UInt32(person)
      )
    }
    let sources = (0..<4).map { _ in life.traffic.source() }
    for person in 0..<15 {
      let at = life.begin + 12 * Aftermath.day + UInt32(person) * 300
      life.traffic.hit(sources[person % 4], Traffic.person(person), at: at)
    }
    #expect(life.stages().map(\.kind) == [.passwordSpray])
  }

  @Test
  func `a sprayed account that signs in from a new place is taken over, and its use is abuse`()
    throws
  {
    var life = Aftermath(seed: 13)
    life.strangers(Array(0..<15), from: 5, day: 12, Aftermath.wrong)
    let thief = life.traffic.source()
    let sent = Outcome(.postfixSASL, .present, .hidden, .accepted)
    for use in 0..<40 {
      let at = life.begin + 20 * Aftermath.day + UInt32(use) * 120
      life.traffic.add(thief, Aftermath.name(4), at: at, use == 0 ? Aftermath.right : sent)
    }
    let stages = life.stages()
    #expect(stages.map(\.kind) == [.passwordSpray, .accountTakeover, .accountAbuse])
    #expect(life.texts(stages[1]) == [Aftermath.name(4)])
    #expect(stages[2].attempts.count == 39)
    #expect(try #require(stages[2].pValue) < 0.001)
    // It follows one campaign: the next one is asked without it.
    #expect(life.followed().claims.contains(thief))
    #expect(life.followed(without: [thief]).stages.allSatisfy { $0.kind != .accountAbuse })
  }

  @Test
  func `more than an owner ever made of a service is abuse, however much he does elsewhere`() {
    for service in [Service.postfixSASL, .sshd] {
      var life = Aftermath(seed: 13)
      life.strangers(Array(0..<15), from: 5, day: 12, Aftermath.wrong)
      let (home, thief) = (life.traffic.source(), life.traffic.source())
      for use in 0..<60 {
        let at = Traffic.morning + Aftermath.day + UInt32(use) * 300
        life.traffic.add(
          home,
          Aftermath.name(4),
          at: at,
          Outcome(.sshd, .present, .hidden, .accepted)
        )
      }
      for use in 0..<40 {
        let at = life.begin + 20 * Aftermath.day + UInt32(use) * 120
        let sent = Outcome(service, .present, .hidden, .accepted)
        life.traffic.add(thief, Aftermath.name(4), at: at, use == 0 ? Aftermath.right : sent)
      }
      let isAbuse = life.stages().contains { $0.kind == .accountAbuse }
      #expect(isAbuse == (service == .postfixSASL))
    }
  }

  @Test
  func `a new home without an attack before it is nobody's take-over`() {
    var life = Aftermath(seed: 14)
    life.strangers(Array(0..<15), from: 5, day: 12, Aftermath.wrong)
    life.strangers([17], from: 1, day: 20, Aftermath.right)
    #expect(life.stages().map(\.kind) == [.passwordSpray])
  }

  @Test
  func `mail from a new server to the confirmed, in the order of the list, follows`() throws {
    let taken = Outcome(.postfixRecipient, .present, .disclosed, .accepted)
    var life = Aftermath(seed: 15)
    // An old partner and a new one write to everybody.
    let (partner, newcomer, phisher) = (
      life.traffic.source(), life.traffic.source(), life.traffic.source()
    )
    // The newcomer does so in the very order of the list, as a mailing by the alphabet does.
    for person in 0..<Aftermath.staff {
      let at = UInt32(person) * 50
      life.traffic.add(partner, Aftermath.name(person), at: Traffic.morning + at, taken)
      let later = life.begin + 3 * Aftermath.day + at
      life.traffic.add(newcomer, Aftermath.name(person), at: later, taken)
    }
    #expect(life.stages().isEmpty)
    for person in 0..<10 {
      let at = life.begin + 9 * Aftermath.day + UInt32(person) * 40
      life.traffic.add(phisher, Aftermath.name(person), at: at, taken)
    }
    let stages = life.stages()
    #expect(stages.map(\.kind) == [.inboundMail])
    #expect(life.texts(stages[0]) == Set((0..<10).map(Aftermath.name)))
  }

  @Test
  func `the gate lets through what it says, over a thousand drawn lots`() {
    // The p-value of the sources one by one, with marks that mean nothing: Markov's bound holds.
    var random = SeededGenerator(seed: 99)
    var passed = 0
    for _ in 0..<1000 {
      let marks = Set((0..<300).shuffled(using: &random).prefix(40))
      var left = (0..<300).shuffled(using: &random)
      var draws: [SourceMixture.Draw] = []
      for _ in 0..<40 {
        let mine = left.prefix(Int.random(in: 1...5, using: &random))
        left.removeFirst(mine.count)
        draws.append(.init(accounts: mine.count, hits: mine.count(where: marks.contains)))
      }
      if SourceMixture.pValue(draws, population: 300, marked: 40) <= 0.05 { passed += 1 }
    }
    #expect(passed <= 50)
  }

  @Test
  func `the chance of an order is exact for short lists`() {
    #expect(ListOrder.chance(ofAtMost: 0, among: 4) == 1.0 / 24)
    #expect(abs(ListOrder.chance(ofAtMost: 1, among: 4) - 4.0 / 24) < 1e-12)
    #expect(abs(ListOrder.chance(ofAtMost: 2, among: 4) - 9.0 / 24) < 1e-12)
    #expect(abs(ListOrder.chance(ofAtMost: 6, among: 4) - 1) < 1e-12)
    #expect(ListOrder.pValue([5]) == 1)
    #expect(ListOrder.pValue(Array(0..<30)) < 1e-30)
    #expect(ListOrder.pValue(Array((0..<30).reversed())) == 1)
  }

  @Test
  func `names of one account are those alike up to the at sign, unless there are several domains`()
  {
    var traffic = Traffic()
    let source = traffic.source()
    for (number, name) in [
      "anna", "anna@corp.example", "corp\\anna", "info@a.example", "info@b.example", "info",
    ].enumerated() {
      traffic.signIn(source, name, at: Traffic.morning + UInt32(number))
    }
    traffic.miss(source, "nobody", at: Traffic.morning)
    let table = traffic.table()
    let directory = AccountDirectory(traffic.history(), of: table)
    #expect(directory.count == 4)
    #expect(Set((0..<3).map { directory[$0] }).count == 1)
    #expect(Set((3..<6).map { directory[$0] }).count == 3)
    #expect(directory[6] == AccountDirectory.none)
  }
}
