/// The access log of a company's web server in nginx's combined form: site, blog, webmail, bots.
struct AccessLog: LogFormat {
  static let days = 7
  static let bytesPerVisit = 500
  static let regularVisitsPerMille = 120

  static func weight(hour: Int, weekday: Int) -> Int {
    switch hour {
    case 8..<18: weekday < 5 ? 20 : 14
    case 18..<23: 16
    default: 6
    }
  }

  private let addresses: SourceAddresses
  private let people = People()
  private let tables = AccessTables()
  private var random: SeededRandom
  private var stamp = LogTime(elapsed: 0)

  init(addresses: SourceAddresses, seed: UInt64) {
    self.addresses = addresses
    random = SeededRandom(seed: seed ^ 0x6163_6365_7373)
  }

  mutating func begin(second: Int, sink: inout ByteSink) {
    stamp = LogTime(elapsed: second)
  }

  mutating func visit(source: Int, isRegular: Bool, sink: inout ByteSink) {
    let habit = mixed(UInt64(source))
    if isRegular {
      syncMail(source: source, person: random.pick(people.accountCount), sink: &sink)
      return
    }
    switch habit % 100 {
    case 0..<12: syncMail(source: source, person: person(of: habit), sink: &sink)
    case 12..<24: crawl(source: source, habit: habit, sink: &sink)
    case 24..<28: probe(source: source, habit: habit, sink: &sink)
    case 28..<30: tryWordPress(source: source, sink: &sink)
    default: readPage(source: source, habit: habit, sink: &sink)
    }
  }

  mutating func guess(by enumerator: Enumerator, sink: inout ByteSink) {
    open(source: enumerator.source, sink: &sink)
    let agent =
      enumerator.source % 3 == 0 ? tables.agents.count - 1 : enumerator.source % tables.browserCount
    if enumerator.source % 4 == 3 {
      sink.append("GET /?author=")
      sink.append(decimal: enumerator.tried + 1)
      close(
        status: enumerator.tried < Self.authorCount ? 301 : 404,
        bytes: enumerator.tried < Self.authorCount ? 0 : 4211,
        agent: agent,
        habit: 0,
        sink: &sink
      )
      return
    }
    let turn =
      enumerator.pace == .pooled ? enumerator.source * 40 + enumerator.tried : enumerator.tried
    let guessed = people.guess(list: enumerator.pace == .pooled ? 0 : enumerator.source, turn: turn)
    writeDiscovery(of: guessed, agent: agent, habit: 0, sink: &sink)
  }
}

// What sources do.
extension AccessLog {
  /// Blog authors have the numbers up to this one.
  private static let authorCount = 14

  private func person(of habit: UInt64) -> Int {
    Int(habit >> 16) % people.accountCount
  }

  private mutating func readPage(source: Int, habit: UInt64, sink: inout ByteSink) {
    let agent = Int(habit >> 8) % tables.browserCount
    let page = random.skewedPick(tables.pages.count)
    let number = random.skewedPick(4000)
    open(source: source, sink: &sink)
    sink.append("GET ")
    sink.append(tables.pages, page, filling: number)
    let isMissing = random.chance(20)
    close(
      status: isMissing ? 404 : 200,
      bytes: isMissing ? 4211 : 9000 + random.pick(60000),
      referer: random.skewedPick(tables.referers.count),
      agent: agent,
      habit: habit,
      sink: &sink
    )
    let assets = random.skewedPick(8)
    for index in 0..<assets {
      open(source: source, sink: &sink)
      sink.append("GET ")
      sink.append(tables.assets, (index + number) % tables.assets.count, filling: number % 300)
      let isCached = random.chance(350)
      closeAsset(
        status: isCached ? 304 : 200,
        bytes: isCached ? 0 : 800 + random.skewedPick(200_000),
        page: page,
        number: number,
        agent: agent,
        habit: habit,
        sink: &sink
      )
    }
  }

