import Foundation
import Model
import Testing

@testable import Detection

struct SingleSourceDetectorTests {
  /// A list worked from one source, missing at `missRate`. Names count up from `firstName`.
  private static func addRollCall(
    to traffic: inout Traffic,
    source: UInt32,
    probes: Int,
    missRate: Double,
    firstName: Int,
    start: UInt32 = Traffic.morning,
    pace: UInt32 = 1,
    using random: inout SeededGenerator
  ) {
    for number in 0..<probes {
      let isMiss = Double.random(in: 0..<1, using: &random) < missRate
      let at = start + UInt32(number) * pace
      if isMiss {
        traffic.miss(source, "x" + Traffic.person(firstName + number), at: at)
      } else {
        traffic.hit(source, "y" + Traffic.person(firstName + number), at: at)
      }
    }
  }

  @Test
  func `pace does not matter: one a second gives the finding that one a week gives`() {
    let calls = ([1, 60, 86_400, 604_800] as [UInt32]).map { pace in
      var random = SeededGenerator(seed: 30)
      var traffic = Traffic()
      let source = traffic.source()
      Self.addRollCall(
        to: &traffic,
        source: source,
        probes: 150,
        missRate: 0.7,
        firstName: 0,
        pace: pace,
        using: &random
      )
      return traffic.calls()
    }
    #expect(calls.map(\.count) == [1, 1, 1, 1])
    #expect(calls.allSatisfy { $0[0].probes == calls[0][0].probes })
    // Whole seconds show the evenness of a pace only where it is slower than they are.
    for slow in calls[2...] {
      #expect(slow[0].probesAtDetection == calls[1][0].probesAtDetection)
      #expect(abs(slow[0].log10E - calls[1][0].log10E) < 1e-6)
    }
    #expect(calls[1][0].probesAtDetection <= calls[0][0].probesAtDetection)
  }

  /// A list of which every seventh name is absent, at an even pace or at random times.
  private static func goodList(isEven: Bool) -> [RollCall] {
    var random = SeededGenerator(seed: 36)
    var traffic = Traffic()
    let source = traffic.source()
    var time = Double(Traffic.morning)
    // In no order of the alphabet.
    for (number, person) in (0..<60).shuffled(using: &random).enumerated() {
      let at = UInt32(time)
      if number % 7 == 6 {
        traffic.miss(source, Traffic.person(person), at: at)
      } else {
        traffic.hit(source, Traffic.person(person), at: at)
      }
      time +=
        isEven
        ? Double.random(in: 60...180, using: &random)
        : -120 * log(Double.random(in: 0..<1, using: &random).nextUp)
    }
    return traffic.calls()
  }

  @Test
  func `at an even pace two absent names among many others are enough, at random times four`() {
    #expect((14...20).contains(Self.goodList(isEven: true).first?.probesAtDetection ?? 0))
    #expect(Self.goodList(isEven: false).first?.probesAtDetection == 28)
  }

  /// Somebody where nobody signs in asks for the accounts of fifty people, and for some that are not there.
  private static func resets(misses: Int) -> [RollCall] {
    var random = SeededGenerator(seed: 37)
    var traffic = Traffic()
    let source = traffic.source()
    for home in 0..<30 {
      let home = (traffic.source(), Traffic.person(home))
      traffic.add(
        home.0,
        home.1,
        at: Traffic.morning + 40,
        Outcome(.keycloakLogin, .present, .hidden, .accepted)
      )
    }
    for number in 0..<50 {
      let isMiss = number % 10 == 4 && number / 10 < misses
      traffic.add(
        source,
        (isMiss ? "zq" : "") + Traffic.person(100 + number),
        at: Traffic.morning + UInt32.random(in: 0..<50_000, using: &random),
        Outcome(.keycloakReset, isMiss ? .absent : .present, .hidden, .none)
      )
    }
    return traffic.calls()
  }

  @Test
  func `a help desk that asks for fifty accounts is not accused, even of three that are not there`()
  {
    #expect(Self.resets(misses: 0).isEmpty)
    #expect(Self.resets(misses: 3).isEmpty)
  }

