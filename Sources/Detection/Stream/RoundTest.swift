// Who asks for the same few names once a day, each time from somewhere else?
//
// Such names are asked for by many sources and look popular. But what is popular comes as it comes: of n
// contacts in D days some fall on one day nearly always. Given its first and last day, the number of a
// name's contacts that fall on a day that has one is that of balls thrown into D boxes of which two are
// taken. A list that is worked in rounds keeps them apart, but for one that slips over midnight. The ratios
// of all names that are asked for often enough, each in the list or not with even odds, make the e-value; the
// hour at which a day begins is one of 24 tries.

import Glibc
import Model

struct RoundTest {
  /// Contacts from which on a name is looked at.
  static let fewestContacts = 5
  /// Names that must stand out: one is a job with a changing address.
  static let fewestNames = 5
  /// Ratio from which on a name counts as one of the list.
  static let leastRatio = 100.0
  /// Chances that a list in rounds has none or one contact on a day that has one; the rest is spread over
  /// more of them.
  static let apartChances = [0.75, 0.2]
  /// Sources with more contacts than that are no part of a list that changes its source every time.
  static let mostOfSource = 3
  static let roundSeconds = 86_400
  static let phases = 24

  /// The names of one list begin and end on the same days, but for so many.
  static let mostDaysApart = 2
  /// Days longer than that are not looked at: no list is worked for years.
  static let mostDays = 400

  /// By number of contacts and days: the chances of none and of one contact on a taken day.
  private var known: [Int: [Double]] = [:]

  /// Base-10 logarithm of the ratio for one name with so many contacts, from its first to its last day, of
  /// which `repeats` fall on the day of the one before; 2 stands for more.
  mutating func log10Ratio(contacts: Int, days: Int, repeats: Int) -> Double {
    guard contacts >= Self.fewestContacts, days <= Self.mostDays else { return 0 }
    let chances = repeatChances(contacts: contacts, days: days)
    if repeats < Self.apartChances.count {
      return chances[repeats] > 0 ? log10(Self.apartChances[repeats] / chances[repeats]) : 0
    }
    let (ours, honest) = (1 - Self.apartChances.reduce(0, +), 1 - chances.reduce(0, +))
    return log10(ours / max(honest, 1e-9))
  }

  /// The chances that none, and that one, of `contacts` falls on a day that has one, if the first and the
  /// last day have one each and the rest come as they come.
  /// - Complexity: O(days), once for each pair of arguments.
  private mutating func repeatChances(contacts: Int, days: Int) -> [Double] {
    let key = contacts << 16 | days
    if let chances = known[key] { return chances }
    // With one day, all but one contact repeat.
    var (none, one) = days > 1 ? (1.0, 0.0) : (0, 0)
    for taken in 2..<max(2, contacts) where none > 0 || one > 0 {
      let free = max(0, Double(days - taken)) / Double(days)
      let freer = max(0, Double(days - taken + 1)) / Double(days)
      one = one * freer + none * (1 - free)
      none *= free
    }
    known[key] = [none, one]
    return [none, one]
  }

  /// Base-10 logarithm of the e-value of all names together, for one hour at which days begin.
  static func log10E(_ ratios: [Double]) -> Double {
    ratios.reduce(0) { $0 + log10(0.5 + 0.5 * pow10($1)) } - log10(Double(phases))
  }
}

/// Finds lists that are worked in rounds, in the contacts of one service.
struct RoundDetector {
  let table: AttemptTable
  /// Base-10 logarithm of the e-value that accuses.
  let threshold: Double

  private struct Rounds {
    var phase: Int
    var log10E: Double
    /// The names in the list.
    var names: [UInt32: NameRounds]

    var days: ClosedRange<Int>? {
      guard let first = names.values.map(\.first).min(), let last = names.values.map(\.last).max()
      else { return nil }
      return first...last
    }
  }

  private struct NameRounds {
    var log10Ratio: Double
    var first: Int
    var last: Int
  }

  /// At most one campaign a service.
  /// - Complexity: O(contacts), and for each name that is asked for often 24 looks at its first contacts.
  func campaigns(in contacts: ServiceContacts) -> [Campaign] {
    contacts.services.compactMap { service, contacts in
      contacts.count < RoundTest.fewestNames * RoundTest.fewestContacts
        ? nil : campaign(contacts, service)
    }
  }

