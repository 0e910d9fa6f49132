import Model
import Testing

@testable import Detection

struct CampaignAccountsTests {
  @Test
  func `a name counts once, however many sources asked for it`() {
    var traffic = Traffic()
    let told = Outcome(.entraInteractive, .present, .disclosed, .wrong)
    let absent = Outcome(.entraInteractive, .absent, .disclosed, .none)
    for hour in 0..<3 {
      let source = traffic.source()
      let at = Traffic.morning + UInt32(hour) * 3600
      traffic.add(source, "anna", at: at, told)
      traffic.add(source, "nobody", at: at + 1, absent)
      traffic.add(source, "nobody\(hour)", at: at + 2, absent)
    }
    let table = traffic.table()
    let indices = table.chunks.enumerated().flatMap { number, chunk in
      chunk.indices.map { UInt32(number << AttemptTable.chunkShift + $0) }
    }.sorted { AttemptTable.precedes(table[$0], table[$1]) }
    let campaign = Campaign(
      pattern: .distributed,
      probes: indices.map { index in
        let isMiss = table[index].outcome.existence == .absent
        return Campaign.Probe(index: index, answer: isMiss ? .absent : .refused, posterior: 1)
      },
      probesAtDetection: 4,
      log10E: 9,
      tests: 1,
      terms: [],
      attempts: indices
    )
    let accounts = CampaignAccounts(of: campaign, in: table)
    #expect(accounts.probedCount == 5)
    #expect(accounts.absentCount == 4)
    #expect(accounts.present.count == 1)
    #expect(accounts.confirmed == accounts.present)
  }

  @Test
  func `where only the stream shows a list, whoever tries a name again is not of it`() {
    var traffic = Traffic()
    let told = Outcome(.entraInteractive, .present, .disclosed, .wrong)
    let (lister, sprayer) = (traffic.source(), traffic.source())
    traffic.add(lister, "anna", at: Traffic.morning, told)
    traffic.add(sprayer, "bert", at: Traffic.morning + 60, told)
    traffic.add(sprayer, "bert", at: Traffic.morning + 120, told)
    let table = traffic.table()
    let indices = table.chunks.enumerated().flatMap { number, chunk in
      chunk.indices.map { UInt32(number << AttemptTable.chunkShift + $0) }
    }.sorted { AttemptTable.precedes(table[$0], table[$1]) }
    let campaign = Campaign(
      pattern: .sourceFree,
      probes: indices.prefix(2).map {
        Campaign.Probe(index: $0, answer: .refused, posterior: 0.99)
      },
      probesAtDetection: 1,
      log10E: 9,
      tests: 1,
      terms: [],
      attempts: indices
    )
    let accounts = CampaignAccounts(of: campaign, in: table)
    #expect(accounts.present.count == 2)
    #expect(accounts.confirmed == [table[indices[0]].name])
  }

  @Test(arguments: [
    (Service.keycloakLogin, Disclosure.hidden, false), (.entraInteractive, .disclosed, true),
  ])
  func `who signs in first learns something of that account only where misses are told`(
    service: Service,
    ofMisses: Disclosure,
    isConfirmed: Bool
  ) {
    var traffic = Traffic()
    let source = traffic.source()
    traffic.add(
      source,
      "stolen",
      at: Traffic.morning,
      Outcome(service, .present, .disclosed, .accepted)
    )
    for minute in 1...5 {
      traffic.add(
        source,
        "nobody\(minute)",
        at: Traffic.morning + UInt32(minute) * 60,
        Outcome(service, .absent, ofMisses, .wrong)
      )
    }
    let table = traffic.table()
    let campaign = Campaign(
      pattern: .singleSource,
      probes: (0..<6).map {
        Campaign.Probe(index: $0, answer: $0 == 0 ? .exists : .absent, posterior: 1)
      },
      probesAtDetection: 4,
      log10E: 9,
      tests: 1,
      terms: [],
      attempts: Array(0..<6)
    )
    let accounts = CampaignAccounts(of: campaign, in: table)
    #expect(accounts.present.count == 1)
    #expect(accounts.confirmed.isEmpty == !isConfirmed)
  }
}
