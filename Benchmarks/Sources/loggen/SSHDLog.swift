/// `auth.log` of a few Linux hosts in the form of RFC 3164: sshd, PAM, cron, sudo, systemd-logind.
struct SSHDLog: LogFormat {
  static let days = 28
  static let bytesPerVisit = 700
  static let regularVisitsPerMille = 120

  static func weight(hour: Int, weekday: Int) -> Int {
    // Guessing goes on around the clock; people add a little by day.
    weekday < 5 && (8..<18).contains(hour) ? 12 : 9
  }

  /// A line to be written when its second comes.
  private struct Line {
    var kind: Kind
    var host: UInt8
    var process: UInt32
    var port: UInt32
    var source: UInt32
    var account: Account
  }

  private enum Kind: UInt8 {
    case acceptedKey, acceptedPassword, badProtocol, closedKnown, closedUnknown, cronClosed,
      cronOpened
    case disconnectedUnknown, disconnectedUser, failedKnown, failedUnknown, invalidUser, logindNew
    case logindRemoved, noHostKey, notAllowed, pamFailureKnown, pamFailureUnknown, pamUnknown
    case receivedBye, receivedByUser, sessionClosed, sessionOpened, sudoClosed, sudoCommand,
      sudoOpened
  }

  private enum Account {
    case staff(Int)
    case mistyped(Int)
    case person(Int)
    case common(Int)
    case root
  }

  /// Lines can be put off by less than an hour.
  private static let slots = 4096

  private let addresses: SourceAddresses
  private let people = People()
  private let hosts = PhraseTable(Self.hostNames)
  private let commonNames = PhraseTable(Self.guessedNames)
  private let commands = PhraseTable(Self.sudoCommands)
  private var random: SeededRandom
  private var second = 0
  private var waiting: [[Line]] = Array(repeating: [], count: slots)
  private var stamp = LogTime(elapsed: 0)
  private var processes: [UInt32]
  private var sessions = 1200

  init(addresses: SourceAddresses, seed: UInt64) {
    self.addresses = addresses
    random = SeededRandom(seed: seed ^ 0x7373_6864)
    processes = (0..<hosts.count).map { UInt32(1000 + $0 * 2711) }
  }

  mutating func begin(second: Int, sink: inout ByteSink) {
    self.second = second
    stamp = LogTime(elapsed: second)
    let slot = second % Self.slots
    guard !waiting[slot].isEmpty else { return }
    var lines: [Line] = []
    swap(&lines, &waiting[slot])
    for line in lines { write(line, to: &sink) }
    lines.removeAll(keepingCapacity: true)
    swap(&lines, &waiting[slot])
  }

  mutating func visit(source: Int, isRegular: Bool, sink: inout ByteSink) {
    let habit = mixed(UInt64(source))
    if isRegular || habit % 40 == 0 {
      visitByStaff(source: source, habit: habit, sink: &sink)
    } else {
      visitByStranger(source: source, habit: habit, sink: &sink)
    }
  }

  mutating func guess(by enumerator: Enumerator, sink: inout ByteSink) {
    // The pooled sources share one list and each takes its own part of it.
    let turn =
      enumerator.pace == .pooled ? enumerator.source * 40 + enumerator.tried : enumerator.tried
    let list = enumerator.pace == .pooled ? 0 : enumerator.source
    let person = people.guess(list: list, turn: turn)
    guard person >= Self.staffCount else {
      guessKnown(connection(from: enumerator.source, account: .staff(person)), sink: &sink)
      return
    }
    let line = connection(from: enumerator.source, account: .person(person))
    guessUnknown(line, withPassword: enumerator.pace != .burst, sink: &sink)
  }
}