  private func campaign(_ all: [Contact], _ service: Service) -> Campaign? {
    let contacts = contactsByTurns(all, service)
    let absent = NameTimes(contacts, of: table) { $0.answer == .absent }
    guard let best = best(absent), best.log10E >= threshold,
      best.names.count >= RoundTest.fewestNames
    else { return nil }
    let others = NameTimes(contacts, of: table) { $0.answer != .absent }
    var test = RoundTest()
    let present = names(others, phase: best.phase, test: &test)
    let listed = best.names.merging(listed(present, on: best.days)) { first, _ in first }
    let members = contacts.filter { listed[$0.name] != nil }
    let probes = members.map { contact in
      let ratio = pow10(min(listed[contact.name]?.log10Ratio ?? 0, 12))
      return Campaign.Probe(
        index: contact.index,
        answer: contact.answer,
        posterior: ratio / (1 + ratio)
      )
    }
    return Campaign(
      pattern: .sourceFree,
      probes: probes,
      probesAtDetection: probesAtDetection(members, absent),
      log10E: best.log10E,
      tests: RoundTest.phases,
      terms: [
        Finding.Score.Term(
          name: "the same names once a day, each time from another source, at \(service.name)",
          log10E: best.log10E,
          attempts: probes.count
        )
      ],
      attempts: []
    )
  }

  /// The contacts of strangers that may take turns: those of sources with few contacts. Nobody who works
  /// off a list knows a secret.
  private func contactsByTurns(
    _ all: [Contact],
    _ service: Service
  ) -> ChosenContacts {
    var counts = [UInt8](repeating: 0, count: table.sourceCount)
    for contact in all where contact.isStranger {
      let source = Int(contact.source)
      if counts[source] <= RoundTest.mostOfSource { counts[source] += 1 }
    }
    return ChosenContacts(all) { contact in
      contact.isStranger && counts[Int(contact.source)] <= RoundTest.mostOfSource
        && (contact.answer != .exists || !service.takesSecret)
    }
  }

  /// The hour at which days begin that sets most names apart, by the contacts up to `end`.
  private func best(_ absent: NameTimes, upTo end: UInt32 = .max) -> Rounds? {
    if absent.names.count < RoundTest.fewestNames { return nil }
    var test = RoundTest()
    return (0..<RoundTest.phases).map { phase in
      let names = names(absent, phase: phase, upTo: end, test: &test)
      return Rounds(
        phase: phase,
        log10E: RoundTest.log10E(names.map(\.rounds.log10Ratio)),
        names: listed(names)
      )
    }
    .max { $0.log10E < $1.log10E }
  }

  /// The names that stand out and are worked on the days that most of them are.
  private func listed(
    _ names: [(name: UInt32, rounds: NameRounds)],
    on days: ClosedRange<Int>? = nil
  ) -> [UInt32: NameRounds] {
    let notable = names.filter { $0.rounds.log10Ratio >= log10(RoundTest.leastRatio) }
    guard !notable.isEmpty else { return [:] }
    let ends = (notable.map(\.rounds.first).sorted(), notable.map(\.rounds.last).sorted())
    let days =
      days ?? ends.0[ends.0.count / 2]...max(ends.0[ends.0.count / 2], ends.1[ends.1.count / 2])
    let slack = RoundTest.mostDaysApart
    return notable.reduce(into: [:]) { listed, name in
      guard abs(name.rounds.first - days.lowerBound) <= slack,
        abs(name.rounds.last - days.upperBound) <= slack
      else { return }
      listed[name.name] = name.rounds
    }
  }

  /// The names with enough contacts up to `end`, in the order of `times`.
  private func names(
    _ times: NameTimes,
    phase: Int,
    upTo end: UInt32 = .max,
    test: inout RoundTest
  ) -> [(name: UInt32, rounds: NameRounds)] {
    times.names.indices.compactMap { place in
      let seconds = times.seconds(at: place, upTo: end)
      guard seconds.count >= RoundTest.fewestContacts, let first = seconds.first,
        let last = seconds.last
      else { return nil }
      let ends = (Self.round(first, phase), Self.round(last, phase))
      let rounds = NameRounds(
        log10Ratio: test.log10Ratio(
          contacts: seconds.count,
          days: ends.1 - ends.0 + 1,
          repeats: Self.repeats(seconds, phase)
        ),
        first: ends.0,
        last: ends.1
      )
      return (times.names[place], rounds)
    }
  }

  private static func round(_ seconds: UInt32, _ phase: Int) -> Int {
    (Int(seconds) - phase * 3600) / RoundTest.roundSeconds
  }

  /// Contacts on the day of the one before, up to the number from which on more says no more.
  private static func repeats(_ seconds: ArraySlice<UInt32>, _ phase: Int) -> Int {
    var (repeats, last) = (0, Int.min)
    for second in seconds {
      let round = round(second, phase)
      if round == last {
        repeats += 1
        if repeats == RoundTest.apartChances.count { return repeats }
      }
      last = round
    }
    return repeats
  }

  /// Members up to the end of the first day after which the evidence was enough.
  private func probesAtDetection(_ members: [Contact], _ absent: NameTimes) -> Int {
    guard let span = absent.span else { return members.count }
    for end in stride(from: span.first, through: span.last, by: RoundTest.roundSeconds) {
      guard let best = best(absent, upTo: end), best.log10E >= threshold,
        best.names.count >= RoundTest.fewestNames
      else { continue }
      return max(1, members.count { $0.seconds <= end })
    }
    return members.count
  }
}
