/// Microsoft Entra ID sign-ins as Azure Monitor's diagnostic settings export them: one JSON object a line.
struct EntraLog: LogFormat {
  static let days = 14
  static let bytesPerVisit = 3000
  static let regularVisitsPerMille = 450

  static func weight(hour: Int, weekday: Int) -> Int {
    switch (weekday < 5, hour) {
    case (true, 7..<10): 40
    case (true, 10..<17): 30
    case (true, 17..<20): 10
    case (false, 8..<22): 4
    default: 2
    }
  }

  /// Who signed in, from where, with what; all a line depends on.
  struct SignIn {
    var source: Int
    var person: Int
    var isMistyped = false
    var result: Result
    var app: Int
    var client: Client
    var agent: Int
    var device: UInt64
    var isInteractive = true
    var isOffice = false
  }

  enum Client {
    case browser, desktopApp
    case legacy(Int)
  }

  let tables = EntraTables()
  let addresses: SourceAddresses
  let people = People()
  var random: SeededRandom
  var stamp = LogTime(elapsed: 0)

  init(addresses: SourceAddresses, seed: UInt64) {
    self.addresses = addresses
    random = SeededRandom(seed: seed ^ 0x65_6e74_7261)
  }

  mutating func begin(second: Int, sink: inout ByteSink) {
    stamp = LogTime(elapsed: second)
  }

  mutating func visit(source: Int, isRegular: Bool, sink: inout ByteSink) {
    let home = mixed(UInt64(source))
    if !isRegular && home % 50 == 0 {
      visitByGuesser(source: source, home: home, sink: &sink)
      return
    }
    // An office is everyone's; a home is shared by up to three people.
    let key = isRegular ? random.next() : mixed(home &+ UInt64(random.pick(3)))
    let person = Int(key % UInt64(people.accountCount))
    let device = mixed(UInt64(person) &* 3 &+ UInt64(random.skewedPick(3)))
    let isBrowser = random.chance(450)
    var signIn = SignIn(
      source: source,
      person: person,
      result: ordinaryResult(),
      app: random.skewedPick(tables.apps.count),
      client: isBrowser ? .browser : .desktopApp,
      agent: Int(device % UInt64(isBrowser ? tables.browserAgents : tables.agents.count)),
      device: device,
      isInteractive: random.chance(isBrowser ? 700 : 250),
      isOffice: isRegular
    )
    if signIn.result == .noSuchUser {
      signIn.isMistyped = true
      signIn.isInteractive = true
    }
    write(signIn, to: &sink)
  }

  mutating func guess(by enumerator: Enumerator, sink: inout ByteSink) {
    let turn =
      enumerator.pace == .pooled ? enumerator.source * 40 + enumerator.tried : enumerator.tried
    let list = enumerator.pace == .pooled ? 0 : enumerator.source
    let person = people.guess(list: list, turn: turn)
    let isScript = enumerator.source % 2 == 0
    write(
      SignIn(
        source: enumerator.source,
        person: person,
        result: people.exists(person) ? .wrongPassword : .noSuchUser,
        app: tables.scriptedApp,
        client: isScript ? .legacy(enumerator.source % tables.legacyClients.count) : .browser,
        agent: isScript ? tables.agents.count - 1 : enumerator.source % tables.browserAgents,
        device: mixed(UInt64(enumerator.source))
      ),
      to: &sink
    )
  }

  /// A guesser that knows whom it wants: a few real accounts, again and again.
  private mutating func visitByGuesser(source: Int, home: UInt64, sink: inout ByteSink) {
    let person = Int(mixed(home &+ UInt64(random.pick(4))) % UInt64(people.accountCount))
    write(
      SignIn(
        source: source,
        person: person,
        result: random.chance(600) ? .wrongPassword : .locked,
        app: tables.scriptedApp,
        client: .legacy(Int(home >> 8) % tables.legacyClients.count),
        agent: Int(home >> 16) % tables.agents.count,
        device: home
      ),
      to: &sink
    )
  }

  private mutating func ordinaryResult() -> Result {
    switch random.pick(1000) {
    case 0..<35: .wrongPassword
    case 35..<75: .needsSecondFactor
    case 75..<105: .secondFactorAsked
    case 105..<112: .locked
    case 112..<116: .noSuchUser
    case 116..<120: .expiredPassword
    case 120..<150: .interrupted
    case 150..<156: .blockedByPolicy
    default: .success
    }
  }
}

extension EntraLog {
  /// What the service answered.
  enum Result: Int {
    case success = 0
    case wrongPassword = 50126
    case needsSecondFactor = 50074
    case secondFactorAsked = 50076
    case locked = 50053
    case noSuchUser = 50034
    case expiredPassword = 50055
    case interrupted = 50140
    case blockedByPolicy = 53003

    var reason: StaticString {
      switch self {
      case .success: "Other."
      case .wrongPassword: "Error validating credentials due to invalid username or password."
      case .needsSecondFactor: "Strong Authentication is required."
      case .secondFactorAsked:
        "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource."
      case .locked:
        "The account is locked, you've tried to sign in too many times with an incorrect user ID or password."
      case .noSuchUser:
        "The user account {EUII Hidden} does not exist in the {tenant} directory. To sign into this application, the account must be added to the directory."
      case .expiredPassword: "Invalid password, entered expired password."
      case .interrupted:
        "This occurred due to 'Keep me signed in' interrupt when the user was signing-in."
      case .blockedByPolicy:
        "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance."
      }
    }

    /// Whether the password was right, whatever came after.
    var acceptedPassword: Bool {
      switch self {
      case .success, .needsSecondFactor, .secondFactorAsked, .interrupted, .blockedByPolicy: true
      case .wrongPassword, .locked, .noSuchUser, .expiredPassword: false
      }
    }
  }
}
