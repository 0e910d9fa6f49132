import Model

/// Finds campaigns in the stream of a service's contacts, whoever their sources are.
package struct StreamDetector: Sendable {
  /// Fewer probes than this are no campaign that a stream could show.
  static let fewestProbes = 8
  /// The greatest logarithm of a likelihood ratio that is asked for: a false alarm per 1.2 million
  /// contacts with absent names.
  static let strictest = 6.08

  private let table: AttemptTable
  private let census: NameCensus
  private let expectedFalse: Double

  package init(table: AttemptTable, census: NameCensus, expectedFalse: Double) {
    self.table = table
    self.census = census
    self.expectedFalse = expectedFalse
  }

  /// The campaigns in `contacts`, which hold none that is explained already.
  /// - Complexity: O(contacts x attribution rounds).
  func campaigns(in contacts: ServiceContacts) -> [Campaign] {
    contacts.services.flatMap { campaigns(in: $0.contacts, service: $0.service) }
  }

  private func campaigns(in all: [Contact], service: Service) -> [Campaign] {
    var novel: [Bool] = []
    for contact in all where contact.answer == .absent { novel.append(isNovel(contact)) }
    guard novel.count >= Self.fewestProbes else { return [] }
    let share = NoveltyTest.honestShare(novel)
    let threshold = min(
      max((Double(novel.count) / expectedFalse).log10, AlertLevel.mildest),
      Self.strictest
    )
    let test = NoveltyTest(share: share)
    let stretches = test.stretches(novel, threshold: threshold)
    guard !stretches.isEmpty else { return [] }
    let stream = all.indices.filter { all[$0].answer == .absent }
    let spans = stretches.map { (all[stream[$0.first]].seconds, all[stream[$0.last]].seconds) }
    let candidates = all.filter { contact in
      switch contact.answer {
      case .absent: isNovel(contact)
      case .refused: contact.isStranger
      // Nobody who works off a list knows a secret.
      case .exists: contact.isStranger && !service.takesSecret
      }
    }
    let outside = candidates.filter { contact in
      !spans.contains { $0.0 <= contact.seconds && contact.seconds <= $0.1 }
    }
    let reader = PartyReader(contactsOfSource: countBySource(all), table: table)
    let parties = reader.parties(outside).parties
    return zip(stretches, spans).flatMap { stretch, span in
      let inside = belonging(
        candidates.filter { span.0 <= $0.seconds && $0.seconds <= span.1 },
        rather: outside
      )
      let lists = StretchLists(
        inside: inside,
        outside: parties,
        share: campaignShare(novel[stretch.first...stretch.last], honest: share),
        reader: reader
      )
      let asked = stream[stretch.first...stretch.last].map { all[$0] }
      return lists.members.indices.compactMap { list in
        evidence(for: list, of: lists, stretch, asked) { test.stretches($0, threshold: threshold) }
          .flatMap {
            campaign(lists.members[list], $0, tests: stream.count, service: service)
          }
      }
    }
  }

  /// A name that one source alone asked for, a source that nobody signs in from. Mail with the empty
  /// sender is left aside: bounces of mail that somebody sent in made-up names of ours come from anywhere.
  private func isNovel(_ contact: Contact) -> Bool {
    contact.isStranger && census[contact.name] <= 1
      && !(contact.service == .postfixRecipient && table[contact.index].outcome.hasNullSender)
  }

  /// The contacts of sources that ask for more inside the stretch than outside. The others are there for
  /// their own sake.
  private func belonging(_ inside: [Contact], rather outside: [Contact]) -> [Contact] {
    let (here, elsewhere) = (countBySource(inside), countBySource(outside))
    return inside.filter { contact in
      let source = contact.source
      return here[source] ?? 0 > elsewhere[source] ?? 0
    }
  }

  /// The share of the novel contacts that honest life does not explain.
  private func campaignShare(_ novel: ArraySlice<Bool>, honest: Double) -> Double {
    let count = Double(novel.count { $0 })
    let expected = (Double(novel.count) - count) * honest / (1 - honest)
    return max(0.05, 1 - expected / max(1, count))
  }

  private func countBySource(_ contacts: [Contact]) -> [UInt32: Int] {
    contacts.reduce(into: [:]) { $0[$1.source, default: 0] += 1 }
  }

  private struct Evidence {
    var log10E: Double
    /// The contact at which it was enough, and the absent names that were asked for.
    var crossing: Contact
    var attempts: Int
  }

  /// What speaks for one of the lists in a stretch. One of several must be evident without the others.
  private func evidence(
    for list: Int,
    of lists: StretchLists,
    _ stretch: NoveltyTest.Stretch,
    _ asked: [Contact],
    test: ([Bool]) -> [NoveltyTest.Stretch]
  ) -> Evidence? {
    if lists.members.count == 1 {
      return Evidence(
        log10E: stretch.log10E,
        crossing: asked[stretch.crossing - stretch.first],
        attempts: asked.count
      )
    }
    var others: Set<UInt32> = []
    for number in lists.members.indices where number != list {
      others.formUnion(lists.members[number].lazy.map(\.contact.index))
    }
    let left = asked.filter { !others.contains($0.index) }
    let stretches = test(left.map(isNovel))
    guard let first = stretches.first, let strongest = stretches.map(\.log10E).max() else {
      return nil
    }
    return Evidence(log10E: strongest, crossing: left[first.crossing], attempts: left.count)
  }

  private func campaign(
    _ members: [StretchLists.Member],
    _ evidence: Evidence,
    tests: Int,
    service: Service
  ) -> Campaign? {
    let probes = members.map {
      Campaign.Probe(index: $0.contact.index, answer: $0.contact.answer, posterior: $0.posterior)
    }
    guard probes.count(where: \.isMiss) >= Self.fewestProbes else { return nil }
    let crossing = table[evidence.crossing.index]
    let atDetection = probes.count { !AttemptTable.precedes(crossing, table[$0.index]) }
    return Campaign(
      pattern: .sourceFree,
      probes: probes,
      probesAtDetection: max(1, atDetection),
      log10E: evidence.log10E,
      tests: tests,
      terms: [
        Finding.Score.Term(
          name: "names nobody else asked for, by strangers, at \(service.name)",
          log10E: evidence.log10E,
          attempts: evidence.attempts
        )
      ],
      attempts: []
    )
  }
}