  private mutating func syncMail(source: Int, person: Int, sink: inout ByteSink) {
    let habit = mixed(UInt64(person))
    switch random.pick(100) {
    case 0..<3:
      open(source: source, sink: &sink)
      writeDiscovery(of: person, agent: tables.mailAgent, habit: habit, sink: &sink)
    case 3..<5:
      open(source: source, sink: &sink)
      sink.append("POST /autodiscover/autodiscover.xml")
      close(
        status: random.chance(300) ? 401 : 200,
        bytes: 3920,
        agent: tables.mailAgent,
        habit: habit,
        sink: &sink
      )
    case 5..<30:
      readPage(source: source, habit: habit, sink: &sink)
    default:
      open(source: source, sink: &sink)
      sink.append("POST /Microsoft-Server-ActiveSync?Cmd=")
      sink.append(tables.syncCommands, random.skewedPick(tables.syncCommands.count))
      sink.append("&User=")
      people.appendLogin(person, to: &sink)
      sink.append("%40contoso.example&DeviceId=")
      sink.append(hex: habit, digits: 16)
      sink.append("&DeviceType=")
      sink.append(habit & 1 == 0 ? "iPhone" : "SamsungDevice")
      close(
        status: random.chance(25) ? 401 : 200,
        bytes: random.skewedPick(20000),
        agent: habit & 1 == 0 ? tables.phoneAgent : tables.phoneAgent + 1,
        habit: habit,
        sink: &sink
      )
    }
  }

  private mutating func crawl(source: Int, habit: UInt64, sink: inout ByteSink) {
    open(source: source, sink: &sink)
    if random.chance(40) {
      sink.append("GET /robots.txt")
    } else {
      sink.append("GET ")
      sink.append(tables.pages, random.pick(tables.pages.count), filling: random.pick(4000))
    }
    close(
      status: random.chance(60) ? 404 : 200,
      bytes: 5000 + random.pick(40000),
      agent: tables.botAgent + Int(habit >> 8) % (tables.mailAgent - tables.botAgent),
      habit: habit,
      sink: &sink
    )
  }

  private mutating func probe(source: Int, habit: UInt64, sink: inout ByteSink) {
    open(source: source, sink: &sink)
    sink.append("GET ")
    sink.append(tables.probes, random.pick(tables.probes.count))
    close(
      status: random.chance(300) ? 403 : 404,
      bytes: 548,
      agent: Int(habit >> 8) % tables.agents.count,
      habit: habit,
      sink: &sink
    )
  }

  private mutating func tryWordPress(source: Int, sink: inout ByteSink) {
    open(source: source, sink: &sink)
    sink.append(random.chance(700) ? "POST /wp-login.php" : "POST /xmlrpc.php")
    close(
      status: 200,
      bytes: 4800 + random.pick(200),
      agent: random.pick(tables.browserCount),
      habit: UInt64(source),
      sink: &sink
    )
  }
}

// What the server writes.
extension AccessLog {
  private func open(source: Int, sink: inout ByteSink) {
    addresses.append(source, to: &sink)
    sink.append(" - - [")
    sink.append(web: stamp)
    sink.append("] \"")
  }

  private func writeDiscovery(of person: Int, agent: Int, habit: UInt64, sink: inout ByteSink) {
    sink.append("GET /autodiscover/autodiscover.json?Email=")
    people.appendMail(person, to: &sink)
    sink.append("&Protocol=ActiveSync&RedirectCount=1")
    let exists = people.exists(person)
    close(
      status: exists ? 200 : 404,
      bytes: exists ? 97 : 153,
      agent: agent,
      habit: habit,
      sink: &sink
    )
  }

  private func close(
    status: Int,
    bytes: Int,
    referer: Int = 0,
    agent: Int,
    habit: UInt64,
    sink: inout ByteSink
  ) {
    closeRequest(status: status, bytes: bytes, sink: &sink)
    sink.append(tables.referers, referer)
    closeAgent(agent, habit: habit, sink: &sink)
  }

  /// An asset is fetched for the page that was read.
  private func closeAsset(
    status: Int,
    bytes: Int,
    page: Int,
    number: Int,
    agent: Int,
    habit: UInt64,
    sink: inout ByteSink
  ) {
    closeRequest(status: status, bytes: bytes, sink: &sink)
    sink.append("https://www.contoso.example")
    sink.append(tables.pages, page, filling: number)
    closeAgent(agent, habit: habit, sink: &sink)
  }

  private func closeRequest(status: Int, bytes: Int, sink: inout ByteSink) {
    sink.append(" HTTP/1.1\" ")
    sink.append(decimal: status)
    sink.append(" ")
    sink.append(decimal: bytes)
    sink.append(" \"")
  }

  private func closeAgent(_ agent: Int, habit: UInt64, sink: inout ByteSink) {
    sink.append("\" \"")
    sink.append(tables.agents, agent, filling: 112 + Int(habit >> 40) % 20)
    sink.append("\"\n")
  }
}