// What sources do.
extension SSHDLog {
  private mutating func visitByStaff(source: Int, habit: UInt64, sink: inout ByteSink) {
    let member = Int(habit >> 8) % Self.staffCount
    var line = connection(from: source, account: .staff(member))
    if random.chance(15) {
      line.account = .mistyped(member)
      guessUnknown(line, withPassword: true, sink: &sink)
      return
    }
    if random.chance(60) {
      emit(.pamFailureKnown, line, sink: &sink)
      emit(.failedKnown, line, sink: &sink)
    }
    let usesKey = habit & 0x70 != 0
    emit(usesKey ? .acceptedKey : .acceptedPassword, line, sink: &sink)
    emit(.sessionOpened, line, sink: &sink)
    emit(.logindNew, line, sink: &sink)
    let stay = 1 + random.skewedPick(3500)
    for _ in 0..<random.skewedPick(4) {
      let moment = random.pick(stay)
      later(.sudoCommand, line, after: moment)
      later(.sudoOpened, line, after: moment)
      later(.sudoClosed, line, after: moment + 1)
    }
    later(.receivedByUser, line, after: stay)
    later(.disconnectedUser, line, after: stay)
    later(.sessionClosed, line, after: stay)
    later(.logindRemoved, line, after: stay)
    runCron(sink: &sink)
  }

  private mutating func visitByStranger(source: Int, habit: UInt64, sink: inout ByteSink) {
    switch habit >> 32 % 20 {
    case 0:
      emit(
        random.chance(500) ? .badProtocol : .noHostKey,
        connection(from: source, account: .root),
        sink: &sink
      )
    case 1:
      let line = connection(from: source, account: .common(Int(habit >> 16) % Self.knownNames))
      emit(.notAllowed, line, sink: &sink)
      guessKnown(line, sink: &sink)
    case 2..<10:
      guessKnown(connection(from: source, account: .root), sink: &sink)
    default:
      // One name for most sources, up to three for the others.
      let choice = habit % 4 == 0 ? UInt64(random.pick(3)) : 0
      let name =
        Self.knownNames + Int(mixed(habit &+ choice) % UInt64(commonNames.count - Self.knownNames))
      guessUnknown(
        connection(from: source, account: .common(name)),
        withPassword: habit & 0x300 != 0,
        sink: &sink
      )
    }
  }

  private mutating func guessUnknown(_ line: Line, withPassword: Bool, sink: inout ByteSink) {
    emit(.invalidUser, line, sink: &sink)
    guard withPassword else {
      later(.closedUnknown, line, after: random.pick(2))
      return
    }
    emit(.pamUnknown, line, sink: &sink)
    emit(.pamFailureUnknown, line, sink: &sink)
    later(.failedUnknown, line, after: 2)
    if random.chance(400) {
      later(.closedUnknown, line, after: 3)
    } else {
      later(.receivedBye, line, after: 3)
      later(.disconnectedUnknown, line, after: 3)
    }
  }

  private mutating func guessKnown(_ line: Line, sink: inout ByteSink) {
    emit(.pamFailureKnown, line, sink: &sink)
    for attempt in 0..<1 + random.skewedPick(3) {
      later(.failedKnown, line, after: 2 + 3 * attempt)
    }
    later(.closedKnown, line, after: 9)
  }

  private mutating func runCron(sink: inout ByteSink) {
    for _ in 0..<random.pick(5) {
      let line = connection(from: 0, account: .root)
      emit(.cronOpened, line, sink: &sink)
      later(.cronClosed, line, after: random.pick(30))
    }
  }

  private mutating func connection(from source: Int, account: Account) -> Line {
    let host = random.skewedPick(hosts.count)
    processes[host] = processes[host] % 4_000_000 + UInt32(2 + random.pick(4))
    return Line(
      kind: .acceptedKey,
      host: UInt8(host),
      process: processes[host],
      port: UInt32(32768 + random.pick(28000)),
      source: UInt32(source),
      account: account
    )
  }

  private mutating func emit(_ kind: Kind, _ line: Line, sink: inout ByteSink) {
    var line = line
    line.kind = kind
    write(line, to: &sink)
  }

  private mutating func later(_ kind: Kind, _ line: Line, after seconds: Int) {
    var line = line
    line.kind = kind
    // At least a second: this second's slot has been emptied already.
    waiting[(second + max(1, seconds)) % Self.slots].append(line)
  }
}

// What the hosts write.
extension SSHDLog {
  private mutating func write(_ line: Line, to sink: inout ByteSink) {
    sink.append(syslog: stamp)
    sink.append(" ")
    sink.append(hosts, Int(line.host))
    switch line.kind {
    case .cronOpened, .cronClosed: writeCron(line, to: &sink)
    case .logindNew, .logindRemoved: writeLogind(line, to: &sink)
    case .sudoCommand, .sudoOpened, .sudoClosed: writeSudo(line, to: &sink)
    default: writeSSHD(line, to: &sink)  // The rest is sshd's, listed in full there.
    }
    sink.append("\n")
  }

