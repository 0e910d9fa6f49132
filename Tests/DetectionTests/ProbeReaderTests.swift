import Model
import Testing

@testable import Detection

struct ProbeReaderTests {
  private func read(_ traffic: Traffic, source: UInt32 = 0) -> ProbeReader {
    let table = traffic.table()
    var reader = ProbeReader(table: table, history: traffic.history())
    reader.read(SourceGroups(table).indices(of: source)[...])
    return reader
  }

  private func excused(_ reader: ProbeReader, _ excuse: ProbeReader.Excuse) -> Int {
    reader.excused[excuse.rawValue]
  }

  @Test
  func `a retry is no probe`() {
    var traffic = Traffic()
    let source = traffic.source()
    for second in 0..<50 as Range<UInt32> {
      traffic.miss(source, "oldphone", at: Traffic.morning + second * 3600)
    }
    for second in 0..<50 as Range<UInt32> {
      traffic.hit(source, "anna", at: Traffic.morning + second * 3600)
    }
    let reader = read(traffic)
    #expect(
      reader.probes.map(\.isMiss) == [true, false] || reader.probes.map(\.isMiss) == [false, true]
    )
    #expect(reader.misses == 1)
  }

  /// The ties of four names that a source asks for where people ask for their own.
  private func ties(
    of service: Service,
    credential: Credential = .none,
    signInAfter: UInt32? = nil
  ) -> [ProbeReader.Tie] {
    var traffic = Traffic()
    let (source, home) = (traffic.source(), traffic.source())
    let signIn = Outcome(.keycloakLogin, .present, .hidden, .accepted)
    traffic.add(home, "anna", at: Traffic.morning, signIn)
    for number in 0..<4 {
      traffic.add(
        source,
        Traffic.person(number),
        at: Traffic.morning + UInt32(number),
        Outcome(service, .present, .hidden, credential)
      )
    }
    if let signInAfter { traffic.add(source, "bert", at: Traffic.morning + signInAfter, signIn) }
    return read(traffic).probes.map(\.tie)
  }

  @Test
  func `who asks for more than two accounts where nobody signs in is strange to them`() {
    let first: [ProbeReader.Tie] = [.unknown, .unknown]
    #expect(Array(ties(of: .keycloakReset).prefix(4)) == first + [.strange, .strange])
    #expect(Array(ties(of: .keycloakReset, signInAfter: 600).prefix(4)) == first + [.own, .own])
    #expect(
      Array(ties(of: .keycloakReset, signInAfter: 9000).prefix(4)) == first + [.strange, .strange]
    )
  }

  @Test
  func `no tie is seen where others' accounts are asked for, nor where nobody signs in at all`() {
    #expect(ties(of: .keycloakRegister) == Array(repeating: .unknown, count: 4))
    #expect(ties(of: .httpAutodiscover) == Array(repeating: .unknown, count: 4))
    #expect(ties(of: .keycloakLogin, credential: .wrong) == Array(repeating: .secret, count: 4))
  }

  @Test
  func `a name whose existence the log does not know is no probe`() {
    var traffic = Traffic()
    let source = traffic.source()
    for number in 0..<20 {
      traffic.add(
        source,
        Traffic.person(number),
        at: Traffic.morning,
        Outcome(.postfixSASL, .undetermined, .hidden, .wrong)
      )
    }
    #expect(read(traffic).probes.isEmpty)
  }

  @Test(arguments: [
    (-3601, false), (-3600, true), (-1, true), (0, true), (60, true), (3600, true), (3601, false),
  ])
  func `a slip is excused by the right name within the hour`(signInAfter: Int, isExcused: Bool) {
    var traffic = Traffic()
    let source = traffic.source()
    traffic.miss(source, "ana.berg", at: Traffic.morning)
    traffic.signIn(source, "anna.berg", at: UInt32(Int(Traffic.morning) + signInAfter))
    let reader = read(traffic)
    #expect(excused(reader, .typo) == (isExcused ? 1 : 0))
    #expect(reader.misses == (isExcused ? 0 : 1))
  }

  @Test
  func `a slip of another source's name is no slip`() {
    var traffic = Traffic()
    let (source, other) = (traffic.source(), traffic.source())
    traffic.miss(source, "ana.berg", at: Traffic.morning)
    traffic.signIn(other, "anna.berg", at: Traffic.morning + 5)
    #expect(read(traffic, source: source).misses == 1)
  }

  @Test
  func `a name far from the one that signed in is a miss`() {
    var traffic = Traffic()
    let source = traffic.source()
    traffic.miss(source, "bert.abel", at: Traffic.morning)
    traffic.signIn(source, "anna.berg", at: Traffic.morning + 5)
    #expect(read(traffic).misses == 1)
  }

  @Test
  func `a password in the name box is no miss`() {
    var traffic = Traffic()
    let source = traffic.source()
    _ = traffic.name("s3cret!pass", .looksLikePassword)
    traffic.miss(source, "s3cret!pass", at: Traffic.morning)
    let reader = read(traffic)
    #expect(reader.misses == 0)
    #expect(excused(reader, .passwordAsName) == 1)
  }

  @Test
  func `a name that existed before is a leaver's, and one that exists later was made since`() {
    var traffic = Traffic()
    let (source, past) = (traffic.source(), traffic.source())
    traffic.signIn(past, "gone", at: Traffic.morning - 90 * 86400)
    traffic.miss(source, "gone", at: Traffic.morning)
    traffic.signIn(past, "comes.later", at: Traffic.morning + 86400)
    traffic.miss(source, "comes.later", at: Traffic.morning)
    traffic.add(
      past,
      "elsewhere",
      at: Traffic.morning - 86400,
      Outcome(.dovecot, .present, .hidden, .accepted)
    )
    traffic.miss(source, "elsewhere", at: Traffic.morning)
    let reader = read(traffic, source: source)
    #expect(excused(reader, .onceExisted) == 1)
    #expect(excused(reader, .createdLater) == 1)
    // Another service has a directory of its own.
    #expect(reader.misses == 1)
  }

  @Test
  func `a callout with the null sender is excused only for names that sent mail`() {
    var traffic = Traffic()
    let source = traffic.source()
    var callout = Outcome(.postfixRecipient, .absent, .disclosed, .none)
    callout.hasNullSender = true
    let plain = Outcome(.postfixRecipient, .absent, .disclosed, .none)
    _ = traffic.name("newsletter", .sentMail)
    _ = traffic.name("invoices", .sentMail)
    traffic.add(source, "newsletter", at: Traffic.morning, callout)
    traffic.add(source, "never.wrote", at: Traffic.morning + 1, callout)
    traffic.add(source, "invoices", at: Traffic.morning + 2, plain)
    let reader = read(traffic)
    #expect(excused(reader, .senderCallout) == 1)
    #expect(reader.misses == 2)
  }

  @Test
  func `a reader forgets one source before it reads the next`() {
    var traffic = Traffic()
    let (first, second) = (traffic.source(), traffic.source())
    for number in 0..<9 { traffic.miss(first, Traffic.person(number), at: Traffic.morning) }
    for number in 0..<4 { traffic.miss(second, Traffic.person(number), at: Traffic.morning) }
    let table = traffic.table()
    let groups = SourceGroups(table)
    var reader = ProbeReader(table: table, history: traffic.history())
    reader.read(groups.indices(of: 0)[...])
    #expect(reader.misses == 9)
    reader.read(groups.indices(of: 1)[...])
    #expect(reader.misses == 4)
    #expect(reader.probes.map { table[$0.index].source } == [second, second, second, second])
    reader.read(groups.indices(of: 0)[...])
    #expect(reader.misses == 9)
  }

  @Test
  func `a slip is excused although a hundred others signed in in the hour before`() {
    var traffic = Traffic()
    let source = traffic.source()
    for person in 0..<100 {
      traffic.signIn(source, Traffic.person(person), at: Traffic.morning + UInt32(person))
    }
    traffic.miss(source, "ana.winter", at: Traffic.morning + 200)
    traffic.signIn(source, "anna.winter", at: Traffic.morning + 205)
    let reader = read(traffic)
    #expect(excused(reader, .typo) == 1)
  }

  @Test
  func `names of a domain that nobody of ours has are guests, once enough of ours are known`() {
    func foreign(known: Int) -> Int {
      var traffic = Traffic()
      let (source, staff) = (traffic.source(), traffic.source())
      for number in 0..<known {
        traffic.signIn(staff, "\(Traffic.person(number))@corp.example", at: Traffic.morning)
      }
      for number in 0..<5 {
        traffic.miss(source, "guest\(number)@partner.example", at: Traffic.morning + 60)
        traffic.miss(source, "x\(number)@corp.example", at: Traffic.morning + 120)
      }
      let reader = read(traffic, source: source)
      #expect(reader.misses == 10 - excused(reader, .foreignDomain))
      return excused(reader, .foreignDomain)
    }
    #expect(foreign(known: 12) == 5)
    #expect(foreign(known: 3) == 0)
  }

  @Test
  func `where no secret is asked for, a slip is put right by the name as it is spelt`() {
    func misses(correctedAfter seconds: UInt32?) -> Int {
      var traffic = Traffic()
      let desk = traffic.source()
      let absent = Outcome(.keycloakReset, .absent, .hidden, .none)
      traffic.add(desk, "anna.bergg", at: Traffic.morning, absent)
      if let seconds {
        let present = Outcome(.keycloakReset, .present, .hidden, .none)
        traffic.add(desk, "anna.berg", at: Traffic.morning + seconds, present)
      }
      return read(traffic, source: desk).misses
    }
    #expect(misses(correctedAfter: 30) == 0)
    #expect(misses(correctedAfter: 3000) == 1)
    #expect(misses(correctedAfter: nil) == 1)
  }
}
