import Glibc
package import Model

/// Finds the sources that call the roll, each by itself.
///
/// Two passes over the sources. The first tests every source against the prior null and counts what the
/// honest ones do; the null is learned from that; the second tests again. The caller shares the sources out
/// to detectors that run side by side, and joins the counts in between.
package struct SingleSourceDetector: Sendable {
  private let table: AttemptTable
  private let groups: SourceGroups
  private let notesContacts: Bool
  private var reader: ProbeReader
  private var indices: [UInt32] = []

  /// Without `notesContacts` the survey holds nothing for tests of several sources.
  package init(
    table: AttemptTable,
    history: NameHistory,
    groups: SourceGroups,
    notesContacts: Bool = true
  ) {
    self.notesContacts = notesContacts
    self.table = table
    self.groups = groups
    reader = ProbeReader(table: table, history: history)
  }

  /// The first pass: what the honest ones of the sources do, and which could be tested. `next` gives some
  /// more sources, until there are none.
  package mutating func survey(_ next: () -> ArraySlice<UInt32>?) -> Survey {
    var survey = Survey(nameCount: table.nameTraits.count)
    let priorOnly = NullModel()
    while let sources = next() {
      for (source, place) in zip(sources, groups.places(of: sources)) {
        groups.read(place, into: &indices)
        self.survey(source, null: priorOnly, into: &survey)
      }
    }
    return survey
  }

  /// `indices` are those of the source.
  private mutating func survey(_ source: UInt32, null: NullModel, into survey: inout Survey) {
    reader.read(indices[...])
    if notesContacts { noteContacts(in: &survey) }
    if ProbeRun.canBe(misses: reader.misses, probes: reader.probes.count) {
      survey.testable.append(source)
      if run(null: null, threshold: AlertLevel.strictest) != nil { return }
    }
    if reader.hasAccepted { survey.counts.add(reader.probes, of: table) }
  }

  /// The contacts that the tests without a source look at: those with absent names, and those of
  /// strangers with names that exist.
  private func noteContacts(in survey: inout Survey) {
    for (probe, attempt) in zip(reader.probes, reader.probed) {
      let isStranger = reader.isStranger(at: attempt.seconds)
      guard probe.isMiss || isStranger else { continue }
      if probe.isMiss { survey.census.note(attempt.name) }
      survey.note(
        Contact(
          seconds: attempt.seconds,
          index: probe.index,
          source: attempt.source,
          name: attempt.name,
          service: attempt.outcome.service,
          answer: probe.answer,
          isStranger: isStranger
        )
      )
    }
  }

  /// The second pass, after `survey`: those of the sources that `next` gives whose e-value reaches
  /// `threshold`.
  ///
  /// Where people sign in, each client is tested by itself first: a program behind an office's address is
  /// accused without the office.
  package mutating func accuse(
    null: NullModel,
    threshold: Double,
    _ next: () -> ArraySlice<UInt32>?
  ) -> [RollCall] {
    var found: [RollCall] = []
    while let sources = next() {
      for source in sources { found += calls(of: source, null: null, threshold: threshold) }
    }
    return found
  }

  private mutating func calls(
    of source: UInt32,
    null: NullModel,
    threshold: Double
  ) -> [RollCall] {
    var found: [RollCall] = []
    groups.read(source, into: &indices)
    var rest = indices
    if signsIn(indices) {
      let parts = ClientParts(indices, of: table)
      for part in parts.suspicious {
        let level = threshold + log10(Double(parts.count))
        guard let call = call(source, part, null: null, threshold: level) else { continue }
        found.append(call)
        let accused = Set(part)
        rest.removeAll { accused.contains($0) }
      }
    }
    if let call = call(source, rest, null: null, threshold: threshold) { found.append(call) }
    return found
  }

  private func signsIn(_ indices: [UInt32]) -> Bool {
    indices.contains { table[$0].outcome.credential == .accepted }
  }

  /// What `source` is accused of by some of its attempts.
  private mutating func call(
    _ source: UInt32,
    _ attempts: [UInt32],
    null: NullModel,
    threshold: Double
  ) -> RollCall? {
    reader.read(attempts[...])
    guard let run = run(null: null, threshold: threshold), !isRecurringList(attempts) else {
      return nil
    }
    let first = beginning(of: run)
    return RollCall(
      source: source,
      probes: Array(reader.probes[first...]),
      probesAtDetection: run.crossing - first + 1,
      log10E: run.log10E,
      terms: run.terms,
      excused: reader.excused,
      attempts: attempts
    )
  }

  /// Where nobody had signed in before the run, what was asked before it belongs to it: a list may begin
  /// with names that exist.
  private func beginning(of run: ProbeRun) -> Int {
    let isStrangers = reader.probes[..<run.firstProbe].allSatisfy { probe in
      let outcome = table[probe.index].outcome
      return probe.answer != .exists || !outcome.service.takesSecret
    }
    return isStrangers ? 0 : run.firstProbe
  }

  private func run(null: NullModel, threshold: Double) -> ProbeRun? {
    ProbeRun.first(in: reader.probes, of: table, null: null, threshold: threshold)
  }

  /// A mailing list with stale recipients, or a search engine with old links, asks for the same absent
  /// names again days later, and for more that exist. A roll call asks for each name once.
  private func isRecurringList(_ indices: [UInt32]) -> Bool {
    let daySeconds: UInt32 = 20 * 3600
    var span: [UInt32: (first: UInt32, last: UInt32)] = [:]
    var served: Set<UInt32> = []
    for index in indices {
      let attempt = table[index]
      switch attempt.outcome.service {
      case .postfixRecipient, .httpWordPress: break
      default: return false
      }
      if attempt.outcome.existence == .absent {
        span[attempt.name] = (span[attempt.name]?.first ?? attempt.seconds, attempt.seconds)
      } else if attempt.outcome.credential != .wrong {
        served.insert(attempt.name)
      }
    }
    // Who was there and is gone says nothing of how often the list asks.
    let gone = span.filter { !served.contains($0.key) }
    let recurring = gone.values.count { $0.last - $0.first >= daySeconds }
    return recurring * 5 >= gone.count * 4 && served.count >= gone.count
  }
}