  private func writeSSHD(_ line: Line, to sink: inout ByteSink) {
    sink.append(" sshd[")
    sink.append(decimal: Int(line.process))
    sink.append("]: ")
    switch line.kind {
    case .acceptedKey:
      write("Accepted publickey for ", line, " from ", ending: " ssh2: ED25519 SHA256:", to: &sink)
      appendKey(of: line, to: &sink)
    case .acceptedPassword:
      write("Accepted password for ", line, " from ", ending: " ssh2", to: &sink)
    case .badProtocol:
      sink.append("banner exchange: Connection from ")
      appendPlace(line, to: &sink)
      sink.append(": invalid format")
    case .closedKnown:
      write("Connection closed by authenticating user ", line, " ", ending: " [preauth]", to: &sink)
    case .closedUnknown:
      write("Connection closed by invalid user ", line, " ", ending: " [preauth]", to: &sink)
    case .disconnectedUnknown:
      write("Disconnected from invalid user ", line, " ", ending: " [preauth]", to: &sink)
    case .disconnectedUser: write("Disconnected from user ", line, " ", ending: "", to: &sink)
    case .failedKnown: write("Failed password for ", line, " from ", ending: " ssh2", to: &sink)
    case .failedUnknown:
      write("Failed password for invalid user ", line, " from ", ending: " ssh2", to: &sink)
    case .invalidUser: write("Invalid user ", line, " from ", ending: "", to: &sink)
    case .noHostKey:
      sink.append("Unable to negotiate with ")
      appendPlace(line, to: &sink)
      sink.append(": no matching host key type found. Their offer: ssh-rsa,ssh-dss [preauth]")
    case .notAllowed:
      sink.append("User ")
      appendAccount(line.account, to: &sink)
      sink.append(" from ")
      addresses.append(Int(line.source), to: &sink)
      sink.append(" not allowed because not listed in AllowUsers")
    case .pamFailureKnown:
      writePAMFailure(line, to: &sink)
      sink.append("  user=")
      appendAccount(line.account, to: &sink)
    case .pamFailureUnknown: writePAMFailure(line, to: &sink)
    case .pamUnknown: sink.append("pam_unix(sshd:auth): check pass; user unknown")
    case .receivedBye:
      sink.append("Received disconnect from ")
      appendPlace(line, to: &sink)
      sink.append(":11: Bye Bye [preauth]")
    case .receivedByUser:
      sink.append("Received disconnect from ")
      appendPlace(line, to: &sink)
      sink.append(":11: disconnected by user")
    case .sessionClosed:
      sink.append("pam_unix(sshd:session): session closed for user ")
      appendAccount(line.account, to: &sink)
    case .sessionOpened:
      sink.append("pam_unix(sshd:session): session opened for user ")
      appendAccount(line.account, to: &sink)
      sink.append("(uid=")
      appendUserNumber(line.account, to: &sink)
      sink.append(") by (uid=0)")
    case .cronClosed, .cronOpened, .logindNew, .logindRemoved, .sudoClosed, .sudoCommand,
      .sudoOpened:
      preconditionFailure("not a line of sshd")
    }
  }

  private func write(
    _ opening: StaticString,
    _ line: Line,
    _ middle: StaticString,
    ending: StaticString,
    to sink: inout ByteSink
  ) {
    sink.append(opening)
    appendAccount(line.account, to: &sink)
    sink.append(middle)
    appendPlace(line, to: &sink)
    sink.append(ending)
  }

  private func writePAMFailure(_ line: Line, to sink: inout ByteSink) {
    sink.append(
      "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost="
    )
    addresses.append(Int(line.source), to: &sink)
  }

  private func writeCron(_ line: Line, to sink: inout ByteSink) {
    sink.append(" CRON[")
    sink.append(decimal: Int(line.process))
    sink.append(
      line.kind == .cronOpened
        ? "]: pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)"
        : "]: pam_unix(cron:session): session closed for user root"
    )
  }

