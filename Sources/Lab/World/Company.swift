import Model

/// The people, their accounts and the places they work from. All of it follows from the seed.
struct Company {
  /// How accounts are made of names. A company has one way.
  enum Template: CaseIterable {
    case firstDotLast, initialLast, firstUnderscoreLast, firstInitial

    func account(_ given: String, _ surname: String) -> String {
      switch self {
      case .firstDotLast: "\(given).\(surname)"
      case .initialLast: "\(given.prefix(1))\(surname)"
      case .firstUnderscoreLast: "\(given)_\(surname)"
      case .firstInitial: "\(given)\(surname.prefix(1))"
      }
    }
  }

  let template: Template
  private(set) var people: [Person] = []
  /// People who left before the first day: their names are on old lists and phones.
  private(set) var leavers: [UInt32] = []
  private(set) var canaries: [UInt32] = []
  private(set) var serviceAccounts: [UInt32] = []
  private(set) var offices: [UInt32] = []
  private(set) var carriers: [UInt32] = []
  /// Addresses inside the company, whatever uses them: a relay, a scanner, hosts with many people.
  private var internalHosts: [UInt32] = []
  /// Mail servers of others.
  private(set) var mailServers: [UInt32] = []
  private var lifetimes: [UInt32: Range<Int64>] = [:]

  init(
    _ parameters: LabParameters,
    names: inout NameTable,
    sources: inout SourceTable,
    random: inout SeededGenerator
  ) {
    // The short templates collide in a large company.
    let count = parameters.people ?? random.within(60...900)
    let roomy: [Template] = [.firstDotLast, .firstUnderscoreLast]
    template = random.pick(count > 150 ? roomy : Template.allCases)
    settle(&sources, &random)
    var taken: Set<UInt32> = []
    hire(count, parameters, &taken, &names, &sources, &random)
    for _ in 0..<max(8, count / 6) { leavers.append(newName(&taken, &names, &random)) }
    for _ in 0..<5 { canaries.append(newName(&taken, &names, &random)) }
    let always = Int64.min..<Int64.max
    for canary in canaries { lifetimes[canary] = always }
    for service in ["svc-backup", "svc-scan", "svc-print", "reports"] {
      let account = names.intern(service)
      serviceAccounts.append(account)
      lifetimes[account] = always
    }
  }

  private mutating func settle(_ sources: inout SourceTable, _ random: inout SeededGenerator) {
    for _ in 0..<random.within(1...3) { offices.append(sources.stranger(&random)) }
    let carrier = UInt32(0xf000_0000 | random.below(1 << 28))
    for _ in 0..<random.within(6...14) {
      carriers.append(sources.stranger(ofProvider: carrier, &random))
    }
    for host in 0..<24 {
      internalHosts.append(sources.intern(.init(ipv4: 0x0a14_0010 + UInt32(host))))
    }
    for _ in 0..<random.within(6...9) {
      let provider = UInt32(0xf000_0000 | random.below(1 << 28))
      for _ in 0..<10 { mailServers.append(sources.stranger(ofSubnet: provider, &random)) }
    }
    for _ in 0..<random.within(60...200) { mailServers.append(sources.stranger(&random)) }
  }

  private mutating func hire(
    _ count: Int,
    _ parameters: LabParameters,
    _ taken: inout Set<UInt32>,
    _ names: inout NameTable,
    _ sources: inout SourceTable,
    _ random: inout SeededGenerator
  ) {
    let start = parameters.start.millisecondsSince1970
    for _ in 0..<count {
      let account = newName(&taken, &names, &random)
      let change = start + Int64(random.below(parameters.days)) * Clock.day + 8 * Clock.hour
      let (isNew, leaves) = (random.chance(0.03), random.chance(0.03))
      let hired = isNew ? change : .min
      let left = !isNew && leaves ? change : .max
      let offset = random.below(max(1, carriers.count - 2))
      var homes = [sources.stranger(&random)]
      if random.chance(0.4) { homes.append(sources.home6(&random)) }
      people.append(
        Person(
          account: account,
          hired: hired,
          left: left,
          homes: homes,
          office: random.pick(offices),
          carriers: carriers[offset..<min(offset + 3, carriers.count)],
          browser: UInt16(random.pick(Clients.browserNumbers)),
          phone: UInt16(random.pick(Clients.phoneNumbers))
        )
      )
      lifetimes[account] = hired..<left
    }
  }

  private func newName(
    _ taken: inout Set<UInt32>,
    _ names: inout NameTable,
    _ random: inout SeededGenerator
  ) -> UInt32 {
    while true {
      var text = randomAccount(&random)
      // After a while everybody needs a digit, as in real directories.
      if taken.count > 20_000 || random.chance(0.02) { text += String(random.within(1...999)) }
      let number = names.intern(text)
      if taken.insert(number).inserted { return number }
      let second = names.intern(text + String(random.within(2...9999)))
      if taken.insert(second).inserted { return second }
    }
  }

  /// A name as the company would make an account of it, whether or not anybody has it.
  func randomAccount(_ random: inout SeededGenerator) -> String {
    template.account(random.pick(CommonNames.given), random.pick(CommonNames.surnames))
  }

  /// The address of our host of that number as `log` has it: a service on the internet sees the
  /// office's public one.
  func host(_ number: Int, seenIn log: LabLog) -> UInt32 {
    switch log {
    case .entraCSV, .entraGraph, .entraNDJSON: offices[0]
    case .access, .journal, .keycloak, .keycloakEvents, .mail, .rollcall, .sshd, .windows,
      .windowsEVTX:
      internalHosts[number]
    }
  }

  func exists(_ name: UInt32, at time: Int64) -> Bool {
    lifetimes[name]?.contains(time) ?? false
  }

  /// Whether the name belongs to an account at any time, or did before the first day.
  func isKnown(_ name: UInt32) -> Bool {
    lifetimes[name] != nil || leavers.contains(name)
  }

  /// Makes accounts that did not exist before `time`.
  mutating func create(_ names: [UInt32], at time: Int64) {
    for name in names where lifetimes[name] == nil { lifetimes[name] = time..<Int64.max }
  }
}

/// Lengths of time in milliseconds.
enum Clock {
  static let second: Int64 = 1000
  static let minute: Int64 = 60_000
  static let hour: Int64 = 3_600_000
  static let day: Int64 = 86_400_000
}