  @Test(arguments: [31, 32, 33] as [UInt64])
  func `an office behind one address with five hundred people gives none`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var traffic = Traffic()
    let office = traffic.source()
    for day in 0..<5 as Range<UInt32> {
      for person in 0..<500 {
        let at = Traffic.morning + day * 86400 + UInt32.random(in: 0..<30_000, using: &random)
        let name = Traffic.person(person)
        if Double.random(in: 0..<1, using: &random) < 0.03 {
          var typed = Array(name.utf8)
          let place = Int.random(in: 0..<typed.count, using: &random)
          switch Int.random(in: 0..<3, using: &random) {
          case 0: typed.remove(at: place)
          case 1: typed.insert(UInt8.random(in: 0x61...0x7a, using: &random), at: place)
          default: typed[place] = UInt8.random(in: 0x61...0x7a, using: &random)
          }
          let text = String(decoding: typed, as: UTF8.self)
          if text != name { traffic.miss(office, text, at: at) }
        }
        traffic.signIn(office, name, at: at + 20)
      }
    }
    traffic.addHonestPeople(100, using: &random)
    let calls = traffic.calls()
    // Every slip was put right 20 seconds later, among hundreds of others' sign-ins.
    #expect(calls.isEmpty)
  }

  @Test
  func `a stale phone that repeats one name for a year gives none`() {
    var traffic = Traffic()
    let phone = traffic.source()
    for hour in 0..<8760 as Range<UInt32> {
      traffic.miss(phone, "left.long.ago", at: Traffic.morning + hour * 3600)
    }
    #expect(traffic.calls().isEmpty)
  }

  @Test
  func `a mailing list with stale recipients that comes every week gives none`() {
    func list(weeks: UInt32, isDelivered: Bool) -> Traffic {
      var traffic = Traffic()
      let server = traffic.source()
      for week in 0..<weeks {
        for person in 0..<40 {
          let at = Traffic.morning + week * 604_800 + UInt32(person)
          let isStale = person % 3 == 0
          if isStale {
            let outcome = Outcome(.postfixRecipient, .absent, .disclosed, .none)
            traffic.add(server, Traffic.person(person), at: at, outcome)
          } else if isDelivered {
            let outcome = Outcome(.postfixRecipient, .present, .disclosed, .accepted)
            traffic.add(server, Traffic.person(person), at: at, outcome)
          }
        }
      }
      return traffic
    }
    #expect(list(weeks: 6, isDelivered: true).calls().isEmpty)
    // That mail follows for the others is part of what makes it benign.
    #expect(list(weeks: 6, isDelivered: false).calls().count == 1)
  }

  @Test
  func `those who leave between two visits of a search engine do not make it a roll call`() {
    var traffic = Traffic()
    let engine = traffic.source()
    for week in 0..<5 as Range<UInt32> {
      for person in 0..<30 {
        let isGone = person >= 24 || week == 4 && person >= 18
        let outcome = Outcome(.httpWordPress, isGone ? .absent : .present, .disclosed, .none)
        let at = Traffic.morning + week * 604_800 + UInt32(person) * 20
        traffic.add(engine, Traffic.person(person), at: at, outcome)
      }
    }
    #expect(traffic.calls().isEmpty)
  }

  @Test
  func `a list that misses seven in ten is found within seven probes by the median`() throws {
    var atDetection: [Int] = []
    for seed in 0..<200 as Range<UInt64> {
      var random = SeededGenerator(seed: 1000 + seed)
      var traffic = Traffic()
      traffic.addHonestPeople(20, using: &random)
      traffic.addOffices(20, using: &random)
      let source = traffic.source()
      Self.addRollCall(
        to: &traffic,
        source: source,
        probes: 100,
        missRate: 0.7,
        firstName: 1000,
        using: &random
      )
      let calls = traffic.calls()
      #expect(calls.map(\.source) == [source])
      atDetection.append(try #require(calls.first).probesAtDetection)
    }
    atDetection.sort()
    let (median, high) = (atDetection[100], atDetection[189])
    print("probes to detection at 70 % misses: median \(median), p95 \(high)")
    #expect(median <= 7)
    #expect(high <= 16)
  }

  @Test
  func `good sign-ins first do not buy immunity`() throws {
    var random = SeededGenerator(seed: 34)
    var traffic = Traffic()
    let source = traffic.source()
    for number in 0..<300 {
      traffic.signIn(source, Traffic.person(number), at: Traffic.morning + UInt32(number) * 60)
    }
    Self.addRollCall(
      to: &traffic,
      source: source,
      probes: 60,
      missRate: 0.7,
      firstName: 2000,
      start: Traffic.morning + 100_000,
      using: &random
    )
    let call = try #require(traffic.calls().first)
    let detected = traffic.table()[call.probes[call.probesAtDetection - 1].index]
    #expect(detected.seconds - (Traffic.morning + 100_000) < 12)
    // The run begins near where the list begins, not with the honest months before it.
    #expect(call.probes.count <= 60 + 30)
  }

  @Test
  func `two misses are never a roll call`() {
    var traffic = Traffic()
    let source = traffic.source()
    traffic.miss(source, "one", at: Traffic.morning)
    traffic.miss(source, "two", at: Traffic.morning + 1)
    #expect(traffic.calls(level: AlertLevel(expectedFalseFindings: 1000)).isEmpty)
  }

  @Test(arguments: [2, 3, 8])
  func `any number of shards makes the same calls`(shards: Int) {
    var random = SeededGenerator(seed: 35)
    var traffic = Traffic()
    traffic.addHonestPeople(150, using: &random)
    for caller in 0..<12 {
      let source = traffic.source()
      Self.addRollCall(
        to: &traffic,
        source: source,
        probes: 40,
        missRate: 0.56 + 0.04 * Double(caller),
        firstName: 3000 + caller * 100,
        pace: 30,
        using: &random
      )
    }
    traffic.shuffle(using: &random)
    let one = traffic.calls()
    #expect(one.count >= 10)
    #expect(traffic.calls(shards: shards) == one)
  }

  @Test
  func `striking out the misses strikes out the finding`() throws {
    var random = SeededGenerator(seed: 36)
    var traffic = Traffic()
    let source = traffic.source()
    Self.addRollCall(
      to: &traffic,
      source: source,
      probes: 60,
      missRate: 0.8,
      firstName: 0,
      using: &random
    )
    let call = try #require(traffic.calls().first)
    #expect(abs(call.terms.reduce(0) { $0 + $1.log10E } - call.log10E) < 1e-9)
    var without = Traffic()
    _ = without.source()
    for probe in call.probes where !probe.isMiss {
      let attempt = traffic.table()[probe.index]
      without.hit(0, "n\(attempt.name)", at: attempt.seconds)
    }
    #expect(without.calls().isEmpty)
  }

  @Test
  func `the level follows the number of tested sources between its ends`() {
    let level = AlertLevel(expectedFalseFindings: 0.05)
    #expect(level.threshold(testedSources: 0) == 3.5)
    #expect(level.threshold(testedSources: 10) == 3.5)
    #expect(abs(level.threshold(testedSources: 1000) - 4.301_03) < 1e-5)
    #expect(level.threshold(testedSources: 10_000_000) == 5)
  }
}