  private mutating func writeLogind(_ line: Line, to sink: inout ByteSink) {
    sink.append(" systemd-logind[")
    sink.append(decimal: 600 + Int(line.host) * 7)
    if line.kind == .logindNew {
      sessions += 1
      sink.append("]: New session ")
      sink.append(decimal: sessions)
      sink.append(" of user ")
      appendAccount(line.account, to: &sink)
      sink.append(".")
    } else {
      sink.append("]: Removed session ")
      sink.append(decimal: max(1, sessions - random.pick(20)))
      sink.append(".")
    }
  }

  private mutating func writeSudo(_ line: Line, to sink: inout ByteSink) {
    if line.kind == .sudoCommand {
      sink.append(" sudo: ")
      appendAccount(line.account, to: &sink)
      sink.append(" : TTY=pts/")
      sink.append(decimal: random.pick(6))
      sink.append(" ; PWD=/home/")
      appendAccount(line.account, to: &sink)
      sink.append(" ; USER=root ; COMMAND=")
      sink.append(commands, random.skewedPick(commands.count))
      return
    }
    sink.append(
      line.kind == .sudoOpened
        ? " sudo: pam_unix(sudo:session): session opened for user root(uid=0) by "
        : " sudo: pam_unix(sudo:session): session closed for user root"
    )
    guard line.kind == .sudoOpened else { return }
    appendAccount(line.account, to: &sink)
    sink.append("(uid=")
    appendUserNumber(line.account, to: &sink)
    sink.append(")")
  }

  private func appendPlace(_ line: Line, to sink: inout ByteSink) {
    addresses.append(Int(line.source), to: &sink)
    sink.append(" port ")
    sink.append(decimal: Int(line.port))
  }

  private func appendAccount(_ account: Account, to sink: inout ByteSink) {
    switch account {
    case .staff(let member): people.appendLogin(member, to: &sink)
    case .mistyped(let member): people.appendMistypedLogin(member, to: &sink)
    case .person(let person): people.appendLogin(person, to: &sink)
    case .common(let name): sink.append(commonNames, name)
    case .root: sink.append("root")
    }
  }

  private func appendUserNumber(_ account: Account, to sink: inout ByteSink) {
    if case .staff(let member) = account {
      sink.append(decimal: 1000 + member)
    } else {
      sink.append("0")
    }
  }

  private func appendKey(of line: Line, to sink: inout ByteSink) {
    let key = mixed(UInt64(line.source) &* 31)
    for part in 0..<4 as Range<UInt64> {
      sink.append(hex: mixed(key &+ part), digits: part < 3 ? 12 : 7)
    }
  }
}

extension SSHDLog {
  /// The first people of the company have an account on the hosts.
  private static let staffCount = 60
  /// The first of the guessed names exist on every host.
  private static let knownNames = 8

  private static let hostNames: StaticString = """
    bastion1
    web01
    web02
    git
    mail
    db01
    build3
    backup
    """

  private static let guessedNames: StaticString = """
    daemon
    bin
    sys
    www-data
    nobody
    backup
    mail
    sshd
    admin
    test
    user
    ubuntu
    oracle
    postgres
    pi
    git
    guest
    ftpuser
    deploy
    mysql
    hadoop
    jenkins
    nagios
    tomcat
    centos
    debian
    ec2-user
    support
    administrator
    dev
    demo
    es
    elastic
    minecraft
    steam
    zabbix
    ansible
    vagrant
    docker
    student
    server
    operator
    ftp
    info
    web
    webmaster
    odoo
    teamspeak
    ts3
    sales
    svn
    default
    ubnt
    usuario
    master
    app
    kafka
    spark
    redis
    sol
    solana
    validator
    node
    gitlab-runner
    developer
    nginx
    cs2server
    testuser
    """

  private static let sudoCommands: StaticString = """
    /usr/bin/systemctl restart nginx
    /usr/bin/apt-get update
    /usr/bin/journalctl -u ssh --since today
    /usr/bin/systemctl status postgresql
    /usr/bin/tail -f /var/log/auth.log
    /usr/bin/apt-get -y upgrade
    /usr/sbin/nginx -t
    /usr/bin/docker ps
    /usr/bin/less /var/log/mail.log
    /usr/bin/systemctl reload ssh
    /usr/bin/rsync -a /srv/www/ /backup/www/
    /usr/bin/du -sh /var/lib/postgresql
    """
}