/// What the first pass found out.
package struct Survey: Sendable {
  package var counts = ProbeCounts()
  /// Sources with enough misses to be tested at all, in no order.
  package fileprivate(set) var testable: [UInt32] = []
  package var census: NameCensus
  /// In pieces, in no order: there may be tens of millions of them, and no array of them is to be held
  /// twice while it grows.
  private var contacts: [[Contact]] = []
  private static let pieceCapacity = 1 << 14

  package init(nameCount: Int) {
    census = NameCensus(nameCount: nameCount)
  }

  mutating func note(_ contact: Contact) {
    if contacts.last.map({ $0.count == Self.pieceCapacity }) ?? true {
      contacts.append([])
      contacts[contacts.count - 1].reserveCapacity(Self.pieceCapacity)
    }
    contacts[contacts.count - 1].append(contact)
  }

  /// How many sources could be tested.
  package var testedSources: Int { testable.count }

  package mutating func add(_ other: Survey) {
    counts.add(other.counts)
    testable += other.testable
    census.add(other.census)
    contacts += other.contacts
  }

  package mutating func dropContacts(where isUnwanted: (Contact) -> Bool) {
    for piece in contacts.indices { contacts[piece].removeAll(where: isUnwanted) }
  }

  /// The contacts in no order, which the survey then no longer holds.
  package mutating func takeContacts() -> [Contact] {
    var taken: [Contact] = []
    taken.reserveCapacity(contacts.reduce(0) { $0 + $1.count })
    while let piece = contacts.popLast() { taken += piece }
    return taken
  }
}

/// How strong the evidence must be.
package struct AlertLevel: Sendable, Equatable {
  /// False findings that a whole scan may be expected to hold.
  package var expectedFalseFindings: Double

  package init(expectedFalseFindings: Double = 0.05) {
    self.expectedFalseFindings = expectedFalseFindings
  }

  /// Base-10 logarithms of the least and greatest e-value that is ever asked for. Three misses by
  /// one careless person stay below the least; above a hundred thousand a scan of many sources would need
  /// more than seven straight misses, and says honestly how many false findings that level may hold.
  package static let mildest = 3.5
  package static let strictest = 5.0

  /// Base-10 logarithm of the e-value that a finding must reach when so many sources were tested.
  package func threshold(testedSources: Int) -> Double {
    let wanted = (Double(max(1, testedSources)) / expectedFalseFindings).log10
    return min(max(wanted, Self.mildest), Self.strictest)
  }
}

/// A source that called the roll, as the statistics see it.
package struct RollCall: Sendable, Equatable {
  package var source: UInt32
  /// From the start of the run that crossed the line, in order.
  package var probes: [ProbeReader.Probe]
  package var probesAtDetection: Int
  package var log10E: Double
  package var terms: [Finding.Score.Term]
  /// Contacts with absent names that had an innocent reason, by `ProbeReader.Excuse`.
  package var excused: [Int]
  /// Every attempt of the source, in order.
  package var attempts: [UInt32]
}
