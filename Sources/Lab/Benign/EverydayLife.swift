import Model

/// What honest people do all day: sign in from the office, from home and from phones, mistype a
/// password or a name and get it right, send and get mail.
struct EverydayLife {
  /// Shares of sign-ins that go wrong first.
  static let wrongPasswordShare = 0.025
  static let slipShare = 0.006
  /// Of the mail from outside, what is for a misspelt name, and for somebody who left.
  static let misspeltMailShare = 0.006
  static let leaverMailShare = 0.008
  /// Of a mail log's events, mail from outside.
  static let inboundShare = 0.45

  let log: LabLog
  let rhythm: DailyRhythm
  var random: SeededGenerator

  /// The part of a log's events that ask for unknown names at `service`, about.
  static func unknownShare(of log: LabLog, at service: Service) -> Double {
    switch (log, service) {
    case (.mail, .postfixRecipient): inboundShare * (misspeltMailShare + leaverMailShare)
    case (.mail, .dovecot): 0.7 * (1 - inboundShare) * slipShare
    case (.mail, .postfixSASL): 0.3 * (1 - inboundShare) * slipShare
    case (.entraGraph, .entraInteractive), (.entraNDJSON, .entraInteractive): 0.8 * slipShare
    case (.entraGraph, .entraNonInteractive), (.entraNDJSON, .entraNonInteractive):
      0.2 * slipShare
    case (.windows, .windowsKerberos), (.windowsEVTX, .windowsKerberos): 0.6 * slipShare
    case (.windows, .windowsLogon), (.windowsEVTX, .windowsLogon): 0.4 * slipShare
    case (.entraCSV, .entraInteractive), (.journal, .sshd), (.sshd, .sshd),
      (.keycloak, .keycloakLogin), (.keycloakEvents, .keycloakLogin), (.rollcall, .rollcallSignIn):
      slipShare
    default: 0
    }
  }

  /// `count` events of `day`, or one more, in no order.
  mutating func events(_ count: Int, on day: Int, in world: inout World) -> [LabEvent] {
    var events: [LabEvent] = []
    events.reserveCapacity(count + 4)
    while events.count < count {
      let (time, hour) = rhythm.moment(on: day, &random)
      if log == .mail, random.chance(Self.inboundShare) {
        inboundMail(at: time, in: &world, to: &events)
      } else {
        let place = random.below(world.company.people.count)
        // Some people do far more than others.
        let person = world.company.people[min(place, random.below(world.company.people.count))]
        guard person.isEmployed(at: time) else { continue }
        signIn(person, at: time, isWork: rhythm.isWorkingTime(day, hour), day, &world, &events)
      }
    }
    return events
  }

  private mutating func signIn(
    _ person: Person,
    at time: Int64,
    isWork: Bool,
    _ day: Int,
    _ world: inout World,
    _ events: inout [LabEvent]
  ) {
    let (source, client) = place(of: person, isWork: isWork, day)
    let service = service(for: client)
    var event = LabEvent(
      time: time,
      name: person.account,
      source: source,
      client: client,
      service: service,
      answer: service == .httpAutodiscover ? .there : .accepted
    )
    let chance = random.unit()
    if event.answer == .there || chance >= Self.wrongPasswordShare + Self.slipShare {
      if event.service == .entraInteractive, random.chance(0.03) { event.answer = .secondFactor }
      events.append(event)
      return
    }
    if chance < Self.slipShare {
      guard let typed = world.misspelt(person.account, &random) else { return }
      event.name = typed
      event.answer = .unknown
    } else {
      event.answer = .wrong
    }
    events.append(event)
    event.name = person.account
    event.answer = .accepted
    event.time += Int64(random.within(3000...90_000))
    events.append(event)
  }

  private mutating func place(of person: Person, isWork: Bool, _ day: Int) -> (UInt32, UInt16) {
    let chance = random.unit()
    if chance < (isWork ? 0.65 : 0.05) { return (person.office, person.browser) }
    if chance < (isWork ? 0.85 : 0.7) {
      // A home's two addresses are the same machine's: which one it uses changes by the day.
      return (person.homes[(day + Int(person.account)) % person.homes.count], person.browser)
    }
    let carrier = person.carriers.startIndex + (day + Int(person.account)) % person.carriers.count
    return (person.carriers[carrier], person.phone)
  }

  private mutating func service(for client: UInt16) -> Service {
    let isPhone = Clients.all[Int(client)].isPhone
    switch log {
    case .access: return random.chance(0.15) ? .httpAutodiscover : .httpActiveSync
    case .entraGraph, .entraNDJSON: return isPhone ? .entraNonInteractive : .entraInteractive
    case .mail: return random.chance(0.3) ? .postfixSASL : .dovecot
    case .windows, .windowsEVTX: return random.chance(0.6) ? .windowsKerberos : .windowsLogon
    case .entraCSV: return .entraInteractive
    case .rollcall: return .rollcallSignIn
    case .journal, .sshd: return .sshd
    case .keycloak, .keycloakEvents: return .keycloakLogin
    }
  }

  private mutating func inboundMail(
    at time: Int64,
    in world: inout World,
    to events: inout [LabEvent]
  ) {
    let servers = world.company.mailServers
    let place = min(random.below(servers.count), random.below(servers.count))
    let person = random.pick(world.company.people)
    guard person.isEmployed(at: time) else { return }
    var event = LabEvent(
      time: time,
      name: person.account,
      source: servers[place],
      client: 0,
      service: .postfixRecipient,
      answer: .accepted
    )
    let chance = random.unit()
    if chance < Self.misspeltMailShare {
      guard let typed = world.misspelt(person.account, &random) else { return }
      (event.name, event.answer) = (typed, .unknown)
    } else if chance < Self.misspeltMailShare + Self.leaverMailShare {
      (event.name, event.answer) = (random.pick(world.company.leavers), .unknown)
    }
    events.append(event)
  }
}
